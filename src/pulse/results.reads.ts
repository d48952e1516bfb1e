import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { kept } from "#platform/database/kept.ts";
import { firstComments } from "./comments.reads.ts";
import { type Of, tierOf } from "./model/release.ts";
import { type Counts, compare, estimate, meanOf, total } from "./model/statistics.ts";
import type { PulseResult, QuestionResult, Remark, Results } from "./results.wire.ts";
import { type Spread, spreadsOfUnit } from "./spread.reads.ts";
import { type Whose, whosePerson, whoseUnit } from "./whose.reads.ts";

/** One employee's results, in all measurements that she was in. What is too little to show is not in it. */
export const resultsOfPerson = async (tx: Transaction, organisationId: string, personId: string) =>
  resultsOf(tx, organisationId, (await whosePerson(tx, organisationId, personId))!);

/** A unit's results. What is too little to show is not in it. */
export const resultsOfUnit = async (tx: Transaction, organisationId: string, unitId: string) =>
  resultsOf(tx, organisationId, (await whoseUnit(tx, organisationId, unitId))!);

export const resultsOf = async (tx: Transaction, organisationId: string, whose: Whose): Promise<Results> =>
  (await look(tx, organisationId, whose)).results;

/** Results, and when an employee first saw each of her measurements. */
export async function look(
  tx: Transaction,
  organisationId: string,
  { of, name, minimum }: Whose,
): Promise<{ results: Results; seenAt: Map<string, Date> }> {
  const { pulses, seenAt } = await pulsesOf(tx, organisationId, of);
  const ids = pulses.map(({ pulseId }) => pulseId);
  const [questions, remarks] =
    ids.length === 0
      ? [[], []]
      : [await questionsOf(tx, organisationId, of, ids), await remarksOf(tx, organisationId, of, ids)];
  const comments = await firstComments(tx, organisationId, of, pulses, minimum);
  const counts = new Map(questions.map((question) => [question.questionId, question.counts]));
  const spreads =
    of.scope === "unit"
      ? await spreadsOfUnit(tx, organisationId, questions, minimum)
      : new Map<string, Spread>();
  const results: Results = {
    ...{ scope: of.scope, unitId: of.unitId, personId: of.personId, name, minimum },
    pulses: pulses.map((pulse): PulseResult => {
      const own = questions.filter(({ pulseId }) => pulseId === pulse.pulseId);
      return {
        ...pulse,
        questions: withChanges(own, counts, spreads, minimum),
        ...(comments.get(pulse.pulseId) ?? { comments: [], commentCount: 0 }),
        remarks: remarks
          .filter((each) => each.pulseId === pulse.pulseId)
          .map(({ pulseId: _, ...remark }) => remark),
      };
    }),
  };
  return { results, seenAt };
}

/** Rows of one employee, or of the unit as a whole: written so that the index serves it, which "is not distinct" is not. */
const isOf = (table: string, { personId }: Of) =>
  personId
    ? sql`${sql.ref(`${table}.person_id`)} = ${personId}`
    : sql`${sql.ref(`${table}.person_id`)} is null`;

/** How many customers have been asked; about an employee by way of her contacts, which are few. */
const askedOf = ({ personId }: Of) =>
  personId
    ? sql`(select count(*)::int from contact
        where contact.organisation_id = pulse.organisation_id and contact.pulse_id = pulse.id
        and contact.person_id = ${personId} and contact.state = 'drawn'
        and exists (select 1 from request
          where request.organisation_id = contact.organisation_id and request.contact_id = contact.id))`
    : sql`(select count(*)::int from request
        where request.organisation_id = pulse.organisation_id and request.pulse_id = pulse.id)`;

/** Measurements that a unit made, or that an employee was in. */
const isIn = (organisationId: string, { unitId, personId }: Of) =>
  personId
    ? sql`pulse.id = any(array(
        select pulse_id from contact
        where organisation_id = ${organisationId} and person_id = ${personId} and state = 'drawn'
        union
        select pulse_id from card where organisation_id = ${organisationId} and person_id = ${personId}))`
    : sql`pulse.unit_id = ${unitId}`;

async function pulsesOf(tx: Transaction, organisationId: string, of: Of) {
  const { rows } = await sql<{
    pulseId: string;
    title: string;
    round: number;
    state: PulseResult["state"];
    startedAt: Date | null;
    source: "lot" | "card";
    asked: number;
    answered: number;
    released: number;
    releasedAt: Date | null;
    firstSeenAt: Date | null;
  }>`select ${kept} pulse.id as pulse_id, pulse.title, pulse.round, pulse.state, pulse.started_at, pulse.source,
      ${askedOf(of)} as asked,
      (select count(*)::int from response
        where response.organisation_id = pulse.organisation_id and response.pulse_id = pulse.id
        and ${of.personId ? sql`response.person_id = ${of.personId}` : sql`true`}) as answered,
      coalesce(batches.responses, 0)::int as released, batches.released_at, result_seen.first_seen_at
    from pulse
    left join lateral (select sum(responses) as responses, min(released_at) as released_at from release_batch b
      where b.organisation_id = pulse.organisation_id and b.pulse_id = pulse.id and b.scope = ${of.scope}
      and ${isOf("b", of)}) batches on true
    left join result_seen on result_seen.organisation_id = pulse.organisation_id
      and result_seen.person_id = ${of.personId} and result_seen.pulse_id = pulse.id
    where pulse.organisation_id = ${organisationId} and pulse.state <> 'draft' and ${isIn(organisationId, of)}
    order by pulse.started_at desc nulls last, pulse.source desc, pulse.created_at desc
    limit 50`.execute(tx);
  const seenAt = new Map<string, Date>();
  const pulses = rows.map(({ firstSeenAt, ...row }) => {
    if (firstSeenAt) seenAt.set(row.pulseId, firstSeenAt);
    return {
      ...row,
      startedAt: row.startedAt?.toISOString() ?? null,
      releasedAt: row.releasedAt?.toISOString() ?? null,
    };
  });
  return { pulses, seenAt };
}

