import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { fewestEmployees, released, type Scope } from "./model/release.ts";

/**
 * Releases what may be released now that answers have come: the employees' own, then the unit's. Called
 * with the measurement held, so that two at once never make two batches of one.
 */
export async function releaseAnswers(
  tx: Transaction,
  organisationId: string,
  answers: { pulseId: string; unitId: string; personIds: readonly string[] },
  now: Date,
): Promise<void> {
  await releaseWhatMay(tx, organisationId, answers, now, false);
}

export const releaseJob = "pulse.release";
export type ReleasePayload = { organisationId: string; pulseId: string };

/**
 * Asks, in the transaction that stored answers, for what may be released now to be released a moment later: what came
 * together is added up once, and who presses send does not wait for it. A wish that has not begun is enough, and is left
 * alone: the caller holds the measurement, so that it waits for her before it looks. In one order, so that two who ask
 * for several wait for one another instead of for ever.
 */
export async function askForRelease(tx: Transaction, pulses: readonly ReleasePayload[]): Promise<void> {
  await sql`select graphile_worker.add_job(${releaseJob}, payload := wish.payload,
      run_at := now() + interval '1 second', max_attempts := 10, job_key := wish.key,
      job_key_mode := 'preserve_run_at')
    from (
      select payload, ${`${releaseJob}:`} || (payload ->> 'pulseId') as key
      from json_array_elements(${JSON.stringify(pulses)}::json) payload
      order by 2
    ) wish
    where not exists (
      select from graphile_worker.jobs
      where jobs.key = wish.key and locked_at is null and attempts = 0
    )`.execute(tx);
}

/** Releases what may be released of everybody who has answers that are not in their figures yet. */
export async function releaseDue(
  tx: Transaction,
  { organisationId, pulseId }: ReleasePayload,
  now: Date,
): Promise<void> {
  // Held first: an answer that is being stored is seen, or asks for a release of its own.
  const pulse = await tx
    .selectFrom("pulse")
    .select("unitId")
    .where("organisationId", "=", organisationId)
    .where("id", "=", pulseId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!pulse) return;
  const people = await tx
    .selectFrom("response")
    .select("personId")
    .distinct()
    .where("organisationId", "=", organisationId)
    .where("pulseId", "=", pulseId)
    .where("isCounted", "=", false)
    .execute();
  const personIds = people.map(({ personId }) => personId);
  await releaseAnswers(tx, organisationId, { pulseId, unitId: pulse.unitId, personIds }, now);
}

/** A measurement that is closed takes in what waited for the end, for nothing can be told apart by it any more. */
export async function releaseAtClose(
  tx: Transaction,
  organisationId: string,
  pulse: { pulseId: string; unitId: string },
  now: Date,
): Promise<void> {
  await releaseWhatMay(tx, organisationId, { ...pulse, personIds: [] }, now, true);
}

async function releaseWhatMay(
  tx: Transaction,
  organisationId: string,
  { pulseId, unitId, personIds }: { pulseId: string; unitId: string; personIds: readonly string[] },
  now: Date,
  isClosed: boolean,
): Promise<void> {
  const { state } = await tx
    .selectFrom("pulse")
    .select("state")
    .where("organisationId", "=", organisationId)
    .where("id", "=", pulseId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  // An answer that was under way while the measurement was closed came too late to join anything.
  if (state === "closed" && !isClosed) return;
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
  // Only who has a batch of her own can be in the unit's while it runs.
  const settled = await tx
    .selectFrom("releaseBatch")
    .select("personId")
    .distinct()
    .where("organisationId", "=", organisationId)
    .where("pulseId", "=", pulseId)
    .where("scope", "=", "person")
    .where(
      sql<boolean>`exists (select from response where response.organisation_id = release_batch.organisation_id
        and response.person_id = release_batch.person_id and response.pulse_id = release_batch.pulse_id
        and response.unit_batch_id is not null)`,
    )
    .execute();
  const responses = [
    ...waiting.map((row) => ({
      ...{ id: row.id, personId: row.personId },
      ...{ inPerson: row.personBatchId !== null, inUnit: row.unitBatchId !== null },
    })),
    ...settled.map((row) => ({ id: "", personId: row.personId!, inPerson: true, inUnit: true })),
  ];
  let isMore = isClosed;
  const views = [...personIds.map((owner) => ["person", owner] as const), ["unit", null] as const];
  for (const [scope, owner] of views) {
    const ids = released(responses, scope, owner, minimumResponses, isClosed);
    if (ids.length === 0) continue;
    await release(tx, organisationId, { pulseId, unitId, personId: owner }, scope, ids, now);
    isMore = true;
    for (const response of responses)
      if (ids.includes(response.id)) response[scope === "person" ? "inPerson" : "inUnit"] = true;
  }
  if (!isMore) return;
  const of = { organisationId, pulseId, unitId, minimum: minimumResponses };
  for (const personId of personIds) await countOwn(tx, of, personId);
  await countUnit(tx, of, isClosed);
}

/** Freezes which answers may be counted from now on. */
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
}

