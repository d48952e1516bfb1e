import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { onJourney } from "#guide/onJourney.ts";
import { inOrganisation, type Transaction } from "#platform/database/index.ts";
import type { Env } from "#platform/http/context.ts";
import { orConflict, orProblem, refuseWith } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { isRefusal } from "#platform/refusal.ts";
import { asItStood, saidIn } from "./agendaWords.ts";
import { calendarOf, type Invitation, invitationMail } from "./invitation.ts";
import type { LiveRoom } from "./liveRoom.ts";
import { findMeeting, listAgenda, listParticipants, type Meeting } from "./meeting.store.ts";
import {
  Agenda,
  Cancelling,
  MeetingSummary,
  NewParticipants,
  ParticipantChange,
  Plan,
  PlanChange,
  Preview,
  Ready,
  Resuming,
  Sending,
} from "./meeting.wire.ts";
import { changedParts, toSend } from "./model/changes.ts";
import { readyTasks } from "./model/checklist.ts";
import { onComingMeeting, onMeeting } from "./onMeeting.ts";
import {
  addGuest,
  addParticipants,
  changeParticipant,
  peopleOfUnit,
  removeParticipant,
} from "./participant.store.ts";
import {
  changeAgenda,
  changePlan,
  planMeeting,
  readPlan,
  setReady,
  suggestForMeeting,
  summariesOf,
} from "./plan.store.ts";
import { resumeMeeting } from "./resume.store.ts";
import { askForReminder, cancelMeeting, organizerOf, roomOf, sendInvitations } from "./send.store.ts";
import { hasOffers } from "./series.store.ts";
import { comesElsewhere } from "./session.store.ts";
import { text } from "./text.ts";

const params = z.object({ id: z.uuid() });
const ofParticipant = params.extend({ participantId: z.uuid() });
const Id = z.object({ id: z.uuid() });
const Versioned = z.object({ version: z.int() });

const partsOf = (c: Context<Env>) => ({
  baseUrl: c.var.config.baseUrl,
  now: c.var.now(),
  locale: c.var.locale,
});
const postOf = (c: Context<Env>) => ({ config: c.var.config, now: c.var.now() });
const currentPlan = (c: Context<Env>, id: string) =>
  onMeeting(c, id, (tx, _, meeting) => readPlan(tx, meeting, partsOf(c)));

/** The invitation as the next one sent would be, to nobody in particular. */
async function previewOf(
  tx: Transaction,
  c: Context<Env>,
  meeting: Meeting,
  to: { name: string; email: string },
): Promise<Invitation> {
  const startsAt = meeting.startsAt ?? c.var.now();
  const said = toSend({ ...meeting, startsAt }, await listAgenda(tx, meeting.organisationId, meeting.id));
  // As the first on the list would read it.
  const [first] = await listParticipants(tx, meeting.organisationId, meeting.id);
  const changed = meeting.sent ? changedParts(meeting.sent, said) : [];
  return {
    // Nothing is other than people were told: then the mail is the one they got.
    kind: changed.length > 0 ? "update" : "invitation",
    ...{ meetingId: meeting.id, unitName: meeting.unitName, timeZone: meeting.timeZone },
    said: (await saidIn(tx, meeting, said))(c.var.locale),
    ...{ cancelMessage: "", sequence: meeting.calendarSequence, now: c.var.now() },
    hasChoice: await hasOffers(tx, meeting, c.var.now()),
    changed,
    organizer: await organizerOf(tx, meeting, to),
    to: { ...to, ...(first && { name: first.name }), reply: "none", locale: c.var.locale },
    link: `${c.var.config.baseUrl}/rsvp/…`,
    room: roomOf(c.var.config, meeting),
  };
}