type Counted = {
  pulseId: string;
  questionId: string;
  previousQuestionId: string | null;
  behaviourId: string | null;
  valueId: string | null;
  textDa: string;
  textEn: string;
  counts: Counts;
  didNotComeUp: number;
};

async function questionsOf(
  tx: Transaction,
  organisationId: string,
  of: Of,
  pulseIds: string[],
): Promise<Counted[]> {
  const rows = await tx
    .selectFrom("question")
    .modifyFront(kept)
    .leftJoin("behaviour", (join) =>
      join
        .onRef("behaviour.organisationId", "=", "question.organisationId")
        .onRef("behaviour.id", "=", "question.behaviourId"),
    )
    .leftJoin("rollup", (join) =>
      join
        .onRef("rollup.organisationId", "=", "question.organisationId")
        .onRef("rollup.questionId", "=", "question.id")
        .on("rollup.scope", "=", of.scope)
        .on(sql<boolean>`${isOf("rollup", of)}`)
        // Her figures from a unit in which she worked before are hers as well.
        .on(sql<boolean>`${of.personId ? sql`true` : sql`rollup.unit_id = ${of.unitId}`}`)
        .onRef("rollup.pulseId", "=", "question.pulseId"),
    )
    .select(["question.pulseId", "question.id as questionId", "question.previousQuestionId"])
    .select(["question.behaviourId", "behaviour.valueId", "question.textDa", "question.textEn"])
    .select(["score1", "score2", "score3", "score4", "score5", "didNotComeUp"])
    .where("question.organisationId", "=", organisationId)
    .where(sql<boolean>`question.pulse_id = any(${pulseIds}::uuid[])`)
    .where("question.kind", "=", "scale")
    .orderBy("question.position")
    .execute();
  return rows.map(({ score1, score2, score3, score4, score5, didNotComeUp, ...row }) => ({
    ...row,
    counts: [score1 ?? 0, score2 ?? 0, score3 ?? 0, score4 ?? 0, score5 ?? 0],
    didNotComeUp: didNotComeUp ?? 0,
  }));
}

/** Only questions that were worded the same, and only where both rounds have enough answers, are held together. */
function withChanges(
  questions: Counted[],
  counts: Map<string, Counts>,
  spreads: ReadonlyMap<string, Spread>,
  minimum: number,
): QuestionResult[] {
  const isShown = (given: Counts | undefined): given is Counts =>
    given !== undefined && ["mean", "full"].includes(tierOf(total(given), minimum));
  const pairs = questions.flatMap((question) => {
    const before = question.previousQuestionId ? counts.get(question.previousQuestionId) : undefined;
    return isShown(before) && isShown(question.counts)
      ? [{ questionId: question.questionId, before, after: question.counts }]
      : [];
  });
  const compared = compare(pairs);
  const changes = new Map(
    pairs.map(({ questionId, before }, index) => [
      questionId,
      { before: meanOf(before), ...compared[index]! },
    ]),
  );
  return questions.map(({ counts: own, didNotComeUp, pulseId: _, previousQuestionId: __, ...question }) => {
    const spread = spreads.get(question.questionId) ?? { counts: own, didNotComeUp };
    // A unit that too few employees have answers in has no spread either, however many one of them has.
    const isFull = isShown(own) && tierOf(total(spread.counts), minimum) === "full";
    return {
      ...question,
      tier: isFull || !isShown(own) ? tierOf(total(own), minimum) : "mean",
      n: isShown(own) ? total(own) : null,
      estimate: isShown(own) ? estimate(own) : null,
      counts: isFull ? [...spread.counts] : null,
      didNotComeUp: isFull ? spread.didNotComeUp : null,
      change: changes.get(question.questionId) ?? null,
    };
  });
}

async function remarksOf(tx: Transaction, organisationId: string, of: Of, pulseIds: string[]) {
  if (!of.personId) return [];
  const rows = await tx
    .selectFrom("resultRemark")
    .modifyFront(kept)
    .select(["pulseId", "id", "kind", "text", "createdAt"])
    .where("organisationId", "=", organisationId)
    .where("personId", "=", of.personId)
    .where(sql<boolean>`pulse_id = any(${pulseIds}::uuid[])`)
    .orderBy("createdAt")
    .execute();
  return rows.map(({ createdAt, kind, ...row }) => ({
    ...row,
    kind: kind as Remark["kind"],
    createdAt: createdAt.toISOString(),
  }));
}
