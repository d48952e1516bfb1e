import { typedClient } from "#platform/http/client.ts";
import type { WebhookRoutes } from "./routes.ts";

export const client = typedClient<WebhookRoutes>("/api/webhooks");
