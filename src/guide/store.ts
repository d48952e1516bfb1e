import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import type { Locale } from "#platform/text/index.ts";
import { type Content, guideInForce } from "./editions.store.ts";
import { lostBy } from "./model/draft.ts";
import { addSteps, asWalked } from "./steps.store.ts";
import type { Guide, Journey, JourneyStep, JourneySummary } from "./wire.ts";

/** A journey, with the guide as it is today kept beside it: it never changes under the leader's feet. */
export async function startJourney(
  tx: Transaction,
  organisationId: string,
  journey: {
    id?: string;
    unitId: string;
    guideKey: string;
    parentJourneyId?: string | null;
    startedBy: string | null;
    startedAt?: Date;
  },
): Promise<{ id: string } | Refusal> {
  const edition = await guideInForce(tx, organisationId, journey.guideKey);
  if (!edition) return refuse("guideUnknown", { field: "guideKey" });
  if (journey.parentJourneyId) {
    const already = await companionUnderWay(tx, organisationId, journey.parentJourneyId, journey.guideKey);
    if (already) return already;
  }
  const id = journey.id ?? newId();
  await tx
    .insertInto("journey")
    .values({
      organisationId,
      id,
      unitId: journey.unitId,
      guideKey: journey.guideKey,
      guideId: edition.guideId,
      guideVersion: edition.version,
      guideContent: JSON.stringify(edition.content),
      parentJourneyId: journey.parentJourneyId ?? null,
      startedBy: journey.startedBy,
      startedAt: journey.startedAt,
    })
    .execute();
  await addSteps(tx, organisationId, id, edition.content.da);
  return { id };
}

/** A companion guide is walked once at a time: two who open it at once come to the same one. */
async function companionUnderWay(
  tx: Transaction,
  organisationId: string,
  parentId: string,
  guideKey: string,
) {
  await tx
    .selectFrom("journey")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("id", "=", parentId)
    .forUpdate()
    .execute();
  return tx
    .selectFrom("journey")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("parentJourneyId", "=", parentId)
    .where("guideKey", "=", guideKey)
    .where("finishedAt", "is", null)
    .where("archivedAt", "is", null)
    .executeTakeFirst();
}

/**
 * The next round of the same unit: a new journey beside the old one, with what was answered about the value basis.
 * Two who press at once get the same round.
 */
export async function startNextRound(
  tx: Transaction,
  organisationId: string,
  previousId: string,
  startedBy: string | null,
): Promise<{ id: string; isNew: boolean } | Refusal> {
  const previous = await tx
    .selectFrom("journey")
    .select(["unitId", "guideKey", "round", "basisExists", "basisImplemented"])
    .where("organisationId", "=", organisationId)
    .where("id", "=", previousId)
    .forUpdate()
    .executeTakeFirst();
  if (!previous) return refuse("notFound", { status: 404 });
  const already = await tx
    .selectFrom("journey")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("previousJourneyId", "=", previousId)
    .where("archivedAt", "is", null)
    .executeTakeFirst();
  if (already) return { id: already.id, isNew: false };
  const started = await startJourney(tx, organisationId, {
    unitId: previous.unitId,
    guideKey: previous.guideKey,
    startedBy,
  });
  if ("refusal" in started) return started;
  await tx
    .updateTable("journey")
    .set({
      round: previous.round + 1,
      previousJourneyId: previousId,
      basisExists: previous.basisExists,
      basisImplemented: previous.basisImplemented,
    })
    .where("organisationId", "=", organisationId)
    .where("id", "=", started.id)
    .execute();
  return { id: started.id, isNew: true };
}

const summaryOf = (tx: Transaction, organisationId: string) =>
  tx
    .selectFrom("journey")
    .innerJoin("unit", (join) =>
      join
        .onRef("unit.organisationId", "=", "journey.organisationId")
        .onRef("unit.id", "=", "journey.unitId"),
    )
    .where("journey.organisationId", "=", organisationId)
    .where("journey.archivedAt", "is", null)
    .select([
      "journey.id",
      "journey.unitId",
      "unit.name as unitName",
      "unit.timeZone",
      "journey.guideKey",
      "journey.title",
      "journey.round",
      "journey.parentJourneyId",
      "journey.previousJourneyId",
      "journey.startedAt",
      "journey.finishedAt",
      "journey.guideId",
      "journey.guideVersion",
      "journey.guideContent",
      "journey.basisExists",
      "journey.basisImplemented",
      "journey.version",
      sql<number>`(select count(*)::int from journey_step s where s.organisation_id = journey.organisation_id
        and s.journey_id = journey.id and s.done_at is not null)`.as("stepsDone"),
    ]);

