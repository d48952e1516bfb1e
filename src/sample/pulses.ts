import { listBehaviours } from "#behaviour/store.ts";
import type { Transaction } from "#platform/database/index.ts";
import { fillPulse } from "#pulse/sampleResponses.ts";
import { dayInMs } from "./made.ts";
import { comments, decided } from "./meeting.content.ts";

type Five = readonly [number, number, number, number, number];

/** Shares that lean towards agreeing; `lift` moves them up, as a behaviour does that has become a habit. */
function leaning(lift: number): Five {
  const weights = [0.06, 0.12, 0.22, 0.36, 0.24].map((share, index) => share * Math.exp(lift * (index - 2)));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / all) as unknown as Five;
}

/**
 * Two measurements of the same behaviours, hundreds of answers: the first behaviour has clearly become better, the
 * third has not, and one employee has had few contacts, so that a reader sees how little is shown of few answers.
 */
export async function measure(
  tx: Transaction,
  {
    organisationId,
    unitId,
    journeyId,
    people,
  }: { organisationId: string; unitId: string; journeyId: string; people: { personId: string }[] },
): Promise<void> {
  const behaviours = await listBehaviours(tx, organisationId, { unitId, kinds: ["decided"] });
  const questions = decided.map(({ act, question }) => ({
    behaviourId: behaviours.find((behaviour) => behaviour.act === act)!.id,
    ...{ textDa: question.da, textEn: question.en },
  }));
  const answered = [46, 39, 41, 7, 44];
  const asked = [88, 80, 76, 15, 90];
  const first = await fillPulse(tx, organisationId, {
    ...{ unitId, journeyId, previousPulseId: null, round: 1, title: "Første måling", comments },
    startedAt: new Date(Date.now() - 95 * dayInMs),
    closedAt: new Date(Date.now() - 74 * dayInMs),
    questions: questions.map((question) => ({ ...question, previousQuestionId: null })),
    people: people.map(({ personId }, index) => ({
      ...{ personId, asked: asked[index]!, answered: answered[index]! },
    })),
    shares: (question) => leaning([-0.1, 0.2, -0.35, 0.1][question] ?? 0),
  });
  await fillPulse(tx, organisationId, {
    ...{ unitId, journeyId, previousPulseId: first.pulseId, round: 2, title: "Anden måling", comments },
    startedAt: new Date(Date.now() - 30 * dayInMs),
    closedAt: new Date(Date.now() - 9 * dayInMs),
    questions: questions.map((question, index) => ({
      ...question,
      previousQuestionId: first.questionIds[index]!,
    })),
    people: people.map(({ personId }, index) => ({
      ...{ personId, asked: asked[index]! + 6, answered: answered[index]! - 1 },
    })),
    shares: (question) => leaning([0.45, 0.25, -0.3, 0.3][question] ?? 0),
  });
}
