import { queryOptions } from "@tanstack/react-query";
import { answer, typedClient } from "#platform/http/client.ts";
import type { routes } from "./routes.ts";

const client = typedClient<typeof routes>("/api/overview");

export const overviewQuery = queryOptions({
  queryKey: ["overview"],
  queryFn: () => answer(client.index.$get()),
});
