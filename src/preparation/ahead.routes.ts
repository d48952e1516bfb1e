import { createRoute, z } from "@hono/zod-openapi";
import { requireAccess, requireViewer } from "#organisation/viewer.ts";
import { inOrganisation } from "#platform/database/index.ts";
import { answers, newRoutes } from "#platform/http/routes.ts";
import { meetingsOfUnit, myNextMeetings } from "./ahead.store.ts";
import { MyMeeting, UnitMeeting } from "./ahead.wire.ts";

export const aheadRoutes = newRoutes()
  .openapi(
    createRoute({
      method: "get",
      path: "/units/{unitId}/meetings",
      request: { params: z.object({ unitId: z.uuid() }) },
      responses: answers(z.array(UnitMeeting), "A unit's meetings: ahead, then held."),
    }),
    async (c) => {
      const { unitId } = c.req.valid("param");
      const viewer = requireAccess(c, "meeting.see", { unitId });
      const meetings = await inOrganisation(c.var.db, viewer.organisationId, (tx) =>
        meetingsOfUnit(tx, viewer, unitId, c.var.now()),
      );
      return c.json(meetings, 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/my/meetings",
      responses: answers(z.array(MyMeeting), "The next meeting of each unit that waits for whoever asks."),
    }),
    async (c) => {
      const viewer = requireViewer(c);
      const meetings = await inOrganisation(c.var.db, viewer.organisationId, (tx) =>
        myNextMeetings(tx, viewer, { now: c.var.now(), secret: c.var.config.secret }),
      );
      return c.json(meetings, 200);
    },
  );
