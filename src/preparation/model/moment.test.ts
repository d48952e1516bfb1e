import { expect, test } from "vitest";
import { heldAt, momentOf, suggestedDay, wallTimeOf } from "./moment.ts";

const timeZone = "Europe/Copenhagen";

test("an hour is meant where the unit is, in summer and in winter", () => {
  expect(momentOf({ day: "2026-01-05", time: "09:00", timeZone })).toMatchObject({
    instant: "2026-01-05T08:00:00Z",
  });
  expect(momentOf({ day: "2026-07-06", time: "09:00", timeZone })).toMatchObject({
    instant: "2026-07-06T07:00:00Z",
  });
});

test("the hour that the clocks leap over in March does not exist", () => {
  expect(momentOf({ day: "2026-03-29", time: "02:30", timeZone })).toEqual({ problem: "doesNotExist" });
});

test("of the hour that comes twice in October the first is meant, and said so", () => {
  const meant = { instant: "2026-10-25T00:30:00Z", isTwice: true };
  expect(momentOf({ day: "2026-10-25", time: "02:30", timeZone })).toEqual(meant);
  const later = momentOf({ day: "2026-10-25", time: "02:30", timeZone }, "later");
  expect(later).toEqual({ instant: "2026-10-25T01:30:00Z", isTwice: true });
});

test("what is no day is told", () => {
  expect(momentOf({ day: "2026-02-30", time: "09:00", timeZone })).toEqual({ problem: "invalid" });
});

test("a moment is shown as it was meant", () => {
  expect(wallTimeOf("2026-07-06T07:00:00Z", timeZone)).toEqual({ day: "2026-07-06", time: "09:00" });
});

test("the day to begin with is two weeks on, and no weekend", () => {
  expect(suggestedDay(new Date("2026-03-02T10:00:00Z"), timeZone)).toBe("2026-03-16");
  expect(suggestedDay(new Date("2026-03-07T10:00:00Z"), timeZone)).toBe("2026-03-23");
});

test("a meeting was when it was planned, unless it was held on another day", () => {
  const timeZone = "Europe/Copenhagen";
  const startsAt = new Date("2026-12-04T12:00:00Z");
  const sameDay = new Date("2026-12-04T22:30:00Z");
  const before = new Date("2026-11-24T09:41:00Z");
  expect(heldAt({ startsAt, closedAt: null, timeZone })).toBe(startsAt);
  expect(heldAt({ startsAt, closedAt: sameDay, timeZone })).toBe(startsAt);
  expect(heldAt({ startsAt, closedAt: before, timeZone })).toBe(before);
  // Past midnight where the unit is, though not in UTC.
  expect(heldAt({ startsAt, closedAt: new Date("2026-12-04T23:30:00Z"), timeZone })).not.toBe(startsAt);
  expect(heldAt({ startsAt: null, closedAt: before, timeZone })).toBe(before);
});
