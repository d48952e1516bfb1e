import { expect, test } from "vitest";
import { dayAhead } from "./door.ts";

const startsAt = "2026-12-03T08:00:00Z";
const on = (now: string, timeZone = "Europe/Copenhagen") => dayAhead(startsAt, new Date(now), timeZone);

test("a meeting that is opened before its day is told which day it is planned for", () => {
  expect(on("2026-11-24T09:00:00Z")).toBe("2026-12-03");
  expect(on("2026-12-02T20:00:00Z")).toBe("2026-12-03");
});

test("on its day, by the clock of the unit, and after it there is nothing to remark", () => {
  expect(on("2026-12-02T23:30:00Z")).toBeNull();
  expect(on("2026-12-03T07:00:00Z")).toBeNull();
  expect(on("2026-12-04T07:00:00Z")).toBeNull();
  expect(on("2026-12-02T23:30:00Z", "America/New_York")).toBe("2026-12-03");
});
