import { queryOptions } from "@tanstack/react-query";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";

export const journeysQuery = queryOptions({
  queryKey: ["guide", "journeys"],
  queryFn: () => answer(client.journeys.$get()),
});

export const guidesQuery = queryOptions({
  queryKey: ["guide", "guides"],
  staleTime: 60 * 60_000,
  queryFn: () => answer(client.guides.$get()),
});

export const journeyQuery = (id: string) =>
  queryOptions({
    queryKey: ["guide", "journeys", id],
    queryFn: () => answer(client.journeys[":id"].$get({ param: { id } })),
  });