export const meetingRoutes = (room: LiveRoom) =>
  newRoutes()
    .openapi(
      createRoute({
        method: "get",
        path: "/journeys/{id}/meetings",
        request: { params },
        responses: answers(z.array(MeetingSummary)),
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const meetings = await onJourney(c, "journey.see", id, (tx, viewer) =>
          summariesOf(tx, viewer.organisationId, id),
        );
        return c.json(meetings, 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/journeys/{id}/meetings",
        request: { params },
        responses: answers(z.object({ id: z.uuid(), isNew: z.boolean() })),
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const { config, locale } = c.var;
        const planned = await onJourney(c, "meeting.lead", id, (tx, viewer) =>
          planMeeting(tx, viewer, id, { locale, secret: config.secret, now: c.var.now() }),
        );
        return c.json(orProblem(planned, text), 200);
      },
    )
    .openapi(
      createRoute({ method: "get", path: "/meetings/{id}", request: { params }, responses: answers(Plan) }),
      async (c) => c.json(await currentPlan(c, c.req.valid("param").id), 200),
    )
    .openapi(
      createRoute({
        method: "patch",
        path: "/meetings/{id}",
        request: { params, body: json(PlanChange) },
        responses: answers(Versioned),
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const changed = await onMeeting(c, id, async (tx, viewer, meeting) => {
          const result = await changePlan(tx, meeting, c.req.valid("json"));
          const now = isRefusal(result) ? null : await findMeeting(tx, viewer.organisationId, id);
          if (now) await askForReminder(tx, now, c.var.now());
          return result;
        });
        return c.json(await orConflict(changed, text, () => currentPlan(c, id)), 200);
      },
    )
    .openapi(
      createRoute({
        method: "put",
        path: "/meetings/{id}/ready",
        request: { params, body: json(Ready) },
        responses: answers(z.object({ ready: z.array(z.enum(readyTasks)) })),
      }),
      async (c) => {
        const ready = await onMeeting(c, c.req.valid("param").id, (tx, _, meeting) =>
          setReady(tx, meeting, c.req.valid("json")),
        );
        return c.json(ready, 200);
      },
    )
    .openapi(
      createRoute({
        method: "put",
        path: "/meetings/{id}/agenda",
        request: { params, body: json(Agenda) },
        responses: answers(Versioned),
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const changed = await onMeeting(c, id, async (tx, _, meeting) => {
          const { items, version } = c.req.valid("json");
          return changeAgenda(tx, meeting, {
            items: await asItStood(tx, meeting, items, c.var.locale),
            version,
          });
        });
        return c.json(await orConflict(changed, text, () => currentPlan(c, id)), 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/meetings/{id}/agenda/suggested",
        request: { params, body: json(Sending) },
        responses: answers(Versioned),
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const { version } = c.req.valid("json");
        const changed = await onMeeting(c, id, (tx, _, meeting) =>
          suggestForMeeting(tx, meeting, c.var.locale, version),
        );
        return c.json(await orConflict(changed, text, () => currentPlan(c, id)), 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/meetings/{id}/participants",
        request: { params, body: json(NewParticipants) },
        responses: answers(z.object({ added: z.int() })),
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const who = c.req.valid("json");
        const { secret } = c.var.config;
        const added = await onComingMeeting(c, id, async (tx, { organisationId, personId }, meeting) => {
          if (who.who === "guest") return addGuest(tx, organisationId, id, who, secret);
          const people = await peopleOfUnit(tx, organisationId, meeting.unitId);
          const elsewhere = await comesElsewhere(tx, meeting);
          const others = people.filter(
            (each) => each.personId !== (meeting.createdBy ?? personId) && !elsewhere.has(each.email),
          );
          return addParticipants(tx, organisationId, id, others, secret);
        });
        return c.json(orProblem(added, text), 200);
      },
    )
    .openapi(
      createRoute({
        method: "patch",
        path: "/meetings/{id}/participants/{participantId}",
        request: { params: ofParticipant, body: json(ParticipantChange) },
        responses: answers(Id),
      }),
      async (c) => {
        const { id, participantId } = c.req.valid("param");
        const changed = await onComingMeeting(c, id, (tx, { organisationId }) =>
          changeParticipant(tx, organisationId, id, participantId, c.req.valid("json")),
        );
        return c.json(orProblem(changed, text), 200);
      },
    )
    .openapi(
      createRoute({
        method: "delete",
        path: "/meetings/{id}/participants/{participantId}",
        request: { params: ofParticipant },
        responses: answers(Id),
      }),
      async (c) => {
        const { id, participantId } = c.req.valid("param");
        const removed = await onComingMeeting(c, id, (tx, { organisationId }) =>
          removeParticipant(tx, organisationId, id, participantId),
        );
        return c.json(orProblem(removed, text), 200);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/meetings/{id}/invitation",
        request: { params },
        responses: answers(Preview),
      }),
      async (c) => {
        const mail = await onMeeting(c, c.req.valid("param").id, async (tx, viewer, meeting) =>
          invitationMail(await previewOf(tx, c, meeting, viewer)),
        );
        return c.json({ subject: mail.subject, text: mail.text, html: mail.html ?? "" }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/meetings/{id}/send",
        request: { params, body: json(Sending) },
        responses: answers(z.object({ sent: z.int(), version: z.int() })),
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const { version } = c.req.valid("json");
        const sent = await onMeeting(c, id, (tx, viewer) =>
          sendInvitations(tx, viewer.organisationId, id, { ...postOf(c), version, sender: viewer }),
        );
        return c.json(await orConflict(sent, text, () => currentPlan(c, id)), 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/meetings/{id}/cancel",
        request: { params, body: json(Cancelling) },
        responses: answers(z.object({ told: z.int(), version: z.int() })),
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const { cancel, of } = await onMeeting(c, id, async (_tx, viewer, meeting) => {
          const from = meeting.state === "running" ? ("running" as const) : ("planned" as const);
          const how = { ...postOf(c), ...c.req.valid("json"), sender: viewer, from };
          return {
            of: { organisationId: viewer.organisationId, id, from, message: how.message },
            cancel: (tx: Transaction) => cancelMeeting(tx, viewer.organisationId, id, how),
          };
        });
        const told =
          of.from === "running"
            ? await room.callOff(of, of.message, cancel)
            : await inOrganisation(c.var.db, of.organisationId, cancel);
        return c.json(await orConflict(told, text, () => currentPlan(c, id)), 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/meetings/{id}/resume",
        request: { params, body: json(Resuming) },
        responses: answers(Versioned),
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const how = { ...c.req.valid("json"), now: c.var.now() };
        const of = await onMeeting(c, id, async (_tx, { organisationId }, { openedAt }) => ({
          ...{ organisationId, id },
          isOpened: openedAt !== null,
        }));
        const resume = (tx: Transaction) => resumeMeeting(tx, of.organisationId, id, how);
        const resumed = of.isOpened
          ? await room.takeUp(of, resume)
          : await inOrganisation(c.var.db, of.organisationId, resume);
        return c.json(await orConflict(resumed, text, () => currentPlan(c, id)), 200);
      },
    )
    // For the leader's own calendar.
    .openapi(
      createRoute({
        method: "get",
        path: "/meetings/{id}/calendar.ics",
        request: { params },
        responses: { 200: { description: "The meeting as a calendar file" } },
      }),
      async (c) => {
        const invitation = await onMeeting(c, c.req.valid("param").id, async (tx, viewer, meeting) => {
          if (!meeting.startsAt) throw refuseWith("notFound");
          const { baseUrl } = c.var.config;
          return {
            ...(await previewOf(tx, c, meeting, viewer)),
            link: `${baseUrl}/meetings/${meeting.id}/plan`,
          };
        });
        return c.body(calendarOf(invitation, "PUBLISH"), 200, {
          "content-type": "text/calendar; charset=utf-8",
          "content-disposition": 'attachment; filename="meeting.ics"',
        });
      },
    );
