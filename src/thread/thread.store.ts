import { sql } from "kysely";
import { type BehaviourKind, readEvidence } from "#behaviour/model.ts";
import { listBehaviours } from "#behaviour/store.ts";
import type { Transaction } from "#platform/database/index.ts";
import type { Locale } from "#platform/text/index.ts";
import { readIn } from "#pulse/model/questions.ts";
import { experienceOfUnits } from "#pulse/unitsExperience.reads.ts";
import { allValues } from "#values/reads.ts";
import { experiencesOf } from "./experience.ts";
import { type Strands, weave } from "./model/weave.ts";
import type { OrganisationThread, UnitThread } from "./wire.ts";

/** What of the thread this viewer may know; what she may not is not read at all. */
export type Sees = { results: boolean; questions: boolean; actions: boolean; reviews: boolean };

/** The thread of a unit, tied together from what every room has written down. */
export async function readThread(
  tx: Transaction,
  organisationId: string,
  unitId: string,
  { locale, sees }: { locale: Locale; sees: Sees },
): Promise<UnitThread | null> {
  const unit = await tx
    .selectFrom("unit")
    .select("name")
    .where("organisationId", "=", organisationId)
    .where("id", "=", unitId)
    .executeTakeFirst();
  if (!unit) return null;
  const rounds = await roundsOf(tx, organisationId, unitId);
  const statements = await listPickedStatements(tx, organisationId, unitId);
  const behaviours = await listBehaviours(tx, organisationId, { unitId, withRetired: true });
  const { shown, woven } = await weaveOf(tx, organisationId, {
    rounds,
    statements,
    behaviours,
    questions: sees.questions ? await listQuestions(tx, organisationId, unitId, { locale, sees }) : [],
    agreements: [
      ...(sees.reviews ? await listReviewDecisions(tx, organisationId, unitId, rounds) : []),
      ...(sees.actions ? await listUnitsActions(tx, organisationId, unitId) : []),
    ],
  });
  return { unitId, unitName: unit.name, values: shown, ...woven };
}

/**
 * The threads of all units in one, for those who answer for the whole: no individual anywhere, so without what leaders
 * promised themselves, and with figures only where a unit has answers enough.
 */
export async function readOrganisationThread(
  tx: Transaction,
  organisationId: string,
  locale: Locale,
): Promise<OrganisationThread> {
  const units = await tx
    .selectFrom("unit")
    .select(["id", "name"])
    .where("organisationId", "=", organisationId)
    .where("archivedAt", "is", null)
    .orderBy(sql`name collate danish`)
    .execute();
  const isHere = new Set(units.map(({ id }) => id));
  const ofOne = <Each extends { unitId: string }>(all: Each[]) =>
    all.filter(({ unitId }) => isHere.has(unitId));
  const rounds = await roundsOf(tx, organisationId, null);
  const statements = await listPickedStatements(tx, organisationId, null);
  const behaviours = await listBehaviours(tx, organisationId, {
    kinds: ["pointedTo", "proposed", "decided"],
  });
  const { shown, woven } = await weaveOf(tx, organisationId, {
    rounds,
    statements: ofOne(statements),
    behaviours: ofOne(behaviours).filter(({ isLeaders }) => !isLeaders),
    questions: ofOne(await listNewestQuestions(tx, organisationId, locale)),
    agreements: [],
  });
  return { units, values: shown, ...woven };
}

async function weaveOf(
  tx: Transaction,
  organisationId: string,
  {
    rounds,
    statements,
    behaviours,
    ...rest
  }: {
    rounds: ReadonlyMap<string, number>;
    statements: Awaited<ReturnType<typeof listPickedStatements>>;
    behaviours: Awaited<ReturnType<typeof listBehaviours>>;
  } & Pick<Strands, "questions" | "agreements">,
) {
  const used = new Set(behaviours.map((behaviour) => behaviour.valueId));
  const values = (await allValues(tx, organisationId)).filter(
    (value) => value.isInForce || used.has(value.id),
  );
  return {
    shown: values.map(({ id, name, colour, mark }) => ({ id, name, colour, mark })),
    woven: weave({
      values,
      statements: statements.map((statement) => ({
        ...statement,
        round: rounds.get(statement.journeyId) ?? 1,
      })),
      behaviours: behaviours
        .filter((behaviour) => behaviour.kind === "decided" || !behaviour.retiredAt)
        .map((behaviour) => ({
          ...behaviour,
          kind: behaviour.kind as BehaviourKind,
          round: behaviour.journeyId ? (rounds.get(behaviour.journeyId) ?? null) : null,
          evidence: readEvidence(behaviour.evidence),
        })),
      ...rest,
    }),
  };
}

