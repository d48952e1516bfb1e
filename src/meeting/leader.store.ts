import { audit } from "#organisation/audit.ts";
import type { Transaction } from "#platform/database/index.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import { addParticipants } from "#preparation/participant.store.ts";

/** Makes somebody of the house a co-leader of this meeting, on the list already or not. It is written in the log. */
export async function nameLeader(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
  { personId, by, secret }: { personId: string; by: string; secret: string },
): Promise<{ name: string } | Refusal> {
  const person = await tx
    .selectFrom("person")
    .select(["name", "email"])
    .where("organisationId", "=", organisationId)
    .where("id", "=", personId)
    .where("archivedAt", "is", null)
    .executeTakeFirst();
  if (!person) return refuse("notThere", { field: "personId", status: 404 });
  await addParticipants(tx, organisationId, meetingId, [{ ...person, personId, role: "coLeader" }], secret);
  await tx
    .updateTable("participant")
    .set({ role: "coLeader", personId })
    .where("organisationId", "=", organisationId)
    .where("meetingId", "=", meetingId)
    .where("email", "=", person.email)
    .execute();
  await audit(tx, organisationId, {
    ...{ personId: by, action: "meeting.leaderNamed", aboutPersonId: personId, details: { meetingId } },
  });
  return { name: person.name };
}
