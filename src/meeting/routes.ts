import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { makeAttempts } from "#organisation/attempts.ts";
import { requireViewer } from "#organisation/viewer.ts";
import { inOrganisation, inSystem } from "#platform/database/index.ts";
import type { Env } from "#platform/http/context.ts";
import { requestSender } from "#platform/http/network.ts";
import { orProblem, refuseWith } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { newId } from "#platform/id.ts";
import { refuse } from "#platform/refusal.ts";
import { findMeetingByCode, listParticipants, type Meeting } from "#preparation/meeting.store.ts";
import { SlideLanguage } from "#preparation/meeting.wire.ts";
import { onMeeting } from "#preparation/onMeeting.ts";
import { findInvited } from "#preparation/participant.store.ts";
import { hasNews, localeOfSlides, makeSlidesOf, toldNow } from "#preparation/slide.store.ts";
import type { Hall } from "./hall.ts";
import { readState } from "./journal.store.ts";
import { nameLeader } from "./leader.store.ts";
import { saidIn } from "./minutes/taken.ts";
import { areSameSlides, naming, renewing } from "./model/decide/room.ts";
import { join } from "./model/decide.ts";
import { opened } from "./model/opening.ts";
import { unreachedBy } from "./model/outcome.ts";
import { theMeeting } from "./model/state.ts";
import { readOpening, slidesOf } from "./opening.store.ts";
import { addSeat, newSecret, retakeSeat } from "./seat.store.ts";
import { text } from "./text.ts";
import { Join, Joined, LiveMeeting, Look, SaidInMeeting } from "./wire.ts";

const params = z.object({ id: z.uuid() });
const Code = z.object({ code: z.string().min(3).max(20) });
const minute = 60_000;

