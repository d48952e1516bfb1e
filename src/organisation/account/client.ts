import { typedClient } from "#platform/http/client.ts";
import type { AccountRoutes } from "./routes.ts";

export const client = typedClient<AccountRoutes>("/api/account");
