import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { firstComments } from "./comments.reads.ts";
import { nowhere, type Of, tierOf } from "./model/release.ts";
import { type Counts, compare, estimate, meanOf, total } from "./model/statistics.ts";
import type { PulseResult, QuestionResult, Remark, Results } from "./results.wire.ts";
import { type Spread, spreadsOfUnit } from "./spread.reads.ts";

/** One employee's results, in all measurements that she was in. What is too little to show is not in it. */
export async function resultsOfPerson(
  tx: Transaction,
  organisationId: string,
  personId: string,
): Promise<Results> {
  const person = await tx
    .selectFrom("person")
    .select("name")
    .where("organisationId", "=", organisationId)
    .where("id", "=", personId)
    .executeTakeFirstOrThrow();
  const unitId = (await presentUnitOf(tx, organisationId, personId)) ?? nowhere;
  return read(tx, organisationId, { scope: "person", unitId, personId }, person.name);
}

/** A unit's results. What is too little to show is not in it. */
export async function resultsOfUnit(
  tx: Transaction,
  organisationId: string,
  unitId: string,
): Promise<Results> {
  const unit = await tx
    .selectFrom("unit")
    .select("name")
    .where("organisationId", "=", organisationId)
    .where("id", "=", unitId)
    .executeTakeFirstOrThrow();
  return read(tx, organisationId, { scope: "unit", unitId, personId: null }, unit.name);
}

/** The unit that somebody works in today: whose leader may see her results. */
export async function presentUnitOf(
  tx: Transaction,
  organisationId: string,
  personId: string,
): Promise<string | null> {
  const row = await tx
    .selectFrom("roleAssignment")
    .select("unitId")
    .where("organisationId", "=", organisationId)
    .where("personId", "=", personId)
    .where("role", "=", "employee")
    .where("startsOn", "<=", sql<string>`current_date`)
    .where((where) =>
      where.or([where("endsOn", "is", null), where("endsOn", ">=", sql<string>`current_date`)]),
    )
    .orderBy("startsOn", "desc")
    .executeTakeFirst();
  return row?.unitId ?? null;
}

async function read(tx: Transaction, organisationId: string, of: Of, name: string): Promise<Results> {
  const { minimumResponses: minimum } = await tx
    .selectFrom("organisation")
    .select("minimumResponses")
    .where("organisationId", "=", organisationId)
    .executeTakeFirstOrThrow();
  const pulses = await pulsesOf(tx, organisationId, of);
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
  return {
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
  }>`select pulse.id as pulse_id, pulse.title, pulse.round, pulse.state, pulse.started_at, pulse.source,
      ${askedOf(of)} as asked,
      (select count(*)::int from response
        where response.organisation_id = pulse.organisation_id and response.pulse_id = pulse.id
        and ${of.personId ? sql`response.person_id = ${of.personId}` : sql`true`}) as answered,
      coalesce(batches.responses, 0)::int as released, batches.released_at
    from pulse
    left join lateral (select sum(responses) as responses, min(released_at) as released_at from release_batch b
      where b.organisation_id = pulse.organisation_id and b.pulse_id = pulse.id and b.scope = ${of.scope}
      and ${isOf("b", of)}) batches on true
    where pulse.organisation_id = ${organisationId} and pulse.state <> 'draft'
      and ${
        of.scope === "unit"
          ? sql`pulse.unit_id = ${of.unitId}`
          : sql`(exists (select 1 from contact
        where contact.organisation_id = pulse.organisation_id and contact.pulse_id = pulse.id
        and contact.person_id = ${of.personId} and contact.state = 'drawn') or exists (select 1 from card
        where card.organisation_id = pulse.organisation_id and card.pulse_id = pulse.id
        and card.person_id = ${of.personId}))`
      }
    order by pulse.started_at desc nulls last, pulse.source desc, pulse.created_at desc
    limit 50`.execute(tx);
  return rows.map((row) => ({
    ...row,
    startedAt: row.startedAt?.toISOString() ?? null,
    releasedAt: row.releasedAt?.toISOString() ?? null,
  }));
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
    .where("question.pulseId", "in", pulseIds)
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
    .select(["pulseId", "id", "kind", "text", "createdAt"])
    .where("organisationId", "=", organisationId)
    .where("personId", "=", of.personId)
    .where("pulseId", "in", pulseIds)
    .orderBy("createdAt")
    .execute();
  return rows.map(({ createdAt, kind, ...row }) => ({
    ...row,
    kind: kind as Remark["kind"],
    createdAt: createdAt.toISOString(),
  }));
}
