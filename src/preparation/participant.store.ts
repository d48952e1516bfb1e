import { sql } from "kysely";
import { heldToday, rolesOfPeople } from "#organisation/heldToday.ts";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { keyHash } from "#platform/keys.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import { participantKey } from "./keys.ts";

export type NewParticipant = {
  id?: string;
  personId?: string | null;
  name: string;
  email: string;
  role?: "participant" | "coLeader";
};
const mostParticipants = 1000;

/** Everybody who works in the unit now; its leaders lead along. */
export async function peopleOfUnit(
  tx: Transaction,
  organisationId: string,
  unitId: string,
): Promise<NewParticipant[]> {
  const rows = await rolesOfPeople(tx, organisationId)
    .select(["person.id", "person.name", "person.email"])
    .select(sql<boolean>`bool_or(role_assignment.role = 'leader')`.as("isLeader"))
    .where("roleAssignment.unitId", "=", unitId)
    .where(heldToday())
    .groupBy(["person.id", "person.name", "person.email"])
    .orderBy("person.id")
    .limit(mostParticipants)
    .execute();
  return rows.map(({ id, isLeader, ...row }) => ({
    ...row,
    personId: id,
    role: isLeader ? "coLeader" : "participant",
  }));
}

/**
 * Puts people on the list; who is on it already stays as she is. Who was taken off and has not been told comes back as
 * who she was, with the link that she has.
 */
export async function addParticipants(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
  people: readonly NewParticipant[],
  secret: string,
): Promise<{ added: number }> {
  let added = 0;
  for (const { personId = null, name, email, role = "participant", ...rest } of people) {
    const before = await tx
      .deleteFrom("withdrawnParticipant")
      .where("organisationId", "=", organisationId)
      .where("meetingId", "=", meetingId)
      .where("email", "=", email)
      .returning(["id", "sentSequence", "reply", "repliedAt"])
      .executeTakeFirst();
    const id = rest.id ?? before?.id ?? newId();
    const made = await tx
      .insertInto("participant")
      .values({
        ...{ organisationId, id, meetingId, personId, name, email, role },
        keyHash: keyHash(participantKey(secret, id)),
        ...(before && {
          ...{ sentSequence: before.sentSequence, reply: before.reply, repliedAt: before.repliedAt },
        }),
      })
      .onConflict((conflict) => conflict.columns(["organisationId", "meetingId", "email"]).doNothing())
      .returning("id")
      .executeTakeFirst();
    if (made) added += 1;
  }
  return { added };
}

/** A guest who turns out to be one of the house is recognised by her address. */
export async function addGuest(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
  guest: { name: string; email: string; role: "participant" | "coLeader" },
  secret: string,
): Promise<{ added: number } | Refusal> {
  const { count } = await tx
    .selectFrom("participant")
    .select(sql<number>`count(*)::int`.as("count"))
    .where("organisationId", "=", organisationId)
    .where("meetingId", "=", meetingId)
    .executeTakeFirstOrThrow();
  if (count >= mostParticipants) return refuse("participantsFull", { values: { max: mostParticipants } });
  const person = await tx
    .selectFrom("person")
    .select(["id"])
    .where("organisationId", "=", organisationId)
    .where("email", "=", guest.email)
    .where("archivedAt", "is", null)
    .executeTakeFirst();
  if (guest.role === "coLeader" && !person) return refuse("guestLeads", { field: "role" });
  const { name, email, role } = guest;
  const result = await addParticipants(
    tx,
    organisationId,
    meetingId,
    [{ name, email, role, personId: person?.id ?? null }],
    secret,
  );
  return result.added === 0 ? refuse("participantThere", { field: "email" }) : result;
}

export async function changeParticipant(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
  id: string,
  change: { role: "participant" | "coLeader" },
): Promise<{ id: string } | Refusal> {
  const participant = await tx
    .selectFrom("participant")
    .select("personId")
    .where("organisationId", "=", organisationId)
    .where("meetingId", "=", meetingId)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!participant) return refuse("notFound", { status: 404 });
  // Leading wants signing in.
  if (change.role === "coLeader" && !participant.personId) return refuse("guestLeads", { field: "role" });
  await tx
    .updateTable("participant")
    .set(change)
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .execute();
  return { id };
}

/** Takes somebody off the list. Who has been invited already is told with the next update. */
export async function removeParticipant(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
  id: string,
): Promise<{ id: string } | Refusal> {
  const removed = await tx
    .deleteFrom("participant")
    .where("organisationId", "=", organisationId)
    .where("meetingId", "=", meetingId)
    .where("id", "=", id)
    .returning(["personId", "name", "email", "sentSequence", "reply", "repliedAt"])
    .executeTakeFirst();
  if (!removed) return refuse("notFound", { status: 404 });
  const { sentSequence, ...who } = removed;
  if (sentSequence !== null) {
    // Moved before from another session that has not told her either: each of the two is taken out of her calendar.
    const elsewhere = await tx
      .selectFrom("withdrawnParticipant")
      .select("id")
      .where("organisationId", "=", organisationId)
      .where("id", "=", id)
      .executeTakeFirst();
    await tx
      .insertInto("withdrawnParticipant")
      .values({ organisationId, id: elsewhere ? newId() : id, meetingId, ...who, sentSequence })
      .execute();
  }
  return { id };
}

/** Whose personal link it is, if it is one of this meeting's; across organisations. */
export async function findInvited(tx: Transaction, meetingId: string, key: string) {
  const row = await tx
    .selectFrom("participant")
    .select(["id", "name", "personId"])
    .where("keyHash", "=", keyHash(key))
    .where("meetingId", "=", meetingId)
    .executeTakeFirst();
  return row ?? null;
}
