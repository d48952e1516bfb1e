/** When something happened to a unit, as days (YYYY-MM-DD); null: not yet. */
export type Course = {
  /** When the unit's present journey began, was last touched and was finished. */
  beganOn: string | null;
  movedOn: string | null;
  finishedOn: string | null;
  /** The first step that is not done. */
  nextStep: { title: string; dueOn: string | null } | null;
  decidedOn: string | null;
  askedOn: string | null;
  /** When results could last be seen, and when a review meeting last took some up, or is planned to. */
  resultsOn: string | null;
  takenUpOn: string | null;
};

/** Why a unit is standing still, and for how many days. */
export type Stillness =
  | { why: "notBegun" }
  | { why: "overdue"; step: string; days: number }
  | { why: "notTakenUp"; days: number }
  | { why: "notAsked"; days: number }
  | { why: "notMoved"; step: string; days: number };

/** How long something may lie before it is called standing still. */
export const patience = { notTakenUp: 30, notAsked: 45, notMoved: 21 } as const;

const daysFrom = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

/** Whether one day lies after another; what has not happened lies before everything. */
const isAfter = (day: string | null, other: string | null): boolean =>
  day !== null && (other === null || day > other);

/**
 * The one thing that holds a unit up, the furthest along first: results that nobody took up, then what was decided and
 * never asked about, then the step that is late or has not been touched. null: it is moving.
 */
export function standingStill(course: Course, today: string): Stillness | null {
  const { beganOn, movedOn, finishedOn, nextStep, decidedOn, askedOn, resultsOn, takenUpOn } = course;
  if (beganOn === null) return { why: "notBegun" };
  if (isAfter(resultsOn, takenUpOn)) {
    const days = daysFrom(resultsOn!, today);
    if (days >= patience.notTakenUp) return { why: "notTakenUp", days };
  }
  if (isAfter(decidedOn, askedOn)) {
    const days = daysFrom(decidedOn!, today);
    if (days >= patience.notAsked) return { why: "notAsked", days };
  }
  if (finishedOn !== null || !nextStep) return null;
  if (nextStep.dueOn !== null && nextStep.dueOn < today)
    return { why: "overdue", step: nextStep.title, days: daysFrom(nextStep.dueOn, today) };
  const days = daysFrom(movedOn ?? beganOn, today);
  return days >= patience.notMoved ? { why: "notMoved", step: nextStep.title, days } : null;
}

export type Decided = { behaviourId: string; unitId: string; valueId: string | null; words: string };

/**
 * What several units have decided in the same spirit: groups of what is alike (as `alike` finds it, by id), told only where
 * they come from more than one unit. The one that most units share comes first.
 */
export function inCommon<Each extends Decided>(
  decided: readonly Each[],
  alike: readonly { name: string; ids: readonly string[] }[],
): { name: string; units: number; decided: Each[] }[] {
  const byId = new Map(decided.map((each) => [each.behaviourId, each]));
  return alike
    .map(({ name, ids }) => {
      const own = ids.flatMap((id) => byId.get(id) ?? []);
      return { name, units: new Set(own.map(({ unitId }) => unitId)).size, decided: own };
    })
    .filter(({ units }) => units > 1)
    .sort((a, b) => b.units - a.units);
}
