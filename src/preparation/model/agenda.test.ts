import fc from "fast-check";
import { expect, test } from "vitest";
import { fitOf, plannedMinutes, suggestAgenda } from "./agenda.ts";

const agenda = (minutes: number) => suggestAgenda(minutes, (part) => part);
const titles = (minutes: number) => agenda(minutes).map(({ title }) => title);

test("two hours hold everything of the guide, with a break before the groups", () => {
  expect(titles(120)).toEqual([
    ...["welcome", "points", "dialogue", "break", "groups", "examples"],
    ...["wall", "vote", "decision", "nextSteps", "close"],
  ]);
  expect(fitOf(agenda(120), 120)).toEqual({ left: 9, fit: "fits" });
});

test("a short meeting has no break, and leaves out what can be skipped before it hurries the rest", () => {
  expect(titles(60)).not.toContain("break");
  expect(titles(40)).not.toContain("vote");
  expect(titles(40)).toContain("decision");
});

test("the blocks never take longer than the meeting, and none takes no time at all", () => {
  fc.assert(
    fc.property(fc.integer({ min: 15, max: 600 }), (minutes) => {
      const blocks = agenda(minutes);
      expect(plannedMinutes(blocks)).toBeLessThanOrEqual(minutes);
      for (const block of blocks) expect(block.minutes).toBeGreaterThanOrEqual(1);
    }),
  );
});

test("an agenda that runs over its end, or has no air, says so", () => {
  expect(fitOf([{ minutes: 61 }], 60)).toEqual({ left: -1, fit: "over" });
  expect(fitOf([{ minutes: 59 }], 60)).toEqual({ left: 1, fit: "tight" });
});
