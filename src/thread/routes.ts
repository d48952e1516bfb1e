import { createRoute, z } from "@hono/zod-openapi";
import { may } from "#organisation/access.ts";
import { requireAccess, requireViewer } from "#organisation/viewer.ts";
import { inOrganisation } from "#platform/database/index.ts";
import { refuseWith } from "#platform/http/problem.ts";
import { answers, newRoutes } from "#platform/http/routes.ts";
import { documentRoutes, minutesFor } from "./document.routes.ts";
import { MeetingMinutes, toWire } from "./minutes.wire.ts";
import { readOrganisationThread, readThread } from "./thread.store.ts";
import { OrganisationThread, UnitThread } from "./wire.ts";

const params = z.object({ id: z.uuid() });
const ofUnit = z.object({ unitId: z.uuid() });

export const routes = newRoutes()
  .openapi(
    createRoute({
      method: "get",
      path: "/units/{unitId}",
      request: { params: ofUnit },
      responses: answers(UnitThread, "The thread of a unit, from its values to what was agreed."),
    }),
    async (c) => {
      const { unitId } = c.req.valid("param");
      const viewer = requireAccess(c, "thread.see", { unitId });
      const sees = {
        questions: may(viewer, "results.seeUnit", { unitId }),
        results: may(viewer, "results.seeUnit", { unitId }),
        actions: may(viewer, "action.see", { unitId }),
        reviews: may(viewer, "followUp.see", { unitId }),
      };
      const thread = await inOrganisation(c.var.db, viewer.organisationId, (tx) =>
        readThread(tx, viewer.organisationId, unitId, { locale: c.var.locale, sees }),
      );
      if (!thread) throw refuseWith("notFound");
      return c.json(thread, 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/organisation",
      responses: answers(OrganisationThread, "The threads of all units in one; no individual anywhere."),
    }),
    async (c) => {
      const { organisationId } = requireAccess(c, "overview.see");
      const thread = await inOrganisation(c.var.db, organisationId, (tx) =>
        readOrganisationThread(tx, organisationId, c.var.locale),
      );
      return c.json(thread, 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/meetings/{id}/minutes",
      request: { params },
      responses: answers(MeetingMinutes, "The minutes of a meeting."),
    }),
    async (c) => {
      const minutes = await minutesFor(c, c.req.valid("param").id);
      const leads = may(requireViewer(c), "meeting.lead", { unitId: minutes.unitId });
      return c.json(toWire(minutes, { leads }), 200);
    },
  )
  .route("/", documentRoutes);
