import { expect, test } from "vitest";
import { isNew, isReminderDay, toRemindOf } from "./reminder.ts";

const started = { startedOn: "2026-03-02", remindedOn: null };

test("a leader is reminded on Mondays, once, and not while the journey is days old", () => {
  expect(isReminderDay("2026-03-09", [started])).toBe(true);
  expect(isReminderDay("2026-03-10", [started])).toBe(false);
  expect(isReminderDay("2026-03-09", [{ ...started, remindedOn: "2026-03-09" }])).toBe(false);
  expect(isReminderDay("2026-03-16", [{ ...started, remindedOn: "2026-03-09" }])).toBe(true);
  expect(isReminderDay("2026-03-02", [started])).toBe(false);
  expect(isReminderDay("2026-03-09", [{ ...started, startedOn: "2026-03-07" }])).toBe(false);
});

test("of several journeys at once: a new one waits for the others' Monday, one that was told of stands for all", () => {
  const young = { startedOn: "2026-03-07", remindedOn: null };
  expect(isReminderDay("2026-03-09", [young, started])).toBe(true);
  expect([isNew("2026-03-09", young), isNew("2026-03-09", started)]).toEqual([true, false]);
  expect(isReminderDay("2026-03-09", [started, { ...started, remindedOn: "2026-03-09" }])).toBe(false);
});

const steps = [
  { key: "a", title: "A" },
  { key: "b", title: "B" },
];

test("of her promises and of what is over its date; of nothing, no mail", () => {
  expect(toRemindOf(steps, new Map([["a", "now"]]), [])).toBeNull();
  const promise = { situation: "en kunde klager", act: "ringer jeg selv" };
  expect(toRemindOf(steps, new Map([["a", "done"]]), [promise])).toEqual({
    promises: [promise],
    overdue: [],
    next: "B",
  });
  expect(
    toRemindOf(
      steps,
      new Map([
        ["a", "done"],
        ["b", "overdue"],
      ]),
      [],
    ),
  ).toEqual({ promises: [], overdue: ["B"], next: "B" });
});
