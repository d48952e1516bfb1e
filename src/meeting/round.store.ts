/** What a round that is open ahead of the room or after it has to do later: tell of itself, remind, and close. */
import { formatDate, formatTime } from "#design/format.ts";
import type { Config } from "#platform/config.ts";
import { type Database, inOrganisation, type Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { addJob } from "#platform/jobs/index.ts";
import { queueMail } from "#platform/mail/index.ts";
import { isRefusal } from "#platform/refusal.ts";
import type { Locale } from "#platform/text/index.ts";
import { participantKey } from "#preparation/keys.ts";
import { listParticipants } from "#preparation/meeting.store.ts";
import { participantsDone } from "./done.store.ts";
import type { Hall } from "./hall.ts";
import type { Command } from "./model/command.ts";
import { roundDue, toRemind } from "./model/deadline.ts";
import type { RoundRecord, State } from "./model/state.ts";
import { theMeeting } from "./model/state.ts";
import { stageTitle } from "./stageTitle.ts";
import { text } from "./text.ts";

export const roundJob = "meeting.round";
export type RoundPayload = {
  organisationId: string;
  meetingId: string;
  roundId: string;
  what: "tell" | "remind" | "close";
};
type Of = Omit<RoundPayload, "what">;

const later = (tx: Transaction, payload: RoundPayload, at?: string | null): Promise<void> =>
  addJob(tx, roundJob, payload, {
    key: `${roundJob} ${payload.meetingId} ${payload.roundId} ${payload.what}`,
    ...(at ? { runAt: new Date(at) } : {}),
  });

/** Asked for with the command that set the deadline. An earlier wish of the same round is replaced; one that stands for nothing does nothing. */
export async function planRound(
  tx: Transaction,
  of: Of,
  state: State,
  { tells }: Extract<Command, { type: "round.open" | "round.deadline" }>,
): Promise<void> {
  const { deadline = null, remindsAt } = state.rounds.get(of.roundId) ?? {};
  if (tells) await later(tx, { ...of, what: "tell" });
  if (remindsAt) await later(tx, { ...of, what: "remind" }, remindsAt);
  if (deadline) await later(tx, { ...of, what: "close" }, deadline);
}

/** Does what is due, once: what it does stands in the journal in the same transaction as the mails that it sends. */
export async function dueInRound(
  { what, ...of }: RoundPayload,
  { db, hall, config, now }: { db: Database; hall: Hall; config: Mailing; now: Date },
): Promise<void> {
  const { organisationId, meetingId, roundId } = of;
  const meeting = await hall.meeting(organisationId, meetingId);
  const at = now.toISOString();
  const dueAt = await meeting.settled((state) => {
    const round = state.rounds.get(roundId);
    return what === "close" ? round?.deadline : what === "remind" ? round?.remindsAt : at;
  });
  if (!dueAt) return;
  // Moved meanwhile, or the clock of the database is a moment ahead of ours.
  if (Date.parse(dueAt) > now.getTime())
    return inOrganisation(db, organisationId, (tx) => later(tx, { what, ...of }, dueAt));
  let isDue = false;
  const done = await meeting.perform({
    id: newId(),
    decide: (state) => {
      const events = roundDue(state, roundId, what, at);
      isDue = events.length > 0;
      return events;
    },
    alongside: async (tx, state) => {
      if (isDue && what !== "close") await writeTo(tx, { what, ...of }, state, config);
    },
  });
  if (isRefusal(done)) throw new Error(`a round could not ${what}: ${done.refusal}`);
}

type Mailing = Pick<Config, "baseUrl" | "secret">;

async function writeTo(
  tx: Transaction,
  { what, ...of }: RoundPayload,
  state: State,
  { baseUrl, secret }: Mailing,
): Promise<void> {
  const { organisationId, meetingId, roundId } = of;
  const round = state.rounds.get(roundId)!;
  const listed = await listParticipants(tx, organisationId, meetingId);
  const invited = listed.filter(({ email, role }) => email && role === "participant");
  const people = what === "tell" ? invited : toRemind(invited, round.mode, await participantsDone(tx, of));
  for (const { id, name, email, locale } of people) {
    const link = `${baseUrl}/m/${theMeeting(state).joinCode}?k=${encodeURIComponent(participantKey(secret, id))}`;
    await queueMail(tx, {
      organisationId,
      to: { name, email },
      ...roundMail(what === "tell" ? "tell" : "remind", { state, round, name, link, locale }),
      ...{ kind: `meeting.round.${what}`, about: meetingId },
    });
  }
}

/** Says what is open and until when, who can see what is written, and where; never who has answered. */
function roundMail(
  what: "tell" | "remind",
  {
    state,
    round,
    name,
    link,
    locale,
  }: { state: State; round: RoundRecord; name: string; link: string; locale: Locale },
): { subject: string; text: string } {
  const t = text(locale);
  const { title: meeting, timeZone, leadingName } = theMeeting(state);
  const stage = state.stages.get(round.stageId)!;
  const title = stageTitle(locale, stage);
  const { deadline } = round;
  const until = deadline
    ? t("ahead.until", {
        day: formatDate(locale, deadline, { style: "full", timeZone }),
        time: formatTime(locale, deadline, { timeZone }),
      })
    : "";
  const isVote = round.kind === "vote";
  const lines = [
    t("ahead.hello", { name }),
    t(`ahead.${what}.intro`, { title, meeting, leader: leadingName }),
    until && t("ahead.when", { until }),
    t(isVote ? `ahead.vote.${round.mode}` : `ahead.mode.${round.mode}`),
    what === "remind" ? t(round.mode === "notStored" ? "ahead.remind.whyAll" : "ahead.remind.why") : "",
    `${t("ahead.link")}\n${link}`,
    t("ahead.bye", { leader: leadingName }),
  ].filter(Boolean);
  return { subject: t(`ahead.${what}.subject`, { title }), text: `${lines.join("\n\n")}\n` };
}
