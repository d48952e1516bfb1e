import { Temporal } from "temporal-polyfill";

/** What a leader writes: a day and an hour where the unit is. */
export type WallTime = { day: string; time: string; timeZone: string };
export type Moment =
  | { instant: string /** The hour comes twice that night. */; isTwice: boolean }
  | { problem: "doesNotExist" | "invalid" };

/**
 * The moment that is meant. On a night in March one hour does not exist, in October one comes twice: the first is refused
 * with a reason, of the second the earlier is taken and said so, unless the later one is asked for.
 */
export function momentOf(
  { day, time, timeZone }: WallTime,
  whichHour: "earlier" | "later" = "earlier",
): Moment {
  try {
    const wall = Temporal.PlainDateTime.from(`${day}T${time}`);
    const earlier = wall.toZonedDateTime(timeZone, { disambiguation: "earlier" });
    const later = wall.toZonedDateTime(timeZone, { disambiguation: "later" });
    if (!earlier.toPlainDateTime().equals(wall)) return { problem: "doesNotExist" };
    return {
      instant: (whichHour === "later" ? later : earlier).toInstant().toString(),
      isTwice: !earlier.toInstant().equals(later.toInstant()),
    };
  } catch {
    return { problem: "invalid" };
  }
}

/** The day and hour of a moment, where the unit is. */
export function wallTimeOf(instant: string, timeZone: string): { day: string; time: string } {
  const zoned = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  return { day: zoned.toPlainDate().toString(), time: zoned.toPlainTime().toString().slice(0, 5) };
}

/** A day to begin with, for the leader to change: two weeks on, and no weekend. */
export function suggestedDay(now: Date, timeZone: string): string {
  const day = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .add({ days: 14 });
  return day.add({ days: day.dayOfWeek > 5 ? 8 - day.dayOfWeek : 0 }).toString();
}

/** When a meeting was: as planned, unless it was held on another day. */
export function heldAt({
  startsAt,
  closedAt,
  timeZone,
}: {
  startsAt: Date | null;
  closedAt: Date | null;
  timeZone: string;
}): Date | null {
  if (!startsAt || !closedAt) return startsAt ?? closedAt;
  const dayOf = (moment: Date) => wallTimeOf(moment.toISOString(), timeZone).day;
  return dayOf(startsAt) === dayOf(closedAt) ? startsAt : closedAt;
}
