import { queryOptions } from "@tanstack/react-query";
import { answer, typedClient } from "#platform/http/client.ts";
import type { AccountRoutes } from "./routes.ts";

export const client = typedClient<AccountRoutes>("/api/account");

/** How she can get in, and whether she has done so just now: true for a quarter of an hour only, so it is always asked anew. */
export const accessQuery = queryOptions({
  queryKey: ["account", "access"],
  staleTime: 0,
  gcTime: 0,
  queryFn: () => answer(client.access.$get()),
});
