import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { isRefusal, type Refusal, refuse } from "#platform/refusal.ts";
import {
  changeMeeting,
  listAgenda,
  listParticipants,
  listSlides,
  type Meeting,
  rowsOf,
  saveAgenda,
  saveMeeting,
  toMeeting,
} from "./meeting.store.ts";
import type { Session } from "./meeting.wire.ts";
import { mayChange } from "./model/sending.ts";
import { evenly, seatsLeft } from "./model/sessions.ts";
import { addParticipants, removeParticipant } from "./participant.store.ts";
import { startOf } from "./plan.store.ts";
import { holdSeries, seriesOf } from "./series.store.ts";

/** More would be a conference. */
const mostSessions = 12;

/** What sessions of one plan have in common; when, where and who is each one's own. */
async function planOf(tx: Transaction, meeting: Meeting) {
  const { organisationId, id, title, minutes, message } = meeting;
  const agenda = await listAgenda(tx, organisationId, id);
  const slides = await listSlides(tx, organisationId, id, { withHidden: true });
  return {
    columns: { title, minutes, message },
    agenda: agenda.map(({ id: _, ...item }) => item),
    slides: slides.map(({ id: _, version: __, ...slide }) => slide),
  };
}

export async function listSessions(tx: Transaction, meeting: Meeting): Promise<Session[]> {
  const series = await seriesOf(tx, meeting);
  const own = JSON.stringify(await planOf(tx, meeting));
  return Promise.all(
    series.map(async (each) => {
      const participants = await listParticipants(tx, each.organisationId, each.id);
      return {
        ...{ id: each.id, state: each.state, timeZone: each.timeZone, place: each.place },
        startsAt: each.startsAt?.toISOString() ?? null,
        isInvited: each.invitedAt !== null,
        participants: participants.length,
        saidYes: participants.filter(({ reply }) => reply === "yes").length,
        ...{ byChoice: each.byChoice, seats: each.seats, left: seatsLeft(each.seats, participants) },
        differs: each.state === "planned" && JSON.stringify(await planOf(tx, each)) !== own,
      };
    }),
  );
}

/** Copies what sessions have in common from one to another that has not begun. */
async function copyPlan(tx: Transaction, from: Meeting, to: Meeting): Promise<Refusal | null> {
  const { organisationId } = from;
  const { columns, agenda, slides } = await planOf(tx, from);
  const changed = await changeMeeting(tx, organisationId, to.id, columns, to.version);
  if (isRefusal(changed)) return changed;
  await saveAgenda(
    tx,
    organisationId,
    to.id,
    agenda.map((item) => ({ ...item, id: newId() })),
  );
  await tx
    .deleteFrom("slide")
    .where("organisationId", "=", organisationId)
    .where("meetingId", "=", to.id)
    .execute();
  const rows = slides.map((slide, position) => ({
    ...slide,
    ...{ organisationId, meetingId: to.id, id: newId(), position },
  }));
  if (rows.length > 0) await tx.insertInto("slide").values(rows).execute();
  return null;
}

/** The same plan once more, at a time and a place of its own, led by the same people; nobody else is on its list yet. */
export async function addSession(
  tx: Transaction,
  meeting: Meeting,
  {
    place,
    secret,
    createdBy,
    ...time
  }: {
    startsAtLocal: string;
    whichHour?: "earlier" | "later" | undefined;
    place: string;
    secret: string;
    createdBy: string;
  },
): Promise<{ id: string } | Refusal> {
  if (meeting.state === "cancelled") return refuse("notPlanned", { status: 409 });
  await holdSeries(tx, meeting);
  const series = await seriesOf(tx, meeting);
  if (series.length >= mostSessions) return refuse("sessionsFull", { values: { max: mostSessions } });
  const startsAt = startOf(meeting, time);
  if (isRefusal(startsAt)) return startsAt;
  const { organisationId, unitId, journeyId, timeZone, title, videoLink, reminderHours } = meeting;
  const { byChoice, seats } = meeting;
  const seriesId = meeting.seriesId ?? meeting.id;
  await tx
    .updateTable("meeting")
    .set({ seriesId })
    .where("organisationId", "=", organisationId)
    .where("id", "=", meeting.id)
    .execute();
  const { id } = await saveMeeting(tx, organisationId, {
    ...{ unitId, journeyId, timeZone, title, startsAt, place, videoLink, reminderHours, seriesId, createdBy },
    ...{ byChoice, seats },
  });
  const added = await rowsOf(tx, organisationId).where("meeting.id", "=", id).executeTakeFirstOrThrow();
  const refusal = await copyPlan(tx, meeting, toMeeting(added));
  if (refusal) return refusal;
  const leading = (await listParticipants(tx, organisationId, meeting.id)).filter(
    ({ role }) => role === "coLeader",
  );
  await addParticipants(
    tx,
    organisationId,
    id,
    leading.map(({ personId, name, email, role }) => ({ personId, name, email, role })),
    secret,
  );
  return { id };
}

