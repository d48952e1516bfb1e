import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { released, type Scope } from "./model/release.ts";

/**
 * Releases what may be released now that an answer has come: the employee's own, then the unit's. Called in the
 * transaction that stored the answer, with the measurement held, so that two at once never make two batches of one.
 */
export async function releaseAnswers(
  tx: Transaction,
  organisationId: string,
  answer: { pulseId: string; unitId: string; personId: string },
  now: Date,
): Promise<void> {
  await releaseWhatMay(tx, organisationId, answer, now, false);
}

/** A measurement that is closed takes in what waited for the end, for nothing can be told apart by it any more. */
export async function releaseAtClose(
  tx: Transaction,
  organisationId: string,
  pulse: { pulseId: string; unitId: string },
  now: Date,
): Promise<void> {
  await releaseWhatMay(tx, organisationId, { ...pulse, personId: null }, now, true);
}

async function releaseWhatMay(
  tx: Transaction,
  organisationId: string,
  { pulseId, unitId, personId }: { pulseId: string; unitId: string; personId: string | null },
  now: Date,
  isClosed: boolean,
): Promise<void> {
  await sql`select 1 from pulse where organisation_id = ${organisationId} and id = ${pulseId} for update`.execute(
    tx,
  );
  const { minimumResponses } = await tx
    .selectFrom("organisation")
    .select("minimumResponses")
    .where("organisationId", "=", organisationId)
    .executeTakeFirstOrThrow();
  const waiting = await tx
    .selectFrom("response")
    .select(["id", "personId", "personBatchId", "unitBatchId"])
    .where("organisationId", "=", organisationId)
    .where("pulseId", "=", pulseId)
    .where((where) => where.or([where("personBatchId", "is", null), where("unitBatchId", "is", null)]))
    .execute();
  // Of what stands in both views already it only matters whose it is.
  const settled = await tx
    .selectFrom("response")
    .select("personId")
    .distinct()
    .where("organisationId", "=", organisationId)
    .where("pulseId", "=", pulseId)
    .where("unitBatchId", "is not", null)
    .execute();
  const responses = [
    ...waiting.map((row) => ({
      ...{ id: row.id, personId: row.personId },
      ...{ inPerson: row.personBatchId !== null, inUnit: row.unitBatchId !== null },
    })),
    ...settled.map((row) => ({ id: "", personId: row.personId, inPerson: true, inUnit: true })),
  ];
  for (const scope of ["person", "unit"] as const) {
    const owner = scope === "person" ? personId : null;
    const ids = released(responses, scope, owner, minimumResponses, isClosed);
    if (ids.length === 0) continue;
    await release(tx, organisationId, { pulseId, unitId, personId: owner }, scope, ids, now);
    for (const response of responses)
      if (ids.includes(response.id)) response[scope === "person" ? "inPerson" : "inUnit"] = true;
  }
}

/** Freezes a batch, and adds its answers up in the same transaction: views read the sums and never the answers. */
async function release(
  tx: Transaction,
  organisationId: string,
  { pulseId, unitId, personId }: { pulseId: string; unitId: string; personId: string | null },
  scope: Scope,
  ids: string[],
  now: Date,
): Promise<void> {
  const batchId = newId();
  await tx
    .insertInto("releaseBatch")
    .values({
      ...{
        organisationId,
        id: batchId,
        pulseId,
        unitId,
        scope,
        personId,
        responses: ids.length,
        releasedAt: now,
      },
      number: sql<number>`(select count(*) + 1 from release_batch where organisation_id = ${organisationId}
        and pulse_id = ${pulseId} and scope = ${scope} and person_id is not distinct from ${personId})`,
    })
    .execute();
  await tx
    .updateTable("response")
    .set(scope === "person" ? { personBatchId: batchId } : { unitBatchId: batchId })
    .where("organisationId", "=", organisationId)
    .where("id", "in", ids)
    .execute();
  const sum = (score: number) => sql`count(*) filter (where score = ${score})`;
  await sql`insert into rollup (organisation_id, pulse_id, scope, unit_id, person_id, question_id,
      score1, score2, score3, score4, score5, did_not_come_up)
    select ${organisationId}::uuid, ${pulseId}::uuid, ${scope}, ${unitId}::uuid, ${personId}::uuid, question_id,
      ${sum(1)}, ${sum(2)}, ${sum(3)}, ${sum(4)}, ${sum(5)}, count(*) filter (where score is null)
    from answer where organisation_id = ${organisationId} and response_id = any(${ids}::uuid[])
    group by question_id
    on conflict (organisation_id, pulse_id, scope, unit_id, person_id, question_id) do update set
      score1 = rollup.score1 + excluded.score1, score2 = rollup.score2 + excluded.score2,
      score3 = rollup.score3 + excluded.score3, score4 = rollup.score4 + excluded.score4,
      score5 = rollup.score5 + excluded.score5,
      did_not_come_up = rollup.did_not_come_up + excluded.did_not_come_up`.execute(tx);
}