type Row = Awaited<ReturnType<ReturnType<typeof summaryOf>["execute"]>>[number];

function toSummary(row: Row, locale: Locale): JourneySummary {
  const guide = (row.guideContent as unknown as Content)[locale];
  return {
    id: row.id,
    unitId: row.unitId,
    unitName: row.unitName,
    guideKey: row.guideKey,
    title: row.title || guide.title,
    round: row.round,
    parentJourneyId: row.parentJourneyId,
    previousJourneyId: row.previousJourneyId,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    stepsDone: row.stepsDone,
    steps: guide.steps.length,
  };
}

/** The journeys of some units ("all" of the organisation), newest first. */
export async function listJourneys(
  tx: Transaction,
  organisationId: string,
  unitIds: "all" | string[],
  locale: Locale,
): Promise<JourneySummary[]> {
  if (unitIds !== "all" && unitIds.length === 0) return [];
  let query = summaryOf(tx, organisationId).orderBy("journey.startedAt", "desc").limit(500);
  if (unitIds !== "all") query = query.where("journey.unitId", "in", unitIds);
  return (await query.execute()).map((row) => toSummary(row, locale));
}

export async function readJourney(
  tx: Transaction,
  organisationId: string,
  id: string,
  locale: Locale,
): Promise<Omit<Journey, "mayEdit" | "reminds"> | null> {
  const row = await summaryOf(tx, organisationId).where("journey.id", "=", id).executeTakeFirst();
  if (!row) return null;
  const steps = await tx
    .selectFrom("journeyStep")
    .select(["stepKey", "doneAt", "dueOn", "responsible", "answers", "notes", "version"])
    .where("organisationId", "=", organisationId)
    .where("journeyId", "=", id)
    .execute();
  const companions = await summaryOf(tx, organisationId).where("journey.parentJourneyId", "=", id).execute();
  const guide = (row.guideContent as unknown as Content)[locale];
  const order = new Map(guide.steps.map((step, index) => [step.key, index]));
  const newer = row.finishedAt ? null : await guideInForce(tx, organisationId, row.guideKey);
  const isOther = newer && (newer.guideId !== row.guideId || newer.version !== row.guideVersion);
  return {
    ...toSummary(row, locale),
    guide,
    edition: { guideId: row.guideId, version: row.guideVersion },
    newer: isOther
      ? {
          guideId: newer.guideId,
          version: newer.version,
          lost: namesOf(lostBy(steps.map(asWalked), newer.content[locale]), guide),
        }
      : null,
    basisExists: row.basisExists,
    basisImplemented: row.basisImplemented,
    version: row.version,
    progress: steps
      .map((step) => ({
        ...step,
        doneAt: step.doneAt?.toISOString() ?? null,
        answers: step.answers as JourneyStep["answers"],
      }))
      .sort((a, b) => (order.get(a.stepKey) ?? 0) - (order.get(b.stepKey) ?? 0)),
    companions: companions.map((companion) => toSummary(companion, locale)),
  };
}

/** Places in a guide, "step" or "step.prompt", as its reader knows them. */
const namesOf = (places: readonly string[], guide: Guide): string[] =>
  places.map((place) => {
    const [stepKey, promptKey] = place.split(".");
    const step = guide.steps.find(({ key }) => key === stepKey);
    return step?.prompts.find(({ key }) => key === promptKey)?.question ?? step?.title ?? place;
  });

/** Which unit a journey belongs to, for asking who may; null where there is none. */
export async function unitOfJourney(
  tx: Transaction,
  organisationId: string,
  id: string,
): Promise<string | null> {
  const row = await tx
    .selectFrom("journey")
    .select("unitId")
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row?.unitId ?? null;
}

export async function answerPrecondition(
  tx: Transaction,
  organisationId: string,
  id: string,
  answer: { basisExists: boolean | null; basisImplemented: boolean | null; version: number },
): Promise<{ version: number } | Refusal> {
  const changed = await tx
    .updateTable("journey")
    .set({
      basisExists: answer.basisExists,
      basisImplemented: answer.basisImplemented,
      version: answer.version + 1,
    })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .where("version", "=", answer.version)
    .returning("version")
    .executeTakeFirst();
  return changed ?? refuse("changedMeanwhile", { status: 409 });
}
