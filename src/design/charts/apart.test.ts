import fc from "fast-check";
import { expect, it } from "vitest";
import { apart } from "./apart.ts";

it("leaves alone what does not overlap", () => {
  expect(apart([40, 10, 80], 14)).toEqual([40, 10, 80]);
});

it("parts what overlaps, evenly to both sides", () => {
  expect(apart([50, 50], 14)).toEqual([43, 57]);
});

it("never lets two labels touch, and keeps their order", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 12 }), (positions) => {
      const placed = apart(positions, 14);
      const sorted = [...placed].sort((a, b) => a - b);
      for (let index = 1; index < sorted.length; index += 1)
        expect(sorted[index]! - sorted[index - 1]!).toBeGreaterThanOrEqual(14 - 1e-9);
      for (const [one, a] of positions.entries())
        for (const [other, b] of positions.entries())
          if (a < b) expect(placed[one]!).toBeLessThan(placed[other]!);
    }),
  );
});