async function roundsOf(tx: Transaction, organisationId: string, unitId: string | null) {
  const rows = await tx
    .selectFrom("journey")
    .select(["id", "round"])
    .where("organisationId", "=", organisationId)
    .$if(unitId !== null, (query) => query.where("unitId", "=", unitId))
    .execute();
  return new Map(rows.map(({ id, round }) => [id, round]));
}

const mostStatements = 2000;
/** The picked ones, and those that a behaviour came from; of one unit, or of all. */
async function listPickedStatements(tx: Transaction, organisationId: string, unitId: string | null) {
  return tx
    .selectFrom("statement")
    .innerJoin("journey", (join) =>
      join
        .onRef("journey.organisationId", "=", "statement.organisationId")
        .onRef("journey.id", "=", "statement.journeyId"),
    )
    .select([
      "statement.id",
      "statement.journeyId",
      "statement.text",
      "statement.source",
      "statement.saidOn",
      "statement.rank",
      "statement.channel",
      "statement.originId",
      "journey.unitId",
      sql<string[]>`array(select value_id from statement_value v
        where v.organisation_id = statement.organisation_id and v.statement_id = statement.id order by value_id)`.as(
        "valueIds",
      ),
    ])
    .where("statement.organisationId", "=", organisationId)
    .$if(unitId !== null, (query) => query.where("journey.unitId", "=", unitId))
    .where("journey.archivedAt", "is", null)
    .where("statement.archivedAt", "is", null)
    .where((where) =>
      where.or([
        where("statement.rank", "is not", null),
        where.exists(
          where
            .selectFrom("behaviourSource")
            .select("behaviourSource.sourceId")
            .whereRef("behaviourSource.organisationId", "=", "statement.organisationId")
            .where("behaviourSource.sourceKind", "=", "statement")
            .whereRef("behaviourSource.sourceId", "=", "statement.id"),
        ),
      ]),
    )
    .orderBy(sql`statement.rank nulls last`)
    .orderBy("statement.position")
    .limit(mostStatements)
    .execute();
}

/** What customers have been asked; a measurement that is still being written is nobody's but the leader's. */
async function listQuestions(
  tx: Transaction,
  organisationId: string,
  unitId: string,
  { locale, sees }: { locale: Locale; sees: Sees },
) {
  const rows = await tx
    .selectFrom("question")
    .innerJoin("pulse", (join) =>
      join
        .onRef("pulse.organisationId", "=", "question.organisationId")
        .onRef("pulse.id", "=", "question.pulseId"),
    )
    .select([
      "question.id",
      "question.behaviourId",
      "question.textDa",
      "question.textEn",
      "pulse.round",
      "pulse.title as pulse",
      "pulse.state",
    ])
    .where("question.organisationId", "=", organisationId)
    .where("pulse.unitId", "=", unitId)
    .where("pulse.state", "!=", "draft")
    // Who answers by card was asked the same, and was not drawn by lot.
    .where("pulse.source", "=", "lot")
    .where("question.kind", "=", "scale")
    .orderBy(sql`coalesce(pulse.started_at, pulse.created_at)`)
    .orderBy("question.position")
    .limit(1000)
    .execute();
  const results = sees.results ? await experiencesOf(tx, organisationId, unitId) : new Map();
  return rows.map(({ textDa, textEn, ...row }) => ({
    ...row,
    unitId,
    text: readIn({ textDa, textEn }, locale),
    result: results.get(row.id) ?? { shown: "nothing" as const },
  }));
}

