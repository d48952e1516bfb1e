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

export type Guest = { meeting: Meeting; participant: Participant; organizer: { name: string } };

/** Whoever a personal link belongs to; across organisations, so it wants a transaction `inSystem`. */
export async function findByKey(tx: Transaction, key: string): Promise<Guest | null> {
  const row = await tx
    .selectFrom("participant")
    .select(["organisationId", "id", "meetingId"])
    .where("keyHash", "=", keyHash(key))
    .executeTakeFirst();
  if (!row) return null;
  const meeting = await findMeeting(tx, row.organisationId, row.meetingId);
  const participants = await listParticipants(tx, row.organisationId, row.meetingId);
  const participant = participants.find(({ id }) => id === row.id);
  if (!meeting || !participant) return null;
  const organizer = await organizerOf(tx, meeting, { name: meeting.unitName, email: "" });
  return { meeting, participant, organizer };
}

/** Who had said no and comes after all takes a seat, where seats are counted. */
export async function saveReply(
  tx: Transaction,
  { meeting, participant }: Guest,
  reply: Reply,
  now: Date,
): Promise<{ reply: Reply } | Refusal> {
  const { organisationId } = meeting;
  await holdMeeting(tx, organisationId, meeting.id);
  const all = await listParticipants(tx, organisationId, meeting.id);
  const others = all.filter(({ id }) => id !== participant.id);
  const gaveUpHers = participant.reply === "no" && participant.role === "participant" && reply !== "no";
  if (gaveUpHers && meeting.byChoice && seatsLeft(meeting.seats, others) === 0) return refuse("sessionFull");
  await tx
    .updateTable("participant")
    .set({ reply, repliedAt: now })
    .where("organisationId", "=", organisationId)
    .where("id", "=", participant.id)
    .execute();
  return { reply };
}
