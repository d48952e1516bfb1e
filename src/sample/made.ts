import { isRefusal, type Refusal } from "#platform/refusal.ts";

/** The sample is ours: a rule that refuses it is a fault of the sample. */
export function accepted<T>(result: T | Refusal): Exclude<T, Refusal> {
  if (isRefusal(result)) throw new Error(`the sample organisation is refused: ${JSON.stringify(result)}`);
  return result as Exclude<T, Refusal>;
}

export const dayInMs = 86_400_000;
export const inDays = (days: number): string =>
  new Date(Date.now() + days * dayInMs).toISOString().slice(0, 10);

/** About so many days ago, on a working day, in the morning in Denmark. */
export function workdayBefore(days: number): Date {
  const day = new Date(Date.now() - days * dayInMs);
  const beyondFriday = [2, 0, 0, 0, 0, 0, 1][day.getUTCDay()]!;
  day.setUTCDate(day.getUTCDate() - beyondFriday);
  day.setUTCHours(8, 0, 0, 0);
  return day;
}