/** Moves somebody to another session: the one is told off with its next update, to the other she is invited. */
export async function moveParticipant(
  tx: Transaction,
  meeting: Meeting,
  participantId: string,
  to: string,
  secret: string,
): Promise<{ id: string } | Refusal> {
  await holdSeries(tx, meeting);
  const target = (await seriesOf(tx, meeting)).find(({ id }) => id === to && id !== meeting.id);
  if (!target || !mayChange(target, "people")) return refuse("sessionUnknown", { field: "to" });
  return move(tx, { from: meeting, to: target, participantId, secret });
}

async function move(
  tx: Transaction,
  { from, to, participantId, secret }: { from: Meeting; to: Meeting; participantId: string; secret: string },
): Promise<{ id: string } | Refusal> {
  const { organisationId } = from;
  const person = (await listParticipants(tx, organisationId, from.id)).find(({ id }) => id === participantId);
  if (!person) return refuse("notFound", { status: 404 });
  const removed = await removeParticipant(tx, organisationId, from.id, participantId);
  if (isRefusal(removed)) return removed;
  const { personId, name, email, role } = person;
  // As who she is: the link that she has leads to the session that she comes to, once she has been told of it.
  await addParticipants(
    tx,
    organisationId,
    to.id,
    [{ id: participantId, personId, name, email, role }],
    secret,
  );
  return { id: to.id };
}

/** Divides the participants over the sessions that are still to be held. */
export async function divideEvenly(
  tx: Transaction,
  meeting: Meeting,
  secret: string,
): Promise<{ moved: number } | Refusal> {
  await holdSeries(tx, meeting);
  const open = (await seriesOf(tx, meeting)).filter((each) => mayChange(each, "people"));
  const attending = [];
  for (const { id: sessionId } of open)
    for (const { id, role, reply } of await listParticipants(tx, meeting.organisationId, sessionId))
      if (role === "participant") attending.push({ id, sessionId, stays: reply === "yes" });
  const moves = evenly(
    attending,
    open.map(({ id }) => id),
  );
  const byId = new Map(open.map((each) => [each.id, each]));
  for (const { id, from, to } of moves) {
    const moved = await move(tx, {
      ...{ from: byId.get(from)!, to: byId.get(to)!, participantId: id, secret },
    });
    if (isRefusal(moved)) return moved;
  }
  return { moved: moves.length };
}

/** Agenda, length, message and slides from here in every other session that has not begun. */
export async function alignSessions(
  tx: Transaction,
  meeting: Meeting,
): Promise<{ aligned: number } | Refusal> {
  await holdSeries(tx, meeting);
  const others = (await seriesOf(tx, meeting)).filter(
    ({ id, state }) => id !== meeting.id && state === "planned",
  );
  for (const other of others) {
    const refusal = await copyPlan(tx, meeting, other);
    if (refusal) return refusal;
  }
  return { aligned: others.length };
}

/** Who is on another session's list already: she comes there, and once is enough. */
export async function comesElsewhere(tx: Transaction, meeting: Meeting): Promise<Set<string>> {
  const emails = new Set<string>();
  for (const each of await seriesOf(tx, meeting)) {
    if (each.id === meeting.id || each.state === "cancelled") continue;
    for (const { email, role } of await listParticipants(tx, meeting.organisationId, each.id))
      if (role === "participant") emails.add(email);
  }
  return emails;
}
