import { noteHeldMeeting } from "#guide/steps.store.ts";
import type { Config } from "#platform/config.ts";
import type { Transaction } from "#platform/database/index.ts";
import { addJob } from "#platform/jobs/index.ts";
import { queueMail } from "#platform/mail/index.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import type { Locale } from "#platform/text/index.ts";
import { saidIn } from "./agendaWords.ts";
import { type Invitation, type InvitationKind, invitationMail } from "./invitation.ts";
import { participantKey } from "./keys.ts";
import {
  holdMeeting,
  listAgenda,
  listParticipants,
  type Meeting,
  type Participant,
} from "./meeting.store.ts";
import { asksAnew, changedParts, type Sent, toSend } from "./model/changes.ts";
import { mayChange, obstaclesOf, reminderAt } from "./model/sending.ts";
import { hasOffers, placeInSeries } from "./series.store.ts";

export type Post = { config: Pick<Config, "secret" | "baseUrl">; now: Date };

const linkOf = (config: Post["config"], participantId: string): string =>
  `${config.baseUrl}/rsvp/${participantKey(config.secret, participantId)}`;

/** With a personal key one is known when one comes in. */
export const roomOf = (
  { baseUrl }: Pick<Config, "baseUrl">,
  { joinCode: code }: Pick<Meeting, "joinCode">,
  key?: string,
): { code: string; link: string } => ({
  code,
  link: `${baseUrl}/m/${code}${key ? `?k=${encodeURIComponent(key)}` : ""}`,
});

/** Whose meeting it is: who planned it, and otherwise who sends. */
export async function organizerOf(
  tx: Transaction,
  meeting: Meeting,
  fallback: { name: string; email: string },
): Promise<{ name: string; email: string }> {
  if (!meeting.createdBy) return fallback;
  const person = await tx
    .selectFrom("person")
    .select(["name", "email"])
    .where("organisationId", "=", meeting.organisationId)
    .where("id", "=", meeting.createdBy)
    .executeTakeFirst();
  return person ?? fallback;
}

/** In whose name the product itself writes of a meeting that nobody is known to have planned. */
export const unitItself = (
  { unitName }: Pick<Meeting, "unitName">,
  { mailFrom }: Pick<Config, "mailFrom">,
): { name: string; email: string } => ({ name: unitName, email: mailFrom.replace(/^.*<(.+)>$/, "$1") });

export type About = Pick<Invitation, "changed" | "sequence" | "cancelMessage" | "organizer" | "hasChoice"> & {
  /** In the language of whoever reads it. */
  said: (locale: Locale) => Sent;
};

export const invitationTo = (
  meeting: Meeting,
  about: About,
  kind: InvitationKind,
  to: Pick<Participant, "id" | "name" | "email" | "reply" | "locale"> & {
    isOnList?: boolean;
    role?: Participant["role"];
  },
  { config, now }: Post,
): Invitation => ({
  ...about,
  said: about.said(to.locale),
  // Who leads along leads them all.
  hasChoice: about.hasChoice && to.role !== "coLeader",
  kind,
  ...{ meetingId: meeting.id, unitName: meeting.unitName, timeZone: meeting.timeZone, now },
  to,
  link: to.isOnList === false ? "" : linkOf(config, to.id),
  room: to.isOnList === false ? null : roomOf(config, meeting, participantKey(config.secret, to.id)),
});

export async function post(tx: Transaction, meeting: Meeting, invitation: Invitation): Promise<void> {
  const { name, email } = invitation.to;
  await queueMail(tx, {
    organisationId: meeting.organisationId,
    to: { name, email },
    ...invitationMail(invitation),
    kind: `meeting.${invitation.kind}`,
    about: meeting.id,
  });
}

const saidNow = async (tx: Transaction, meeting: Meeting & { startsAt: Date }): Promise<Sent> =>
  toSend(meeting, await listAgenda(tx, meeting.organisationId, meeting.id));

/**
 * Sends what people do not know yet: the invitation to those who have none, an update to all where something is other
 * than they were told, and a cancellation to those who were taken off the list. Pressed twice, it sends once.
 */
