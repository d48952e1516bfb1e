import { expect, test } from "vitest";
import { isReminderDue, toRemindOf } from "./reminder.ts";

const started = { startedOn: "2026-03-02", remindedOn: null };

test("a leader is reminded on Mondays, once, and not while the journey is days old", () => {
  expect(isReminderDue("2026-03-09", started)).toBe(true);
  expect(isReminderDue("2026-03-10", started)).toBe(false);
  expect(isReminderDue("2026-03-09", { ...started, remindedOn: "2026-03-09" })).toBe(false);
  expect(isReminderDue("2026-03-16", { ...started, remindedOn: "2026-03-09" })).toBe(true);
  expect(isReminderDue("2026-03-02", started)).toBe(false);
  expect(isReminderDue("2026-03-09", { ...started, startedOn: "2026-03-07" })).toBe(false);
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
