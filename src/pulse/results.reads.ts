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
  const questions = await questionsOf(tx, organisationId, of, pulses);
  const comments = await firstComments(tx, organisationId, of, pulses, minimum);
  const counts = new Map(questions.map((question) => [question.questionId, question.counts]));
  const spreads =
    of.scope === "unit"
      ? await spreadsOfUnit(tx, organisationId, questions, minimum)
      : new Map<string, Spread>();
  const results: Results = {
    ...{ scope: of.scope, unitId: of.unitId, personId: of.personId, name, minimum },
    pulses: pulses.map(({ remarks, ...pulse }): PulseResult => {
      const own = questions.filter(({ pulseId }) => pulseId === pulse.pulseId);
      return {
        ...pulse,
        questions: withChanges(own, counts, spreads, minimum),
        ...(comments.get(pulse.pulseId) ?? { comments: [], commentCount: 0 }),
        remarks,
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

/**
 * How many customers have been asked; about an employee by way of her contacts, which are few. Once a measurement is
 * closed, everybody who is still drawn has been asked (`takeBack.store.ts`).
 */
const askedOf = ({ personId }: Of) =>
  personId
    ? sql`(select count(*)::int from contact
        where contact.organisation_id = pulse.organisation_id and contact.pulse_id = pulse.id
        and contact.person_id = ${personId} and contact.state = 'drawn'
        and (pulse.state = 'closed' or exists (select 1 from request
          where request.organisation_id = contact.organisation_id and request.contact_id = contact.id)))`
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
    remarks: Remark[];
  }>`select ${kept} pulse.id as pulse_id, pulse.title, pulse.round, pulse.state, pulse.started_at, pulse.source,
      ${askedOf(of)} as asked,
      (select count(*)::int from response
        where response.organisation_id = pulse.organisation_id and response.pulse_id = pulse.id
        and ${of.personId ? sql`response.person_id = ${of.personId}` : sql`true`}) as answered,
      coalesce(batches.responses, 0)::int as released, batches.released_at, result_seen.first_seen_at,
      array(select jsonb_build_object('id', id, 'kind', kind, 'text', text, 'createdAt', created_at)
        from result_remark where result_remark.organisation_id = pulse.organisation_id
        and result_remark.person_id = ${of.personId} and result_remark.pulse_id = pulse.id
        order by created_at) as remarks
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
  const pulses = rows.map(({ firstSeenAt, remarks, ...row }) => {
    if (firstSeenAt) seenAt.set(row.pulseId, firstSeenAt);
    return {
      ...row,
      startedAt: row.startedAt?.toISOString() ?? null,
      releasedAt: row.releasedAt?.toISOString() ?? null,
      remarks: remarks.map((remark) => ({ ...remark, createdAt: new Date(remark.createdAt).toISOString() })),
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
  pulses: readonly { pulseId: string }[],
): Promise<Counted[]> {
  // Her figures from a unit in which she worked before are hers as well.
  const { rows } = await sql<Counted>`select ${kept} question.pulse_id, question.id as question_id,
      question.previous_question_id, question.behaviour_id, behaviour.value_id, question.text_da, question.text_en,
      array[coalesce(score1, 0), coalesce(score2, 0), coalesce(score3, 0), coalesce(score4, 0), coalesce(score5, 0)]
        as counts, coalesce(did_not_come_up, 0) as did_not_come_up
    from question
    left join behaviour on behaviour.organisation_id = question.organisation_id
      and behaviour.id = question.behaviour_id
    left join rollup on rollup.organisation_id = question.organisation_id and rollup.question_id = question.id
      and rollup.pulse_id = question.pulse_id and rollup.scope = ${of.scope} and ${isOf("rollup", of)}
      and ${of.personId ? sql`true` : sql`rollup.unit_id = ${of.unitId}`}
    where question.organisation_id = ${organisationId}
      and question.pulse_id = any(${pulses.map(({ pulseId }) => pulseId)}::uuid[]) and question.kind = 'scale'
    order by question.position`.execute(tx);
  return rows;
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
