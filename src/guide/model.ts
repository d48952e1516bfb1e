/** The guide that a journey walks unless another is chosen: the others are its companions. */
export const mainGuideKey = "liveOutValues";

/** A step of a journey as the table shows it. */
export type StepState = "done" | "now" | "next" | "overdue";

type Progress = { stepKey: string; doneAt: string | null; dueOn: string | null };

/**
 * Where the leader is on the road: everything done is done; the first step not done is "now"; the others come "next".
 * One whose date has passed (before `today`, YYYY-MM-DD in the unit's time zone) is "overdue", wherever it stands.
 */
export function roadOf(
  stepKeys: readonly string[],
  progress: readonly Progress[],
  today: string,
): Map<string, StepState> {
  const states = new Map<string, StepState>();
  let hasNow = false;
  for (const key of stepKeys) {
    const step = progress.find((each) => each.stepKey === key);
    if (step?.doneAt) states.set(key, "done");
    else {
      const isLate = step?.dueOn != null && step.dueOn < today;
      states.set(key, isLate ? "overdue" : hasNow ? "next" : "now");
      hasNow = true;
    }
  }
  return states;
}

/** The step that the one primary button leads to: the first that is not done; none when the journey is walked. */
export const nextStep = (states: ReadonlyMap<string, StepState>): string | null =>
  [...states].find(([, state]) => state !== "done")?.[0] ?? null;

/**
 * The companion guide that must come first, for what the leader answered about the value basis; null where she may begin.
 * `undefined`: she has not answered yet.
 */
export function companionFor(answer: {
  basisExists: boolean | null;
  basisImplemented: boolean | null;
}): string | null | undefined {
  if (answer.basisExists === false) return "formValueBasis";
  if (answer.basisExists === null) return undefined;
  if (answer.basisImplemented === false) return "implementValueBasis";
  return answer.basisImplemented === null ? undefined : null;
}
