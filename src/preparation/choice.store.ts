import { sql } from "kysely";
import type { Config } from "#platform/config.ts";
import type { Transaction } from "#platform/database/index.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import { saidIn } from "./agendaWords.ts";
import { listAgenda, type Meeting, type Participant } from "./meeting.store.ts";
import type { SessionChoice } from "./meeting.wire.ts";
import { type Sent, toSend } from "./model/changes.ts";
import { mayChoose } from "./model/sessions.ts";
import { addParticipants } from "./participant.store.ts";
import { findByKey, type Guest } from "./rsvp.store.ts";
import { askForReminder, invitationTo, organizerOf, post, unitItself } from "./send.store.ts";
import { holdSeries, type OfferedMeeting, otherOffers, seriesOf } from "./series.store.ts";

type By = { config: Pick<Config, "secret" | "baseUrl" | "mailFrom">; now: Date };

/** Whether participants choose between the sessions of a plan themselves, and how many each has room for. */
export async function offerSessions(
  tx: Transaction,
  meeting: Meeting,
  { isOn, seats }: SessionChoice,
): Promise<{ isOn: boolean } | Refusal> {
  await holdSeries(tx, meeting);
  const ids = (await seriesOf(tx, meeting)).map(({ id }) => id);
  const unknown = seats.findIndex(({ id }) => !ids.includes(id));
  if (unknown !== -1) return refuse("sessionUnknown", { field: `seats.${unknown}` });
  const { organisationId } = meeting;
  await tx
    .updateTable("meeting")
    .set({ byChoice: isOn })
    .where("organisationId", "=", organisationId)
    .where("id", "in", ids)
    .execute();
  for (const each of seats)
    await tx
      .updateTable("meeting")
      .set({ seats: each.seats })
      .where("organisationId", "=", organisationId)
      .where("id", "=", each.id)
      .execute();
  return { isOn };
}

/** The other sessions that she may choose; none where she is not asked. */
export const offersTo = async (
  tx: Transaction,
  { meeting, participant }: Guest,
  now: Date,
): Promise<OfferedMeeting[]> =>
  mayChoose(meeting, participant, now)
    ? (await otherOffers(tx, meeting, now)).filter(({ emails }) => !emails.has(participant.email))
    : [];

/**
 * She comes to another session instead, and says so by choosing it. What she has in her calendar is taken out, the new
 * time is put in, and the link that she has leads there from now on. Chosen twice, it is chosen once.
 */
export async function chooseSession(
  tx: Transaction,
  key: string,
  to: string,
  by: By,
): Promise<{ id: string } | Refusal> {
  const before = await findByKey(tx, key);
  if (!before) return refuse("notFound", { status: 404 });
  await holdSeries(tx, before.meeting);
  // What was true before the wait may be so no more.
  const guest = await findByKey(tx, key);
  if (!guest) return refuse("notFound", { status: 404 });
  if (guest.meeting.id === to) return { id: to };
  const chosen = (await offersTo(tx, guest, by.now)).find(({ id }) => id === to);
  if (!chosen) return refuse("sessionGone", { status: 409 });
  if (chosen.left === 0) return refuse("sessionFull", { status: 409 });
  await leave(tx, guest, by);
  await enter(tx, guest.participant, chosen, by);
  return { id: to };
}

const nextSequence = async (tx: Transaction, { organisationId, id }: Meeting, sent?: Sent, now?: Date) =>
  (
    await tx
      .updateTable("meeting")
      .set({
        calendarSequence: sql<number>`calendar_sequence + 1`,
        ...(sent && {
          sent: JSON.stringify(sent),
          invitedAt: sql<Date>`coalesce(invited_at, ${now}::timestamptz)`,
        }),
      })
      .where("organisationId", "=", organisationId)
      .where("id", "=", id)
      .returning("calendarSequence")
      .executeTakeFirstOrThrow()
  ).calendarSequence;

/** Off the list of where she was. A meeting that was called off has left her calendar already. */
async function leave(tx: Transaction, { meeting, participant }: Guest, by: By): Promise<void> {
  const { organisationId } = meeting;
  await tx
    .deleteFrom("participant")
    .where("organisationId", "=", organisationId)
    .where("id", "=", participant.id)
    .execute();
  // Moved by the leader who has not told her yet: she is told of her own choice now.
  await tx
    .deleteFrom("withdrawnParticipant")
    .where("organisationId", "=", organisationId)
    .where("id", "=", participant.id)
    .execute();
  if (meeting.state === "cancelled" || !meeting.sent) return;
  const about = {
    said: await saidIn(tx, meeting, meeting.sent),
    ...{ changed: [], cancelMessage: "", hasChoice: false },
    sequence: await nextSequence(tx, meeting),
    organizer: await organizerOf(tx, meeting, unitItself(meeting, by.config)),
  };
  await post(tx, meeting, invitationTo(meeting, about, "left", { ...participant, isOnList: false }, by));
}

async function enter(
  tx: Transaction,
  { id, personId, name, email, locale }: Participant,
  { meeting, startsAt }: OfferedMeeting,
  by: By,
): Promise<void> {
  const { organisationId } = meeting;
  const agenda = await listAgenda(tx, organisationId, meeting.id);
  const said = meeting.sent ?? toSend({ ...meeting, startsAt: new Date(startsAt) }, agenda);
  // Above every entry of this meeting that she may have had before.
  const sequence = await nextSequence(tx, meeting, said, by.now);
  // Taken off by the leader and not told yet: now she comes after all, and by the link that she has.
  await tx
    .deleteFrom("withdrawnParticipant")
    .where("organisationId", "=", organisationId)
    .where("meetingId", "=", meeting.id)
    .where("email", "=", email)
    .execute();
  await addParticipants(tx, organisationId, meeting.id, [{ id, personId, name, email }], by.config.secret);
  await tx
    .updateTable("participant")
    .set({ reply: "yes", repliedAt: by.now, sentSequence: sequence })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .execute();
  const organizer = await organizerOf(tx, meeting, unitItself(meeting, by.config));
  const toldOf = await saidIn(tx, meeting, said);
  const about = { said: toldOf, changed: [], cancelMessage: "", hasChoice: true, sequence, organizer };
  const to = { id, name, email, locale, reply: "yes" as const };
  await post(tx, meeting, invitationTo(meeting, about, "chosen", to, by));
  await askForReminder(tx, { ...meeting, sent: said }, by.now);
}
