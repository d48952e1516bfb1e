import type { Transaction } from "#platform/database/index.ts";
import { resultsOfUnit } from "#pulse/results.reads.ts";
import type { QuestionResult } from "#pulse/results.wire.ts";
import type { Experience } from "./model/thread.ts";

/** How customers experience what they were asked about, by question: what may be shown of the unit, and nothing else. */
export async function experiencesOf(
  tx: Transaction,
  organisationId: string,
  unitId: string,
): Promise<Map<string, Experience>> {
  const { pulses } = await resultsOfUnit(tx, organisationId, unitId);
  return new Map(
    pulses.flatMap((pulse) =>
      pulse.questions.map((question) => [question.questionId, experienceOf(question, pulse.answered > 0)]),
    ),
  );
}

/** Answers that wait for others are told as "too few": only that some came. */
function experienceOf({ estimate, counts, didNotComeUp }: QuestionResult, hasAnswers: boolean): Experience {
  if (!estimate) return { shown: hasAnswers ? "tooFew" : "nothing" };
  return { shown: "mean", ...estimate, counts, notRelevant: didNotComeUp };
}
