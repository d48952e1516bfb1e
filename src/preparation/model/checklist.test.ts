import { expect, test } from "vitest";
import { checklist, type Task } from "./checklist.ts";

const none = new Set<Task>();
const byOf = (day: string, plannedOn = "2026-01-01") =>
  Object.fromEntries(
    checklist(day, { today: plannedOn, plannedOn, done: none }).map(({ task, by }) => [task, by]),
  );

test("dates are counted back from the meeting, and a weekend's work is done on the Friday", () => {
  // A Thursday.
  expect(byOf("2026-03-19")).toEqual({
    statements: "2026-03-05",
    // Saturday the 7th.
    behaviours: "2026-03-06",
    invitation: "2026-03-09",
    // Saturday the 14th.
    slides: "2026-03-13",
    papers: "2026-03-17",
    room: "2026-03-19",
  });
});

test("over the change to summer time a day is a day", () => {
  expect(byOf("2026-03-31")).toMatchObject({ slides: "2026-03-26", papers: "2026-03-27" });
});

test("what was planned late is due on the day of planning, not before it", () => {
  expect(byOf("2026-03-19", "2026-03-12")).toMatchObject({
    statements: "2026-03-12",
    invitation: "2026-03-12",
    slides: "2026-03-13",
  });
});

test("what is done is done, what has passed is over its date, and today is today", () => {
  const states = checklist("2026-03-19", {
    today: "2026-03-13",
    plannedOn: "2026-01-01",
    done: new Set<Task>(["statements"]),
  }).map(({ state }) => state);
  expect(states).toEqual(["done", "overdue", "overdue", "today", "ahead", "ahead"]);
});
