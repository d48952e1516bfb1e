import type { StepState } from "./journey.ts";

const monday = 1;
const daysBetween = (from: string, to: string): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;

type Run = { startedOn: string; remindedOn: string | null };

/** In the first days she is at it anyway. Days are YYYY-MM-DD. */
export const isNew = (today: string, { startedOn }: Pick<Run, "startedOn">): boolean =>
  daysBetween(startedOn, today) < 3;

/** Once a week, on a Monday, of all the journeys that she leads at once: one that was told of today stands for all. */
export const isReminderDay = (today: string, runs: readonly Run[]): boolean =>
  new Date(`${today}T00:00:00Z`).getUTCDay() === monday &&
  runs.some((run) => !isNew(today, run)) &&
  runs.every(({ remindedOn }) => remindedOn !== today);

export type Reminding = {
  /** What she said she would show herself, as she wrote it. */
  promises: { situation: string; act: string }[];
  overdue: string[];
  next: string | null;
};

/** What there is to remind of: her own promises, and steps whose date has passed. Null where there is neither. */
export function toRemindOf(
  steps: readonly { key: string; title: string }[],
  road: ReadonlyMap<string, StepState>,
  promises: readonly { situation: string; act: string }[],
): Reminding | null {
  const overdue = steps.filter(({ key }) => road.get(key) === "overdue").map(({ title }) => title);
  if (promises.length === 0 && overdue.length === 0) return null;
  const next = steps.find(({ key }) => road.get(key) !== "done");
  return {
    promises: promises.map(({ situation, act }) => ({ situation, act })),
    overdue,
    next: next?.title ?? null,
  };
}
