import { typedClient } from "#platform/http/client.ts";
import type { PrivacyRoutes } from "./routes.ts";

export const client = typedClient<PrivacyRoutes>("/api/privacy");
