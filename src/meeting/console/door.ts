/** Whether the door is opened on the day that was meant. Pure. */
import { formatDay } from "#design/format.ts";

/** The meeting's day (YYYY-MM-DD, on its own clock), where that is still to come; null on the day itself and after it. */
export function dayAhead(startsAt: string, now: Date, timeZone: string): string | null {
  const day = formatDay(new Date(startsAt), timeZone);
  return formatDay(now, timeZone) < day ? day : null;
}