/** What each unit's newest figures answer; below the minimum there is a question and no result. */
async function listNewestQuestions(tx: Transaction, organisationId: string, locale: Locale) {
  const experienced = await experienceOfUnits(tx, organisationId);
  const pulseIds = experienced.map(({ pulseId }) => pulseId);
  if (pulseIds.length === 0) return [];
  const results = new Map(
    experienced.flatMap(({ behaviours }) =>
      behaviours.map(({ questionId, estimate }) => [
        questionId,
        { shown: "mean" as const, ...estimate, counts: null, notRelevant: null },
      ]),
    ),
  );
  const rows = await tx
    .selectFrom("question")
    .innerJoin("pulse", (join) =>
      join
        .onRef("pulse.organisationId", "=", "question.organisationId")
        .onRef("pulse.id", "=", "question.pulseId"),
    )
    .select(["question.id", "question.behaviourId", "question.textDa", "question.textEn"])
    .select(["pulse.unitId", "pulse.round", "pulse.title as pulse", "pulse.state"])
    .where("question.organisationId", "=", organisationId)
    .where("question.kind", "=", "scale")
    .where("pulse.id", "in", pulseIds)
    .orderBy("pulse.id")
    .orderBy("question.position")
    .execute();
  return rows.map(({ textDa, textEn, ...row }) => ({
    ...row,
    text: readIn({ textDa, textEn }, locale),
    result: results.get(row.id) ?? { shown: "nothing" as const },
  }));
}

/** What the unit's meetings about effort and results decided, once they have been held. */
async function listReviewDecisions(
  tx: Transaction,
  organisationId: string,
  unitId: string,
  rounds: ReadonlyMap<string, number>,
) {
  const rows = await tx
    .selectFrom("reviewDecision")
    .innerJoin("reviewMeeting", (join) =>
      join
        .onRef("reviewMeeting.organisationId", "=", "reviewDecision.organisationId")
        .onRef("reviewMeeting.id", "=", "reviewDecision.reviewMeetingId"),
    )
    .leftJoin("behaviour", (join) =>
      join
        .onRef("behaviour.organisationId", "=", "reviewDecision.organisationId")
        .onRef("behaviour.id", "=", "reviewDecision.behaviourId"),
    )
    .select(["reviewDecision.id", "reviewDecision.choice", "reviewDecision.behaviourId"])
    .select(["reviewDecision.reviewMeetingId", "reviewDecision.valueId", "reviewMeeting.journeyId"])
    .select(sql<string>`coalesce(nullif(review_decision.act, ''), behaviour.act, '')`.as("text"))
    .where("reviewDecision.organisationId", "=", organisationId)
    .where("reviewMeeting.unitId", "=", unitId)
    .where("reviewMeeting.state", "=", "held")
    .orderBy("reviewMeeting.heldAt", "desc")
    .orderBy("reviewDecision.createdAt")
    .limit(500)
    .execute();
  return rows.map(({ choice, journeyId, ...row }) => ({
    ...row,
    kind: choice as "keep",
    dueOn: null,
    state: "held",
    round: journeyId ? (rounds.get(journeyId) ?? null) : null,
    unitId,
  }));
}

/** What the unit has agreed to do: what, by when, how far. By whom is told where the actions are, not here. */
async function listUnitsActions(tx: Transaction, organisationId: string, unitId: string) {
  const rows = await tx
    .selectFrom("action")
    .select(["id", "title", "behaviourId", "dueOn", "state"])
    .where("organisationId", "=", organisationId)
    .where("unitId", "=", unitId)
    .where("visibleTo", "=", "unit")
    .where("originKind", "in", ["meeting", "reviewMeeting", "typed"])
    .where("state", "!=", "dropped")
    .orderBy(sql`state <> 'open'`)
    .orderBy(sql`due_on nulls last`)
    .orderBy("createdAt")
    .limit(500)
    .execute();
  return rows.map(({ title, ...row }) => ({
    ...row,
    kind: "action" as const,
    text: title,
    valueId: null,
    round: null,
    reviewMeetingId: null,
    unitId,
  }));
}
