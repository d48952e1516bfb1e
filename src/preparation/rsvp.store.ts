import type { Transaction } from "#platform/database/index.ts";
import { keyHash } from "#platform/keys.ts";
import { findMeeting, listParticipants, type Meeting, type Participant } from "./meeting.store.ts";
import type { Reply } from "./meeting.wire.ts";
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

export async function saveReply(tx: Transaction, guest: Guest, reply: Reply, now: Date): Promise<void> {
  await tx
    .updateTable("participant")
    .set({ reply, repliedAt: now })
    .where("organisationId", "=", guest.meeting.organisationId)
    .where("id", "=", guest.participant.id)
    .execute();
}
