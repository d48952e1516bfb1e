import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { formatDay } from "#design/format.ts";
import { onJourney } from "#guide/onJourney.ts";
import type { Minutes } from "#meeting/minutes/minutes.ts";
import { picturesFor, readMinutes } from "#meeting/minutes/reads.ts";
import { may } from "#organisation/access.ts";
import { houseFor } from "#organisation/house.ts";
import { requireViewer, workInUnitOf } from "#organisation/viewer.ts";
import { inOrganisation } from "#platform/database/index.ts";
import { documentAnswer, sendDocument, type WrittenFormat } from "#platform/documents/send.ts";
import { written } from "#platform/documents/write.ts";
import type { Env } from "#platform/http/context.ts";
import { refuseWith } from "#platform/http/problem.ts";
import { newRoutes } from "#platform/http/routes.ts";
import { findMeeting } from "#preparation/meeting.store.ts";
import { readFilledGuide } from "./guideDocument.store.ts";

const params = z.object({ id: z.uuid() });

/** The minutes, for whoever may see the meeting: on the page and on paper alike. */
export async function minutesFor(c: Context<Env>, id: string): Promise<Minutes> {
  const minutes = await workInUnitOf(
    c,
    "meeting.see",
    async (tx, organisationId) => (await findMeeting(tx, organisationId, id))?.unitId,
    (tx, { organisationId }) => readMinutes(tx, organisationId, id),
  );
  if (!minutes) throw refuseWith("notFound");
  return minutes;
}

const guideRoute = <F extends WrittenFormat>(format: F) =>
  createRoute({
    method: "get",
    path: `/journeys/{id}/guide.${format}` as const,
    request: { params },
    responses: documentAnswer("The filled guide.", format),
  });
const guideIn = (format: WrittenFormat) => async (c: Context<Env>) => {
  const { id } = params.parse(c.req.param());
  const { locale } = c.var;
  const filled = await onJourney(c, "journey.see", id, (tx, viewer, unitId) =>
    readFilledGuide(tx, viewer.organisationId, id, {
      locale,
      sees: {
        meetings: may(viewer, "meeting.see", { unitId }),
        actions: may(viewer, "action.see", { unitId }),
        pulses: may(viewer, "pulse.see", { unitId }),
        notes: may(viewer, "behaviour.edit", { unitId }),
      },
    }),
  );
  if (!filled) throw refuseWith("notFound");
  const today = formatDay(c.var.now(), filled.timeZone);
  const { filledGuideDocument } = await import("./guideDocument.ts");
  const bytes = await written(
    { ...filledGuideDocument(filled, locale, today), house: await houseFor(c) },
    format,
  );
  return sendDocument(c, bytes, `${filled.journey.title} ${filled.journey.unitName}`, format);
};

const minutesRoute = <F extends WrittenFormat>(format: F) =>
  createRoute({
    method: "get",
    path: `/meetings/{id}/minutes.${format}` as const,
    request: { params },
    responses: documentAnswer("The minutes of a meeting.", format),
  });
const minutesIn = (format: WrittenFormat) => async (c: Context<Env>) => {
  const minutes = await minutesFor(c, params.parse(c.req.param()).id);
  const { minutesDocument } = await import("#meeting/minutes/minutes.ts");
  const { organisationId } = requireViewer(c);
  const pictures = await inOrganisation(c.var.db, organisationId, (tx) =>
    picturesFor(tx, organisationId, minutes),
  );
  const bytes = await written(
    { ...minutesDocument(minutes, c.var.locale, pictures), house: await houseFor(c) },
    format,
  );
  return sendDocument(c, bytes, minutes.title, format);
};

/** Files for people: the typed client has no use for them. */
export const documentRoutes: ReturnType<typeof newRoutes> = newRoutes()
  .openapi(guideRoute("docx"), guideIn("docx"))
  .openapi(guideRoute("pdf"), guideIn("pdf"))
  .openapi(minutesRoute("docx"), minutesIn("docx"))
  .openapi(minutesRoute("pdf"), minutesIn("pdf"));
