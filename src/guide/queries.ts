import { queryOptions } from "@tanstack/react-query";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";

export const journeysQuery = queryOptions({
  queryKey: ["guide", "journeys"],
  queryFn: () => answer(client.journeys.$get()),
});

export const journeyQuery = (id: string) =>
  queryOptions({
    queryKey: ["guide", "journeys", id],
    queryFn: () => answer(client.journeys[":id"].$get({ param: { id } })),
  });
