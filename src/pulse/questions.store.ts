import { listBehaviours } from "#behaviour/store.ts";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import { isSameWording, mostScaleQuestions, type QuestionKind } from "./model/questions.ts";
import type { Question } from "./wire.ts";

export type QuestionInput = {
  kind: QuestionKind;
  behaviourId: string | null;
  textDa: string;
  textEn: string;
};

export async function questionsOf(
  tx: Transaction,
  organisationId: string,
  pulseId: string,
): Promise<Question[]> {
  const rows = await tx
    .selectFrom("question")
    .leftJoin("behaviour", (join) =>
      join
        .onRef("behaviour.organisationId", "=", "question.organisationId")
        .onRef("behaviour.id", "=", "question.behaviourId"),
    )
    .select([
      "question.id",
      "question.kind",
      "question.behaviourId",
      "behaviour.valueId",
      "question.previousQuestionId",
      "question.textDa",
      "question.textEn",
    ])
    .where("question.organisationId", "=", organisationId)
    .where("question.pulseId", "=", pulseId)
    .orderBy("question.position")
    .execute();
  return rows.map(({ kind, previousQuestionId, ...row }) => ({
    ...row,
    kind: kind as QuestionKind,
    isAsBefore: previousQuestionId !== null,
  }));
}

export async function insertQuestions(
  tx: Transaction,
  organisationId: string,
  pulseId: string,
  questions: QuestionInput[],
): Promise<void> {
  const { previousPulseId } = await tx
    .selectFrom("pulse")
    .select("previousPulseId")
    .where("organisationId", "=", organisationId)
    .where("id", "=", pulseId)
    .executeTakeFirstOrThrow();
  const before = previousPulseId ? await questionsOf(tx, organisationId, previousPulseId) : [];
  const versions = new Map(
    (
      await listBehaviours(tx, organisationId, {
        ids: questions.flatMap(({ behaviourId }) => behaviourId ?? []),
        withRetired: true,
      })
    ).map(({ id, version }) => [id, version]),
  );
  // What can be ticked comes first, the open question last, as on the customer's page.
  const ordered = [...questions].sort((a, b) => Number(a.kind === "open") - Number(b.kind === "open"));
  for (const [position, question] of ordered.entries()) {
    // A new wording is a new question: the rounds are then not compared.
    const same = before.find(
      ({ kind, behaviourId, textDa, textEn }) =>
        kind === question.kind &&
        behaviourId === question.behaviourId &&
        isSameWording({ textDa, textEn }, question),
    );
    await tx
      .insertInto("question")
      .values({
        organisationId,
        id: newId(),
        pulseId,
        position,
        ...question,
        behaviourVersion: question.behaviourId ? (versions.get(question.behaviourId) ?? null) : null,
        previousQuestionId: same?.id ?? null,
      })
      .execute();
  }
}

/** Puts these questions in the place of those that are there; nothing has left yet. */
export async function setQuestions(
  tx: Transaction,
  organisationId: string,
  id: string,
  { questions, version }: { questions: QuestionInput[]; version: number },
): Promise<{ version: number } | Refusal> {
  const changed = await tx
    .updateTable("pulse")
    .set({ version: version + 1 })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .where("version", "=", version)
    .returning(["version", "state", "unitId"])
    .executeTakeFirst();
  if (!changed) return refuse("changedMeanwhile", { status: 409 });
  if (changed.state !== "draft") return refuse("alreadySent", { status: 409 });
  const scale = questions.filter(({ kind }) => kind === "scale");
  if (scale.length > mostScaleQuestions)
    return refuse("tooManyQuestions", { field: "questions", values: { max: mostScaleQuestions } });
  if (questions.length - scale.length > 1) return refuse("oneOpenQuestion", { field: "questions" });
  const known = await listBehaviours(tx, organisationId, {
    unitId: changed.unitId,
    kinds: ["decided"],
    withRetired: true,
  });
  for (const [index, { kind, behaviourId }] of questions.entries()) {
    const isFitting = kind === "open" ? behaviourId === null : known.some((one) => one.id === behaviourId);
    if (!isFitting) return refuse("behaviourUnknown", { field: `questions.${index}.behaviourId` });
  }
  await tx
    .deleteFrom("question")
    .where("organisationId", "=", organisationId)
    .where("pulseId", "=", id)
    .execute();
  await insertQuestions(tx, organisationId, id, questions);
  return { version: changed.version };
}
