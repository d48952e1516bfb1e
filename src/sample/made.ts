import { isRefusal, type Refusal } from "#platform/refusal.ts";
import { momentOf } from "#preparation/model/moment.ts";

/** The sample is ours: a rule that refuses it is a fault of the sample. */
export function accepted<T>(result: T | Refusal): Exclude<T, Refusal> {
  if (isRefusal(result)) throw new Error(`the sample organisation is refused: ${JSON.stringify(result)}`);
  return result as Exclude<T, Refusal>;
}

export const dayInMs = 86_400_000;
export const inDays = (days: number): string =>
  new Date(Date.now() + days * dayInMs).toISOString().slice(0, 10);

/** A working day about so many days from today: the Friday before a weekend that is past, the Monday after one to come. */
export function workdayIn(days: number): string {
  const weekday = new Date(Date.now() + days * dayInMs).getUTCDay();
  const beyondFriday = [2, 0, 0, 0, 0, 0, 1][weekday]!;
  const untilMonday = [1, 0, 0, 0, 0, 0, 2][weekday]!;
  return inDays(days < 0 ? days - beyondFriday : days + untilMonday);
}

/** The moment of an hour on the clock in Denmark. */
export function onTheClock(day: string, time: string): Date {
  const moment = momentOf({ day, time, timeZone: "Europe/Copenhagen" });
  if ("problem" in moment) throw new Error(`the sample organisation has no moment ${day} ${time}`);
  return new Date(moment.instant);
}

/** About so many days ago, on a working day, in the morning in Denmark. */
export function workdayBefore(days: number): Date {
  const day = new Date(Date.now() - days * dayInMs);
  const beyondFriday = [2, 0, 0, 0, 0, 0, 1][day.getUTCDay()]!;
  day.setUTCDate(day.getUTCDate() - beyondFriday);
  day.setUTCHours(8, 0, 0, 0);
  return day;
}
