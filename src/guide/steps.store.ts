import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import { type Content, readEdition } from "./editions.store.ts";
import { lostBy } from "./model/draft.ts";
import { afterMeeting, type HeldMeeting, mainGuideKey, withoutMeeting } from "./model/journey.ts";
import type { Guide, JourneyStep } from "./wire.ts";

/** The steps of a journey: what is written in them, and what they are when a meeting is held or the guide is another. */

export async function addSteps(
  tx: Transaction,
  organisationId: string,
  journeyId: string,
  guide: Guide,
): Promise<void> {
  const rows = guide.steps.map((step) => ({ organisationId, journeyId, stepKey: step.key }));
  await tx
    .insertInto("journeyStep")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export const asWalked = <Row extends { answers: unknown }>(row: Row) => ({
  ...row,
  answers: row.answers as JourneyStep["answers"],
});

/**
 * A journey goes over to another edition of its guide, where nothing that stands in it would be lost. Steps that are new
 * to it are added; those that are gone, and empty, are left out.
 */
export async function changeEdition(
  tx: Transaction,
  organisationId: string,
  id: string,
  to: { guideId: string | null; version: number },
): Promise<{ version: number } | Refusal> {
  const journey = await tx
    .selectFrom("journey")
    .select(["guideKey", "version"])
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!journey) return refuse("notFound", { status: 404 });
  if (journey.version !== to.version) return refuse("changedMeanwhile", { status: 409 });
  const edition = await readEdition(tx, organisationId, journey.guideKey, to.guideId);
  if (!edition) return refuse("guideUnknown", { field: "guideId" });
  const steps = await tx
    .selectFrom("journeyStep")
    .select(["stepKey", "doneAt", "dueOn", "notes", "answers"])
    .where("organisationId", "=", organisationId)
    .where("journeyId", "=", id)
    .forUpdate()
    .execute();
  if (lostBy(steps.map(asWalked), edition.content.da).length > 0)
    return refuse("wouldLose", { field: "guideId" });
  const kept = edition.content.da.steps.map(({ key }) => key);
  await tx
    .deleteFrom("journeyStep")
    .where("organisationId", "=", organisationId)
    .where("journeyId", "=", id)
    .where("stepKey", "not in", kept)
    .execute();
  await addSteps(tx, organisationId, id, edition.content.da);
  await tx
    .updateTable("journey")
    .set({
      guideId: edition.guideId,
      guideVersion: edition.version,
      guideContent: JSON.stringify(edition.content),
      version: to.version + 1,
    })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .execute();
  await finishIfWalked(tx, organisationId, id);
  return { version: to.version + 1 };
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