export async function sendInvitations(
  tx: Transaction,
  organisationId: string,
  id: string,
  { version, sender, ...by }: Post & { version: number; sender: { name: string; email: string } },
): Promise<{ sent: number; version: number } | Refusal> {
  const meeting = await holdMeeting(tx, organisationId, id);
  if (!meeting || meeting.version !== version) return refuse("changedMeanwhile", { status: 409 });
  const participants = await listParticipants(tx, organisationId, id);
  const { state, startsAt } = meeting;
  const [obstacle] = obstaclesOf({ state, startsAt, participants: participants.length }, by.now);
  if (obstacle || !startsAt) return refuse(obstacle ?? "noTime");

  const said = await saidNow(tx, { ...meeting, startsAt });
  const changed = meeting.sent ? changedParts(meeting.sent, said) : [];
  const withdrawn = await takeWithdrawn(tx, meeting);
  // Above every entry that anybody was sent before: who was taken off and comes back has a later one than the one that took it out.
  const sequence = meeting.calendarSequence + (meeting.invitedAt ? 1 : 0);
  const told = participants.filter(({ sentSequence }) => sentSequence === null || changed.length > 0);
  if (told.length + withdrawn.length === 0) return refuse("nothingToSend");

  const organizer = await organizerOf(tx, meeting, sender);
  const hasChoice = await hasOffers(tx, meeting, by.now);
  const toldOf = await saidIn(tx, meeting, said);
  const about = { said: toldOf, sequence, changed: [], cancelMessage: "", organizer, hasChoice };
  const before = { ...about, said: await saidIn(tx, meeting, meeting.sent ?? said), hasChoice: false };
  for (const who of told) {
    const isNew = who.sentSequence === null;
    const reply = asksAnew(changed) ? "none" : who.reply;
    const kind = isNew ? "invitation" : "update";
    const invitation = invitationTo(meeting, about, kind, { ...who, reply }, by);
    await post(tx, meeting, { ...invitation, changed: isNew ? [] : changed });
  }
  for (const who of withdrawn) {
    // In the calendar stands what she was told, so that is what is cancelled.
    await post(tx, meeting, invitationTo(meeting, before, "cancellation", who, by));
  }
  await remember(tx, meeting, { said, sequence, told, changed, now: by.now });
  await askForReminder(tx, { ...meeting, sent: said }, by.now);
  return { sent: told.length + withdrawn.length, version: version + 1 };
}

/** Those who were invited and are off the list: told now, and then forgotten. */
async function takeWithdrawn(tx: Transaction, meeting: Meeting) {
  const rows = await tx
    .deleteFrom("withdrawnParticipant")
    .where("organisationId", "=", meeting.organisationId)
    .where("meetingId", "=", meeting.id)
    .returning(["id", "name", "email", "personId"])
    .execute();
  const { locale } = await tx
    .selectFrom("organisation")
    .select("locale")
    .where("organisationId", "=", meeting.organisationId)
    .executeTakeFirstOrThrow();
  const people = rows.flatMap(({ personId }) => personId ?? []);
  const spoken = people.length
    ? await tx
        .selectFrom("person")
        .select(["id", "locale"])
        .where("organisationId", "=", meeting.organisationId)
        .where("id", "in", people)
        .execute()
    : [];
  return rows.map(({ personId, ...row }) => ({
    ...row,
    reply: "none" as const,
    locale: (spoken.find(({ id }) => id === personId)?.locale ?? locale) as Locale,
    isOnList: false,
  }));
}

async function remember(
  tx: Transaction,
  { organisationId, id, invitedAt, version }: Meeting,
  news: {
    said: Sent;
    sequence: number;
    told: Participant[];
    changed: Parameters<typeof asksAnew>[0];
    now: Date;
  },
): Promise<void> {
  await tx
    .updateTable("meeting")
    .set({
      sent: JSON.stringify(news.said),
      calendarSequence: news.sequence,
      invitedAt: invitedAt ?? news.now,
      version: version + 1,
    })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .execute();
  if (news.told.length === 0) return;
  await tx
    .updateTable("participant")
    .set({
      sentSequence: news.sequence,
      // Whoever said yes said it of another time.
      ...(asksAnew(news.changed) ? { reply: "none", repliedAt: null } : {}),
    })
    .where("organisationId", "=", organisationId)
    .where("meetingId", "=", id)
    .where(
      "id",
      "in",
      news.told.map((who) => who.id),
    )
    .execute();
}

