import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { except } from "hono/combine";
import { may } from "#organisation/access.ts";
import { onlySignedIn, requireViewer, type Viewer } from "#organisation/viewer.ts";
import { inOrganisation, inSystem } from "#platform/database/index.ts";
import type { Env } from "#platform/http/context.ts";
import { orProblem, refuseWith } from "#platform/http/problem.ts";
import { answers, newRoutes } from "#platform/http/routes.ts";
import { UploadedFile } from "#platform/http/shapes.ts";
import { readPicture } from "#platform/pictures/index.ts";
import { isRefusal } from "#platform/refusal.ts";
import { findMeeting } from "#preparation/meeting.store.ts";
import { onMeeting } from "#preparation/onMeeting.ts";
import type { Hall } from "../hall.ts";
import { hang, mayHang } from "../model/decide/photo.ts";
import { limits, seatHeader } from "../model/kinds.ts";
import { findSeat } from "../seat.store.ts";
import { text } from "../text.ts";
import { addPhoto, findPhoto } from "./photo.store.ts";

const ofMeeting = z.object({ id: z.uuid() });
const ofPhoto = z.object({ id: z.uuid(), photoId: z.uuid() });
const Photo = z.object({
  file: UploadedFile,
  /** Made by the view: sent twice, it hangs once. */
  photoId: z.uuid(),
  roundId: z.string().min(1).max(120),
  caption: z.string().trim().max(limits.title).optional(),
});

/** Whose meeting it is, for somebody of it: a seat by its token, or whoever may see the meeting, signed in. */
async function organisationOf(c: Context<Env>, hall: Hall, meetingId: string): Promise<string> {
  const token = c.req.header(seatHeader)?.slice(0, 100);
  if (token) {
    const seat = await inSystem(c.var.db, (tx) => findSeat(tx, token));
    if (seat?.meetingId !== meetingId) throw refuseWith("notFound");
    const meeting = await hall.opened(seat.organisationId, meetingId);
    if (isRefusal(meeting) || !meeting.state().seats.has(seat.id)) throw refuseWith("notFound");
    return seat.organisationId;
  }
  const viewer: Viewer = requireViewer(c);
  const { organisationId } = viewer;
  const found = await inOrganisation(c.var.db, organisationId, (tx) =>
    findMeeting(tx, organisationId, meetingId),
  );
  if (!found || !may(viewer, "meeting.see", { unitId: found.unitId })) throw refuseWith("notFound");
  return organisationId;
}

/** Who is neither of the meeting nor signed in is told so before anything of what she asks is looked at. */
const onlySeatedOrSignedIn = except((c) => c.req.header(seatHeader) !== undefined, onlySignedIn);

/** Photos of paper on the wall: in by whoever leads, out to the people of the meeting and nobody else. */
export const photoRoutes = (hall: Hall) =>
  newRoutes()
    .openapi(
      createRoute({
        method: "post",
        path: "/meetings/{id}/photos",
        request: {
          params: ofMeeting,
          body: { content: { "multipart/form-data": { schema: Photo } }, required: true },
        },
        responses: answers(z.object({ id: z.string() })),
      }),
      async (c) => {
        const { id: meetingId } = c.req.valid("param");
        const { organisationId, personId, name } = requireViewer(c);
        await onMeeting(c, meetingId, async () => undefined);
        const { file, photoId, roundId: wallId, caption = "" } = c.req.valid("form");
        const meeting = orProblem(await hall.opened(organisationId, meetingId), text);
        const commandId = `photo-${photoId}`;
        // Sent again because its answer was lost: it hangs already.
        if (meeting.state().ops.has(commandId)) return c.json({ id: photoId }, 200);
        orProblem(mayHang(meeting.state(), wallId, personId), text);
        const picture = orProblem(await readPicture(Buffer.from(await file.arrayBuffer())), text);
        const { width, height } = picture;
        const hung = await meeting.perform({
          id: commandId,
          decide: (state) =>
            hang(state, { id: commandId, photoId, wallId, caption, width, height }, personId, name),
          alongside: (tx) => addPhoto(tx, organisationId, meetingId, photoId, picture),
        });
        orProblem(hung, text);
        return c.json({ id: photoId }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/meetings/{id}/photos/{photoId}",
        middleware: onlySeatedOrSignedIn,
        request: { params: ofPhoto, query: z.object({ size: z.enum(["large", "small"]).optional() }) },
        responses: {
          200: {
            content: { "image/jpeg": { schema: z.string().openapi({ format: "binary" }) } },
            description: "A photo on the wall of a meeting.",
          },
        },
      }),
      async (c) => {
        const { id: meetingId, photoId } = c.req.valid("param");
        const { size = "large" } = c.req.valid("query");
        const organisationId = await organisationOf(c, hall, meetingId);
        const meeting = orProblem(await hall.opened(organisationId, meetingId), text);
        const isHanging = meeting.state().photos.has(photoId);
        const picture =
          isHanging &&
          (await inOrganisation(c.var.db, organisationId, (tx) =>
            findPhoto(tx, organisationId, meetingId, photoId, size),
          ));
        if (!picture) throw refuseWith("notFound");
        return c.body(new Uint8Array(picture), 200, {
          "content-type": "image/jpeg",
          "content-length": String(picture.length),
          "content-disposition": "inline",
          // A phone may be somebody else's tomorrow.
          "cache-control": c.req.header(seatHeader) ? "no-store" : "private, max-age=3600",
        });
      },
    );
