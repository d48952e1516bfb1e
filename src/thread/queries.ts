import { queryOptions } from "@tanstack/react-query";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";

export const threadQuery = (unitId: string) =>
  queryOptions({
    queryKey: ["thread", unitId],
    queryFn: () => answer(client.units[":unitId"].$get({ param: { unitId } })),
  });
