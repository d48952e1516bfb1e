import fc from "fast-check";
import { expect, test } from "vitest";
import { type Choice, comparing } from "./comparing.ts";

/** Answers as somebody does who holds the items to matter in this order. */
function walk(items: readonly string[], order: readonly string[], wanted: number) {
  const choices: Choice[] = [];
  for (;;) {
    const { pair, found, most } = comparing(items, choices, wanted);
    if (!pair) return { found, most, asked: choices.length, choices };
    const [over, under] = order.indexOf(pair[0]) < order.indexOf(pair[1]) ? pair : [pair[1], pair[0]];
    choices.push({ over, under });
  }
}

test("the most important come out in their order, whatever the order is, within the number of choices that was told", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 0, maxLength: 60 }).chain((items) =>
        fc.record({
          items: fc.constant(items),
          order: fc.shuffledSubarray(items, { minLength: items.length }),
          wanted: fc.integer({ min: 1, max: 10 }),
        }),
      ),
      ({ items, order, wanted }) => {
        const { found, asked, most } = walk(items, order, wanted);
        expect(found).toEqual(order.slice(0, wanted));
        expect(asked).toBeLessThanOrEqual(most);
      },
    ),
  );
});

test("nothing is asked twice, and nothing that follows from what was answered", () => {
  const { choices } = walk(["a", "b", "c", "d"], ["c", "a", "d", "b"], 4);
  const pairs = choices.map(({ over, under }) => [over, under].sort().join());
  expect(new Set(pairs).size).toBe(pairs.length);
  expect(choices.length).toBeLessThanOrEqual(5);
});

test("with one or none there is nothing to ask", () => {
  expect(comparing([], [], 5)).toEqual({ pair: null, found: [], most: 0 });
  expect(comparing(["a"], [], 5)).toEqual({ pair: null, found: ["a"], most: 0 });
});
