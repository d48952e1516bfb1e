import type { PulseResult, QuestionResult, Results } from "../results.wire.ts";

export const charts = ["means", "spread", "changes", "overTime"] as const;
export type Chart = (typeof charts)[number];

/** What each is called, by its text's key. */
export const chartTitles = {
  means: "results.means",
  spread: "results.spread",
  changes: "results.changes",
  overTime: "results.overTime",
} as const;

/** Rounds are held beside one another where customers were drawn by lot; by card whoever has one decides who is asked. */
export const isByLot = ({ source }: PulseResult): boolean => source !== "card";

/** A unit's spread without those of employees who have few answers. */
export const leavesOut = ({ counts, n }: QuestionResult): boolean =>
  counts !== null && n !== null && counts.reduce((sum, count) => sum + count, 0) < n;

/** Why nothing is shown of a measurement with answers, by the sentence's key: too few came, or they are about too few. */
export function whyNothing({ scope, minimum }: Results, { answered }: PulseResult) {
  if (answered < minimum) return "results.tooFew" as const;
  return scope === "unit" ? ("results.tooFewPeople" as const) : ("results.tooFewEach" as const);
}

/** Which charts there is anything to draw in. */
export function chartsOf({ pulses }: Results, pulse: PulseResult): Chart[] {
  const has = (test: (question: QuestionResult) => unknown) => pulse.questions.some(test);
  const hasMeans = has(({ estimate }) => estimate);
  const there: Record<Chart, boolean> = {
    means: hasMeans,
    spread: has(({ counts }) => counts),
    changes: has(({ change }) => change),
    // Two are held together as a change; a course takes three.
    overTime: hasMeans && isByLot(pulse) && pulses.filter(isByLot).length >= 3,
  };
  return charts.filter((chart) => there[chart]);
}
