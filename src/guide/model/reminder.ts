import type { StepState } from "./journey.ts";

const monday = 1;
const daysBetween = (from: string, to: string): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;

/** Once a week, on a Monday where the unit is; not in the first days, while she is at it anyway. Days are YYYY-MM-DD. */
export const isReminderDue = (
  today: string,
  { startedOn, remindedOn }: { startedOn: string; remindedOn: string | null },
): boolean =>
  new Date(`${today}T00:00:00Z`).getUTCDay() === monday &&
  daysBetween(startedOn, today) >= 3 &&
  remindedOn !== today;

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
