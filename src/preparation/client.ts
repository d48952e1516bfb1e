import { typedClient } from "#platform/http/client.ts";
import type { routes } from "./routes.ts";

export const client = typedClient<ReturnType<typeof routes>>("/api/preparation");
