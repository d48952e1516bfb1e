/** Who has said that she is done with a round. Kept for reminders only, and nowhere shown. */
import type { Transaction } from "#platform/database/index.ts";

type Of = { organisationId: string; meetingId: string; roundId: string };

export async function saveDone(tx: Transaction, of: Of, seatId: string, isDone: boolean): Promise<void> {
  if (isDone)
    await tx
      .insertInto("roundDone")
      .values({ ...of, seatId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  else await doneRows(tx, of).where("seatId", "=", seatId).execute();
}

export const forgetDone = async (tx: Transaction, of: Of): Promise<void> =>
  void (await doneRows(tx, of).execute());

const doneRows = (tx: Transaction, { organisationId, meetingId, roundId }: Of) =>
  tx
    .deleteFrom("roundDone")
    .where("organisationId", "=", organisationId)
    .where("meetingId", "=", meetingId)
    .where("roundId", "=", roundId);

/** Those of the list who have said so, on whichever phone. */
export async function participantsDone(
  tx: Transaction,
  { organisationId, meetingId, roundId }: Of,
): Promise<Set<string>> {
  const rows = await tx
    .selectFrom("roundDone")
    .innerJoin("seat", (join) =>
      join
        .onRef("seat.organisationId", "=", "roundDone.organisationId")
        .onRef("seat.id", "=", "roundDone.seatId"),
    )
    .select("seat.participantId")
    .where("roundDone.organisationId", "=", organisationId)
    .where("roundDone.meetingId", "=", meetingId)
    .where("roundDone.roundId", "=", roundId)
    .execute();
  return new Set(rows.flatMap(({ participantId }) => participantId ?? []));
}
