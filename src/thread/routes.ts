import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { formatDay } from "#design/format.ts";
import { onJourney } from "#guide/onJourney.ts";
import type { Minutes } from "#meeting/minutes/minutes.ts";
import { readMinutes } from "#meeting/minutes/reads.ts";
import { may } from "#organisation/access.ts";
import { requireAccess, requireViewer, workInUnitOf } from "#organisation/viewer.ts";
import { inOrganisation } from "#platform/database/index.ts";
import { documentAnswer, sendDocument } from "#platform/documents/send.ts";
import type { Env } from "#platform/http/context.ts";
import { refuseWith } from "#platform/http/problem.ts";
import { answers, newRoutes } from "#platform/http/routes.ts";
import { findMeeting } from "#preparation/meeting.store.ts";
import { readFilledGuide } from "./guideDocument.store.ts";
import { MeetingMinutes, toWire } from "./minutes.wire.ts";
import { readThread } from "./thread.store.ts";
import { UnitThread } from "./wire.ts";

const params = z.object({ id: z.uuid() });
const ofUnit = z.object({ unitId: z.uuid() });

/** The minutes, for whoever may see the meeting: on the page and in Word alike. */
async function minutesFor(c: Context<Env>, id: string): Promise<Minutes> {
  const minutes = await workInUnitOf(
    c,
    "meeting.see",
    async (tx, organisationId) => (await findMeeting(tx, organisationId, id))?.unitId,
    (tx, { organisationId }) => readMinutes(tx, organisationId, id),
  );
  if (!minutes) throw refuseWith("notFound");
  return minutes;
}

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
      path: "/journeys/{id}/guide.docx",
      request: { params },
      responses: documentAnswer("The filled guide as a Word document.", "docx"),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const { locale } = c.var;
      const filled = await onJourney(c, "journey.see", id, (tx, viewer, unitId) =>
        readFilledGuide(tx, viewer.organisationId, id, {
          locale,
          sees: {
            meetings: may(viewer, "meeting.see", { unitId }),
            actions: may(viewer, "action.see", { unitId }),
            pulses: may(viewer, "pulse.see", { unitId }),
          },
        }),
      );
      if (!filled) throw refuseWith("notFound");
      const today = formatDay(c.var.now(), filled.timeZone);
      const { filledGuideDocument } = await import("./guideDocument.ts");
      const bytes = await filledGuideDocument(filled, locale, today);
      return sendDocument(c, bytes, `${filled.journey.title} ${filled.journey.unitName}`, "docx");
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
  .openapi(
    createRoute({
      method: "get",
      path: "/meetings/{id}/minutes.docx",
      request: { params },
      responses: documentAnswer("The minutes of a meeting as a Word document.", "docx"),
    }),
    async (c) => {
      const minutes = await minutesFor(c, c.req.valid("param").id);
      const { minutesDocument } = await import("#meeting/minutes/minutes.ts");
      return sendDocument(c, await minutesDocument(minutes, c.var.locale), minutes.title, "docx");
    },
  );
