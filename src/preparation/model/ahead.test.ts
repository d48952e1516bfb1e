import { expect, test } from "vitest";
import { type Ahead, isAhead, nextOfEachUnit } from "./ahead.ts";

const now = new Date("2027-03-01T10:00:00Z");
const meeting = (change: Partial<Ahead & { id: string }> = {}) => ({
  ...{
    id: "m",
    unitId: "service",
    state: "planned" as const,
    startsAt: "2027-03-08T12:00:00Z",
    minutes: 120,
  },
  ...{ leads: true, isTold: true },
  ...change,
});

test("a meeting is ahead of its leader until it is held or cancelled, also without a day or past it", () => {
  expect(isAhead(meeting({ startsAt: null }), now)).toBe(true);
  expect(isAhead(meeting({ startsAt: "2027-02-01T12:00:00Z" }), now)).toBe(true);
  expect(isAhead(meeting({ state: "running" }), now)).toBe(true);
  expect(isAhead(meeting({ state: "closed" }), now)).toBe(false);
  expect(isAhead(meeting({ state: "cancelled" }), now)).toBe(false);
});

test("who comes sees it once she has been told, and until it would be over", () => {
  const guest = (change: Partial<Ahead> = {}) => isAhead(meeting({ leads: false, ...change }), now);
  expect(guest()).toBe(true);
  expect(guest({ isTold: false })).toBe(false);
  expect(guest({ isTold: false, state: "running" })).toBe(true);
  expect(guest({ startsAt: "2027-03-01T08:01:00Z" })).toBe(true);
  expect(guest({ startsAt: "2027-03-01T08:00:00Z" })).toBe(false);
});

test("of each unit one: the one under way, else the nearest, else the one without a day", () => {
  const next = nextOfEachUnit(
    [
      meeting({ id: "no day", startsAt: null, unitId: "shop" }),
      meeting({ id: "later", startsAt: "2027-04-01T08:00:00Z" }),
      meeting({ id: "under way", startsAt: "2027-05-01T08:00:00Z", state: "running" }),
      meeting({ id: "far", startsAt: "2027-06-01T08:00:00Z", unitId: "fitters" }),
      meeting({ id: "near", startsAt: "2027-03-02T08:00:00Z", unitId: "fitters" }),
    ],
    now,
  );
  expect(next.map(({ id }) => id)).toEqual(["under way", "near", "no day"]);
});
