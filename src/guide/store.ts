import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import type { Locale } from "#platform/text/index.ts";
import { library } from "./library.ts";
import { afterMeeting, type HeldMeeting, mainGuideKey, withoutMeeting } from "./model.ts";
import type { Guide, Journey, JourneyStep, JourneySummary } from "./wire.ts";

type Content = Record<Locale, Guide>;

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
  const content = library.get(journey.guideKey);
  if (!content) return refuse("guideUnknown", { field: "guideKey" });
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
      guideVersion: content.da.version,
      guideContent: JSON.stringify(content),
      parentJourneyId: journey.parentJourneyId ?? null,
      startedBy: journey.startedBy,
      startedAt: journey.startedAt,
    })
    .execute();
  await addSteps(tx, organisationId, id, content.da);
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

async function addSteps(
  tx: Transaction,
  organisationId: string,
  journeyId: string,
  guide: Guide,
): Promise<void> {
  const rows = guide.steps.map((step) => ({ organisationId, journeyId, stepKey: step.key }));
  await tx.insertInto("journeyStep").values(rows).execute();
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
): Promise<Omit<Journey, "mayEdit"> | null> {
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
  return {
    ...toSummary(row, locale),
    guide,
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

export async function changeStep(
  tx: Transaction,
  organisationId: string,
  journeyId: string,
  stepKey: string,
  change: {
    done?: boolean;
    /** When it was done, where that is not now. */
    doneAt?: Date;
    dueOn?: string | null;
    responsible?: string | null;
    answers?: Record<string, string>;
    notes?: string;
    version: number;
  },
): Promise<{ version: number } | Refusal> {
  const step = await tx
    .selectFrom("journeyStep")
    .innerJoin("journey", (join) =>
      join
        .onRef("journey.organisationId", "=", "journeyStep.organisationId")
        .onRef("journey.id", "=", "journeyStep.journeyId"),
    )
    .select(["journeyStep.version", "journey.guideContent"])
    .where("journeyStep.organisationId", "=", organisationId)
    .where("journeyStep.journeyId", "=", journeyId)
    .where("journeyStep.stepKey", "=", stepKey)
    .forUpdate("journeyStep")
    .executeTakeFirst();
  if (!step) return refuse("notFound", { status: 404 });
  const { prompts } = (step.guideContent as unknown as Content).da.steps.find(({ key }) => key === stepKey)!;
  for (const key of Object.keys(change.answers ?? {}))
    if (!prompts.some((prompt) => prompt.key === key))
      return refuse("promptUnknown", { field: `answers.${key}` });
  if (step.version !== change.version) return refuse("changedMeanwhile", { status: 409 });
  await tx
    .updateTable("journeyStep")
    .set({
      doneAt: change.done === undefined ? undefined : change.done ? (change.doneAt ?? new Date()) : null,
      dueOn: change.dueOn,
      responsible: change.responsible,
      // One prompt's answer leaves the others as they are.
      answers: change.answers ? sql`answers || ${JSON.stringify(change.answers)}::jsonb` : undefined,
      notes: change.notes,
      version: change.version + 1,
      updatedAt: new Date(),
    })
    .where("organisationId", "=", organisationId)
    .where("journeyId", "=", journeyId)
    .where("stepKey", "=", stepKey)
    .execute();
  await finishIfWalked(tx, organisationId, journeyId);
  return { version: change.version + 1 };
}

/** A journey is finished as long as all its steps are done. */
async function finishIfWalked(tx: Transaction, organisationId: string, journeyId: string): Promise<void> {
  const left = await tx
    .selectFrom("journeyStep")
    .select("stepKey")
    .where("organisationId", "=", organisationId)
    .where("journeyId", "=", journeyId)
    .where("doneAt", "is", null)
    .limit(1)
    .executeTakeFirst();
  await tx
    .updateTable("journey")
    .set({ finishedAt: left ? null : new Date() })
    .where("organisationId", "=", organisationId)
    .where("id", "=", journeyId)
    .execute();
}

/**
 * A meeting of the journey was closed: its steps say so. Or closing it was taken back: they say it no longer.
 * Part of the transaction that does it.
 */
export async function noteHeldMeeting(
  tx: Transaction,
  organisationId: string,
  journeyId: string,
  held: HeldMeeting,
  happened: "closed" | "reopened" = "closed",
): Promise<void> {
  const rule = happened === "closed" ? afterMeeting : withoutMeeting;
  const steps = await tx
    .selectFrom("journeyStep")
    .innerJoin("journey", (join) =>
      join
        .onRef("journey.organisationId", "=", "journeyStep.organisationId")
        .onRef("journey.id", "=", "journeyStep.journeyId"),
    )
    .select(["journeyStep.stepKey", "journeyStep.doneAt", "journeyStep.answers"])
    .where("journeyStep.organisationId", "=", organisationId)
    .where("journeyStep.journeyId", "=", journeyId)
    .where("journey.guideKey", "=", mainGuideKey)
    .forUpdate("journeyStep")
    .execute();
  const before = steps.map((step) => ({ ...step, answers: step.answers as JourneyStep["answers"] }));
  for (const [index, { stepKey, doneAt, answers }] of rule(before, held).entries()) {
    const known = before[index]!;
    if (doneAt === known.doneAt && JSON.stringify(answers) === JSON.stringify(known.answers)) continue;
    await tx
      .updateTable("journeyStep")
      .set((set) => ({
        doneAt,
        answers: JSON.stringify(answers),
        version: set("version", "+", 1),
        updatedAt: new Date(),
      }))
      .where("organisationId", "=", organisationId)
      .where("journeyId", "=", journeyId)
      .where("stepKey", "=", stepKey)
      .execute();
  }
  await finishIfWalked(tx, organisationId, journeyId);
}
