import { queryOptions } from "@tanstack/react-query";
import { answer, typedClient } from "#platform/http/client.ts";
import type { ValuesRoutes } from "./routes.ts";

export const client = typedClient<ValuesRoutes>("/api/values");

/** The value basis, for every page that shows values. */
export const valuesQuery = queryOptions({
  queryKey: ["values"],
  queryFn: () => answer(client.index.$get()),
});