/** Tells everybody who was invited that there is no meeting. `from`: whether its room has been told already. */
export async function cancelMeeting(
  tx: Transaction,
  organisationId: string,
  id: string,
  {
    version,
    message,
    sender,
    from,
    ...by
  }: Post & {
    version: number;
    message: string;
    sender: { name: string; email: string };
    from: "planned" | "running";
  },
): Promise<{ told: number; version: number } | Refusal> {
  const meeting = await holdMeeting(tx, organisationId, id);
  if (!meeting || meeting.version !== version) return refuse("changedMeanwhile", { status: 409 });
  if (!mayChange(meeting, "people")) return refuse("notPlanned", { status: 409 });
  // Opened at this very moment.
  if (meeting.state !== from) return refuse("changedMeanwhile", { status: 409 });
  const heard = await whoHasHeard(tx, meeting, await listParticipants(tx, organisationId, id));
  const all = [...heard, ...(await takeWithdrawn(tx, meeting))];
  const sequence = meeting.calendarSequence + 1;
  const { startsAt } = meeting;
  const said = meeting.sent ?? (startsAt && (await saidNow(tx, { ...meeting, startsAt })));
  if (said) {
    const organizer = await organizerOf(tx, meeting, sender);
    const hasChoice = await hasOffers(tx, meeting, by.now);
    const toldOf = await saidIn(tx, meeting, said);
    const about = { said: toldOf, sequence, changed: [], cancelMessage: message, organizer, hasChoice };
    for (const who of all) await post(tx, meeting, invitationTo(meeting, about, "cancellation", who, by));
  }
  await tx
    .updateTable("meeting")
    .set({
      state: "cancelled",
      cancelledAt: by.now,
      cancelMessage: message,
      calendarSequence: sequence,
      version: version + 1,
    })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .execute();
  // The last that was still ahead: the plan is over with the latest that was held.
  const series = await placeInSeries(tx, organisationId, id);
  if (meeting.journeyId && series?.isLast && series.othersHeldUntil) {
    const nothing = { words: "", actions: "", measuring: "", reviews: "" };
    await noteHeldMeeting(tx, organisationId, meeting.journeyId, {
      ...{ closedAt: series.othersHeldUntil, ...nothing, series },
    });
  }
  return { told: said ? all.length : 0, version: version + 1 };
}

/** Those on the list who know of the meeting: invited to it, or asked to answer something ahead of it. */
export async function whoHasHeard<Who extends Pick<Participant, "email" | "sentSequence">>(
  tx: Transaction,
  { organisationId, id }: Pick<Meeting, "organisationId" | "id">,
  participants: readonly Who[],
): Promise<Who[]> {
  const mails = await tx
    .selectFrom("mail")
    .select("toEmail")
    .distinct()
    .where("organisationId", "=", organisationId)
    .where("about", "=", id)
    .execute();
  const mailed = new Set(mails.map(({ toEmail }) => toEmail));
  return participants.filter(({ email, sentSequence }) => sentSequence !== null || mailed.has(email));
}

export const reminderJob = "preparation.remind";
export type ReminderPayload = { organisationId: string; meetingId: string };

const dueOf = (meeting: Meeting): Date | null =>
  reminderAt({ ...meeting, toldOf: meeting.sent && new Date(meeting.sent.startsAt) });

/** Asks for the reminder at its time. An earlier wish of the same meeting is replaced; a time that has passed is none. */
export async function askForReminder(tx: Transaction, meeting: Meeting, now: Date): Promise<void> {
  const due = dueOf(meeting);
  if (!due || due <= now) return;
  const payload: ReminderPayload = { organisationId: meeting.organisationId, meetingId: meeting.id };
  await addJob(tx, reminderJob, payload, { key: `${reminderJob}:${meeting.id}`, runAt: due });
}

/** Looks at the meeting as it is now: it may have moved, been cancelled, or been reminded of already. */
export async function remind(tx: Transaction, { organisationId, meetingId }: ReminderPayload, by: Post) {
  const meeting = await holdMeeting(tx, organisationId, meetingId);
  const due = meeting && dueOf(meeting);
  if (!meeting?.sent || !meeting.startsAt || !due || meeting.startsAt <= by.now) return;
  if (due > by.now) return askForReminder(tx, meeting, by.now);
  const participants = await listParticipants(tx, organisationId, meetingId);
  const organizer = await organizerOf(tx, meeting, { name: meeting.unitName, email: "" });
  const { sent, calendarSequence: sequence } = meeting;
  const hasChoice = await hasOffers(tx, meeting, by.now);
  const said = await saidIn(tx, meeting, sent);
  const about = { said, sequence, changed: [], cancelMessage: "", organizer, hasChoice };
  for (const who of participants)
    if (who.sentSequence !== null && who.reply !== "no")
      await post(tx, meeting, invitationTo(meeting, about, "reminder", who, by));
  await tx
    .updateTable("meeting")
    .set({ remindedOf: meeting.startsAt })
    .where("organisationId", "=", organisationId)
    .where("id", "=", meetingId)
    .execute();
}
