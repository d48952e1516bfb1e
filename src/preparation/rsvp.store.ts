import type { Transaction } from "#platform/database/index.ts";
import { keyHash } from "#platform/keys.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import {
  findMeeting,
  holdMeeting,
  listParticipants,
  type Meeting,
  type Participant,
} from "./meeting.store.ts";
import type { Reply } from "./meeting.wire.ts";
import { seatsLeft } from "./model/sessions.ts";
import { organizerOf } from "./send.store.ts";

export type Guest = {
  meeting: Meeting;
  participant: Participant;
  organizer: { name: string };
  /** The leader has put her on another session's list and has not said so yet: she is shown what she was told. */
  isMoving: boolean;
};

/** Whoever a personal link belongs to; across organisations, so it wants a transaction `inSystem`. */
export async function findByKey(tx: Transaction, key: string): Promise<Guest | null> {
  const row = await tx
    .selectFrom("participant")
    .select(["organisationId", "id", "meetingId"])
    .where("keyHash", "=", keyHash(key))
    .executeTakeFirst();
  if (!row) return null;
  const participants = await listParticipants(tx, row.organisationId, row.meetingId);
  const listed = participants.find(({ id }) => id === row.id);
  if (!listed) return null;
  const before =
    listed.sentSequence === null &&
    (await tx
      .selectFrom("withdrawnParticipant")
      .select(["meetingId", "reply", "repliedAt", "sentSequence"])
      .where("organisationId", "=", row.organisationId)
      .where("id", "=", row.id)
      .executeTakeFirst());
  const meeting = await findMeeting(tx, row.organisationId, before ? before.meetingId : row.meetingId);
  if (!meeting) return null;
  const participant = before ? { ...listed, ...before, reply: before.reply as Reply } : listed;
  const organizer = await organizerOf(tx, meeting, { name: meeting.unitName, email: "" });
  return { meeting, participant, organizer, isMoving: Boolean(before) };
}

/** Who had said no and comes after all takes a seat, where seats are counted. */
export async function saveReply(
  tx: Transaction,
  { meeting, participant, isMoving }: Guest,
  reply: Reply,
  now: Date,
): Promise<{ reply: Reply } | Refusal> {
  const { organisationId } = meeting;
  await holdMeeting(tx, organisationId, meeting.id);
  const all = await listParticipants(tx, organisationId, meeting.id);
  const others = all.filter(({ id }) => id !== participant.id);
  const gaveUpHers = participant.reply === "no" && participant.role === "participant" && reply !== "no";
  if (gaveUpHers && meeting.byChoice && seatsLeft(meeting.seats, others) === 0) return refuse("sessionFull");
  // It was said of the session that she knows of, and is hers again if she comes back to it.
  await tx
    .updateTable(isMoving ? "withdrawnParticipant" : "participant")
    .set({ reply, repliedAt: now })
    .where("organisationId", "=", organisationId)
    .where("id", "=", participant.id)
    .execute();
  return { reply };
}
