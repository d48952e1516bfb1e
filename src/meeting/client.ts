import { typedClient } from "#platform/http/client.ts";
import type { MeetingRoutes } from "./routes.ts";

export const client = typedClient<MeetingRoutes>("/api/meeting");
