import { createRoute } from "@hono/zod-openapi";
import { requireAccess } from "#organisation/viewer.ts";
import { inOrganisation } from "#platform/database/index.ts";
import { answers, newRoutes } from "#platform/http/routes.ts";
import { readOverview } from "./reads.ts";
import { Overview } from "./wire.ts";

export const routes = newRoutes().openapi(
  createRoute({
    method: "get",
    path: "/",
    responses: answers(Overview, "Every unit's steps, decisions and experience; no individual anywhere."),
  }),
  async (c) => {
    const { organisationId } = requireAccess(c, "overview.see");
    const overview = await inOrganisation(c.var.db, organisationId, (tx) =>
      readOverview(tx, organisationId, { locale: c.var.locale, now: c.var.now() }),
    );
    return c.json(overview, 200);
  },
);