type Counting = { organisationId: string; pulseId: string; unitId: string; minimum: number };
const points = sql`
  count(*) filter (where score = 1)::int as score1, count(*) filter (where score = 2)::int as score2,
  count(*) filter (where score = 3)::int as score3, count(*) filter (where score = 4)::int as score4,
  count(*) filter (where score = 5)::int as score5, count(*) filter (where score is null)::int as did_not_come_up`;

/**
 * Adds released answers to an employee's figures, in the transaction that released them: views read the sums and never
 * the answers. Each question waits until it has enough answers on the scale of its own that are not counted yet.
 */
async function countOwn(tx: Transaction, of: Counting, personId: string): Promise<void> {
  await sql`
    with waiting as (
      select answer.response_id, answer.question_id, answer.score
      from response join answer
        on answer.organisation_id = response.organisation_id and answer.response_id = response.id
      where response.organisation_id = ${of.organisationId} and response.pulse_id = ${of.pulseId}
        and response.person_id = ${personId} and response.person_batch_id is not null and not response.is_counted
        and answer.question_id <> all(response.counted_questions)
    ),
    enough as (select question_id from waiting group by question_id having count(score) >= ${of.minimum}),
    joining as (select waiting.* from waiting join enough using (question_id)),
    marked as (
      update response set counted_questions = counted_questions || joined.questions
      from (select response_id, array_agg(question_id) as questions from joining group by response_id) joined
      where response.organisation_id = ${of.organisationId} and response.id = joined.response_id
    )
    insert into rollup (organisation_id, pulse_id, scope, unit_id, person_id, question_id,
      score1, score2, score3, score4, score5, did_not_come_up)
    select ${of.organisationId}::uuid, ${of.pulseId}::uuid, 'person', ${of.unitId}::uuid, ${personId}::uuid,
      question_id, ${points}
    from joining group by question_id
    on conflict (organisation_id, pulse_id, scope, unit_id, person_id, question_id) do update set
      score1 = rollup.score1 + excluded.score1, score2 = rollup.score2 + excluded.score2,
      score3 = rollup.score3 + excluded.score3, score4 = rollup.score4 + excluded.score4,
      score5 = rollup.score5 + excluded.score5,
      did_not_come_up = rollup.did_not_come_up + excluded.did_not_come_up`.execute(tx);
  await sql`update response set is_counted = true
    where organisation_id = ${of.organisationId} and pulse_id = ${of.pulseId} and person_id = ${personId}
      and person_batch_id is not null and not is_counted and not exists (
        select from answer where answer.organisation_id = response.organisation_id
          and answer.response_id = response.id and answer.question_id <> all(response.counted_questions))`.execute(
    tx,
  );
}

/**
 * A unit's figures are its employees' figures added up, so that nothing lies between the two, not even where a customer
 * has changed her answer since. At the close the answers that stand in nobody's join, question by question, where there
 * are enough of them to hide each.
 */
async function countUnit(tx: Transaction, of: Counting, isClosed: boolean): Promise<void> {
  await sql`
    with hidden as (
      select response.person_id, answer.question_id, answer.score
      from response join answer
        on answer.organisation_id = response.organisation_id and answer.response_id = response.id
      where ${isClosed} and response.organisation_id = ${of.organisationId} and response.pulse_id = ${of.pulseId}
        and response.unit_batch_id is not null and answer.question_id <> all(response.counted_questions)
    ),
    enough as (select question_id from hidden group by question_id having count(score) >= ${of.minimum}),
    parts as (
      select person_id, question_id, score1, score2, score3, score4, score5, did_not_come_up from rollup
      where organisation_id = ${of.organisationId} and pulse_id = ${of.pulseId} and scope = 'person'
      union all
      select person_id, question_id, ${points}
      from hidden join enough using (question_id) group by person_id, question_id
    )
    insert into rollup (organisation_id, pulse_id, scope, unit_id, question_id,
      score1, score2, score3, score4, score5, did_not_come_up)
    select ${of.organisationId}::uuid, ${of.pulseId}::uuid, 'unit', ${of.unitId}::uuid, question_id,
      sum(score1), sum(score2), sum(score3), sum(score4), sum(score5), sum(did_not_come_up)
    from parts group by question_id
    having count(distinct person_id) filter (where score1 + score2 + score3 + score4 + score5 > 0)
      >= ${fewestEmployees}
    on conflict (organisation_id, pulse_id, scope, unit_id, person_id, question_id) do update set
      score1 = excluded.score1, score2 = excluded.score2, score3 = excluded.score3, score4 = excluded.score4,
      score5 = excluded.score5, did_not_come_up = excluded.did_not_come_up`.execute(tx);
}
