import { typedClient } from "#platform/http/client.ts";
import type { OrganisationRoutes } from "./routes.ts";

export const client = typedClient<OrganisationRoutes>("/api/organisation");