/** A meeting by what somebody typed or scanned. Trying codes over and over is slowed down; a wrong one costs a try. */
export function meetingRoutes(hall: Hall) {
  const tries = makeAttempts(30, 10 * minute);

  async function byCode(c: Context<Env>, code: string): Promise<Meeting> {
    const found = await inSystem(c.var.db, (tx) => findMeetingByCode(tx, code));
    if (!found) {
      if (tries.isTooMany(requestSender(c), c.var.now().getTime())) throw refuseWith("tooMany");
      orProblem(refuse("codeUnknown", { field: "code", status: 404 }), text);
    }
    return found!;
  }

  return (
    newRoutes()
      .openapi(
        createRoute({
          method: "get",
          path: "/look/{code}",
          request: { params: Code, query: z.object({ key: z.string().max(64).optional() }) },
          responses: answers(Look),
        }),
        async (c) => {
          const meeting = await byCode(c, c.req.valid("param").code);
          const { key } = c.req.valid("query");
          const invited = key ? await inSystem(c.var.db, (tx) => findInvited(tx, meeting.id, key)) : null;
          const { title, unitName, state } = meeting;
          // Why it was called off is for those who were asked to come.
          const message = invited ? meeting.cancelMessage : "";
          return c.json({ title, unitName, state, message, name: invited?.name ?? null }, 200);
        },
      )
      .openapi(
        createRoute({
          method: "post",
          path: "/join",
          request: { body: json(Join) },
          responses: answers(Joined),
        }),
        async (c) => {
          const { code, names, key, isSame } = c.req.valid("json");
          const planned = await byCode(c, code);
          const { organisationId, id: meetingId, title } = planned;
          const invited = key ? await inSystem(c.var.db, (tx) => findInvited(tx, meetingId, key)) : null;
          const called = names.length > 0 ? names : invited ? [invited.name] : [];
          if (called.length === 0) orProblem(refuse("namesMissing", { field: "names" }), text);
          const meeting = orProblem(await hall.opened(organisationId, meetingId), text);
          const token = newSecret();
          if (invited) {
            const seatId = await inOrganisation(c.var.db, organisationId, (tx) =>
              retakeSeat(tx, organisationId, meetingId, invited.id, token),
            );
            const seat = seatId ? meeting.state().seats.get(seatId) : undefined;
            if (seat) return c.json({ meetingId, seatId: seat.id, token, names: seat.names, title }, 200);
          }
          const seatId = newId();
          const participantId = invited?.id ?? null;
          const who = { seatId, names: called, participantId, personId: invited?.personId ?? null, isSame };
          const joined = await meeting.perform({
            id: newId(),
            decide: (state, at) => join(state, who, at),
            alongside: (tx) => addSeat(tx, { organisationId, meetingId, id: seatId, token, participantId }),
          });
          orProblem(joined, text);
          const seated = meeting.state().seats.get(seatId)?.names ?? called;
          return c.json({ meetingId, seatId, token, names: seated, title }, 200);
        },
      )
      .openapi(
        createRoute({
          method: "get",
          path: "/meetings/{id}",
          request: { params },
          responses: answers(LiveMeeting),
        }),
        async (c) => {
          const { id } = c.req.valid("param");
          const { meeting, prepared, ...more } = await onMeeting(c, id, async (tx, viewer, found) => {
            const people = await listParticipants(tx, viewer.organisationId, id);
            return {
              meeting: found,
              prepared: found.state === "closed" ? null : await slidesOf(tx, viewer.organisationId, id),
              told: await toldNow(tx, found, c.var.locale),
              slidesLocale: await localeOfSlides(tx, found, c.var.locale),
              areSlidesOlder: found.state !== "closed" && (await hasNews(tx, found)),
              minutesTo: people.filter(({ email }) => email).map(({ name }) => name),
            };
          });
          let unreached: string[] = [];
          // Opened with what was prepared then: written since, the room shows it once it is told to.
          if (meeting.state === "running") {
            const room = await hall.meeting(meeting.organisationId, id);
            await room.settled((state) => {
              if (!theMeeting(state)) return;
              if (prepared && !areSameSlides(state, prepared)) more.areSlidesOlder = true;
              unreached = unreachedBy(state, more.minutesTo);
            });
          }
          const { title, unitId, unitName, journeyId, state, joinCode, timeZone } = meeting;
          return c.json(
            {
              ...{ id, title, unitId, unitName, journeyId, state, joinCode, timeZone },
              joinUrl: `${c.var.config.baseUrl}/m/${joinCode}`,
              startsAt: meeting.startsAt?.toISOString() ?? null,
              isOpened: meeting.openedAt !== null,
              minutes: meeting.minutes,
              ...{ ...more, unreached },
            },
            200,
          );
        },
      )
      .openapi(
        createRoute({
          method: "get",
          path: "/meetings/{id}/said",
          request: { params },
          responses: answers(SaidInMeeting),
        }),
        async (c) => {
          const { id } = c.req.valid("param");
          const said = await onMeeting(c, id, async (tx, viewer, { title, journeyId, unitName }) => ({
            ...{ title, journeyId, unitName },
            said: saidIn(await readState(tx, viewer.organisationId, id)),
          }));
          return c.json(said, 200);
        },
      )
      // Made anew from what stands in the guide, and shown by the room from then on. What was written by hand stays.
      .openapi(
        createRoute({
          method: "post",
          path: "/meetings/{id}/slides",
          request: { params, query: SlideLanguage },
          responses: answers(z.object({ slides: z.int() })),
        }),
        async (c) => {
          const { id } = c.req.valid("param");
          const { organisationId } = requireViewer(c);
          const slides = await onMeeting(c, id, async (tx, _viewer, meeting) => {
            const { locale } = c.req.valid("query");
            await makeSlidesOf(tx, meeting, locale ?? (await localeOfSlides(tx, meeting, c.var.locale)));
            return slidesOf(tx, organisationId, id);
          });
          const meeting = orProblem(await hall.opened(organisationId, id), text);
          orProblem(await meeting.perform({ id: newId(), decide: (state) => renewing(state, slides) }), text);
          return c.json({ slides: slides.length }, 200);
        },
      )
      .openapi(
        createRoute({
          method: "post",
          path: "/meetings/{id}/leaders",
          request: { params, body: json(z.object({ personId: z.uuid() })) },
          responses: answers(z.object({ id: z.string() })),
        }),
        async (c) => {
          const { id } = c.req.valid("param");
          const { personId } = c.req.valid("json");
          const { organisationId, personId: by } = requireViewer(c);
          await onMeeting(c, id, () => Promise.resolve());
          const meeting = orProblem(await hall.opened(organisationId, id), text);
          const named = await inOrganisation(c.var.db, organisationId, (tx) =>
            nameLeader(tx, organisationId, id, { personId, by, secret: c.var.config.secret }),
          );
          const { name } = orProblem(named, text) as { name: string };
          const done = await meeting.perform({
            id: newId(),
            decide: (state) => naming(state, { personId, name }),
          });
          orProblem(done, text);
          return c.json({ id: personId }, 200);
        },
      )
      .openapi(
        createRoute({
          method: "post",
          path: "/meetings/{id}/open",
          request: { params },
          responses: answers(z.object({ id: z.string() })),
        }),
        async (c) => {
          const { id } = c.req.valid("param");
          const now = c.var.now();
          const { organisationId, personId: leadingId, name: leadingName } = requireViewer(c);
          const planned = await onMeeting(c, id, async (tx, _viewer, meeting) =>
            meeting.state === "cancelled"
              ? refuse("meetingIsCancelled", { status: 409 })
              : readOpening(tx, organisationId, meeting, now),
          );
          const opening = orProblem(planned, text);
          const meeting = await hall.meeting(organisationId, id);
          const result = await meeting.perform({
            // Pressed twice, or by two at once, it is opened once.
            id: `open-${id}`,
            decide: (state) => {
              if (theMeeting(state)) return [];
              // Whoever opens the room leads it, until somebody takes over.
              const leads = opening.leaders.some((leader) => leader.personId === leadingId);
              const ledBy = [{ name: leadingName, at: now.toISOString() }];
              const set = { meeting: { meeting: { leadingId, leadingName, ledBy } } };
              return [opened(opening), ...(leads ? [{ type: "lead.taken", set }] : [])];
            },
            alongside: async (tx) => {
              await tx
                .updateTable("meeting")
                .set({ state: "running", openedAt: now })
                .where("organisationId", "=", organisationId)
                .where("id", "=", id)
                .where("state", "=", "planned")
                .execute();
            },
          });
          orProblem(result, text);
          return c.json({ id }, 200);
        },
      )
  );
}
export type MeetingRoutes = ReturnType<typeof meetingRoutes>;
