import fc from "fast-check";
import { expect, test } from "vitest";
import { beginnings, bufferFor, fitOf, moveItem, suggestAgenda, sumOf } from "./agenda.ts";

const kinds = (minutes: number) => [...new Set(suggestAgenda(minutes, 5).map(({ kind }) => kind))];
const inOrder = ["lobby", "points", "dialogue", "groups", "examples", "wall", "vote", "decision"];

test("the parts stand in the guide's order; a long meeting has a break before the plenum", () => {
  expect(kinds(120)).toEqual([...inOrder, "nextSteps", "close"]);
  expect(kinds(180)).toEqual([
    ...inOrder.slice(0, 5),
    "break",
    ...inOrder.slice(5),
    ...["nextSteps", "close"],
  ]);
});

test("the dialogue has a block for each of its questions", () => {
  const dialogue = suggestAgenda(120, 5).filter(({ kind }) => kind === "dialogue");
  expect(dialogue.map(({ question }) => question)).toEqual([0, 1, 2, 3, 4]);
});

test("the blocks and the buffer are together as long as the meeting, a long one in fives; no block takes no time", () => {
  fc.assert(
    fc.property(fc.integer({ min: 30, max: 1440 }), fc.integer({ min: 0, max: 5 }), (minutes, questions) => {
      const items = suggestAgenda(minutes, questions);
      const left = minutes - bufferFor(minutes) - sumOf(items);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left).toBeLessThan(minutes < 115 ? 1 : 5);
      const whole = items.filter(({ kind }) => kind !== "dialogue");
      if (minutes >= 115) expect(whole.every((item) => item.minutes % 5 === 0)).toBe(true);
      expect(Math.min(...items.map((item) => item.minutes))).toBeGreaterThanOrEqual(1);
      expect(fitOf(items, minutes).fit).toBe("good");
    }),
  );
});

test("for a meeting that is too short for all parts nothing is suggested", () => {
  expect(suggestAgenda(29, 5)).toEqual([]);
});

test("an agenda that runs over, or in which nothing may take longer, says so", () => {
  expect(fitOf([{ minutes: 61 }], 60)).toEqual({ fit: "over", by: 1 });
  expect(fitOf([{ minutes: 60 }], 60)).toEqual({ fit: "tight", free: 0, wanted: 6 });
  expect(fitOf([{ minutes: 54 }], 60)).toEqual({ fit: "good", free: 6 });
});

test("moving blocks about loses none, keeps the sum, and each begins where the one before ends", () => {
  const items = fc.uniqueArray(fc.record({ id: fc.uuid(), minutes: fc.integer({ min: 0, max: 600 }) }), {
    selector: ({ id }) => id,
    minLength: 1,
  });
  fc.assert(
    fc.property(items, fc.nat(), fc.integer({ min: -2, max: 12 }), (before, which, to) => {
      const { id } = before[which % before.length]!;
      const after = moveItem(before, id, to);
      expect(after.map((item) => item.id).sort()).toEqual(before.map((item) => item.id).sort());
      expect(sumOf(after)).toBe(sumOf(before));
      const begins = beginnings(after);
      expect(begins.at(-1)! + after.at(-1)!.minutes).toBe(sumOf(before));
      if (to >= 0 && to < before.length) expect(after[to]!.id).toBe(id);
    }),
  );
});
