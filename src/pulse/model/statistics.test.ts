import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { betaDistribution, type Counts, compare, estimate } from "./statistics.ts";

/** Numbers from 0 up to 1 that are the same in every run (mulberry32), so that a simulation is no game of chance. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
const draw = (shares: readonly number[], n: number, next: () => number): Counts => {
  const counts = [0, 0, 0, 0, 0];
  for (let each = 0; each < n; each++) {
    let left = next();
    const index = shares.findIndex((share) => {
      left -= share;
      return left < 0;
    });
    counts[index < 0 ? 4 : index]!++;
  }
  return counts as unknown as Counts;
};

describe("the interval", () => {
  test("of five equal answers has a width, and stays on the scale", () => {
    for (const counts of [
      [0, 0, 0, 0, 5],
      [5, 0, 0, 0, 0],
      [0, 0, 5, 0, 0],
    ] as Counts[]) {
      const { low, high } = estimate(counts)!;
      expect(high - low).toBeGreaterThan(0.5);
    }
    expect(estimate([0, 0, 0, 0, 5])).toMatchObject({ mean: 5, high: 5, n: 5 });
  });

  const counts = fc.tuple(fc.nat(300), fc.nat(300), fc.nat(300), fc.nat(300), fc.nat(300));
  test("never leaves the scale, never lacks a width, and always holds the mean", () => {
    fc.assert(
      fc.property(counts, (given) => {
        const found = estimate(given);
        if (!found) return;
        const { mean, low, high } = found;
        expect(low).toBeGreaterThanOrEqual(1);
        expect(high).toBeLessThanOrEqual(5);
        expect(low).toBeLessThanOrEqual(mean);
        expect(high).toBeGreaterThanOrEqual(mean);
        expect(high - low).toBeGreaterThan(0);
      }),
    );
  });

  test("grows narrower with the answers", () => {
    const width = (times: number) => {
      const { low, high } = estimate([times, times, times, 2 * times, 3 * times] as unknown as Counts)!;
      return high - low;
    };
    expect(width(1)).toBeGreaterThan(width(5));
    expect(width(5)).toBeGreaterThan(width(50));
  });

  test("covers the true mean about as often as it says, for few answers and for many", () => {
    const kinds = [
      [0.02, 0.05, 0.13, 0.35, 0.45],
      [0.05, 0.1, 0.2, 0.35, 0.3],
      [0.2, 0.2, 0.2, 0.2, 0.2],
      [0.01, 0.02, 0.07, 0.2, 0.7],
    ];
    const next = chance(7);
    for (const n of [5, 10, 30, 200]) {
      let covered = 0;
      const rounds = 500;
      for (const shares of kinds) {
        const truth = shares.reduce((sum, share, index) => sum + share * (index + 1), 0);
        for (let round = 0; round < rounds; round++) {
          const { low, high } = estimate(draw(shares, n, next))!;
          if (low <= truth && truth <= high) covered++;
        }
      }
      const share = covered / (rounds * kinds.length);
      expect(share, `n = ${n}`).toBeGreaterThan(0.93);
      expect(share, `n = ${n}`).toBeLessThanOrEqual(1);
    }
  });
});

describe("a change between two rounds", () => {
  test("is called one where the answers allow it, and not because two means differ", () => {
    const [few] = compare([{ before: [0, 1, 1, 2, 1], after: [0, 0, 1, 2, 2] }]);
    expect(few!.difference).toBeCloseTo(0.6);
    expect(few!.isChange).toBe(false);
    const [many] = compare([{ before: [4, 10, 16, 20, 10], after: [1, 3, 10, 24, 32] }]);
    expect(many!.isChange).toBe(true);
  });

  test("of many behaviours that stayed as they were hardly a round shows any change", () => {
    const next = chance(11);
    const shares = [0.05, 0.1, 0.2, 0.35, 0.3];
    let wrong = 0;
    for (let round = 0; round < 400; round++) {
      const five = Array.from({ length: 5 }, () => ({
        before: draw(shares, 25, next),
        after: draw(shares, 25, next),
      }));
      if (compare(five).some(({ isChange }) => isChange)) wrong++;
    }
    expect(wrong / 400).toBeLessThan(0.07);
  });

  test("one that would do by itself does not among four others that stayed", () => {
    const borderline = { before: [1, 3, 6, 8, 4], after: [0, 1, 4, 9, 9] } as {
      before: Counts;
      after: Counts;
    };
    const same = { before: [1, 3, 6, 8, 4], after: [1, 3, 6, 8, 4] } as { before: Counts; after: Counts };
    expect(compare([borderline])[0]!.isChange).toBe(true);
    expect(compare([borderline, same, same, same, same])[0]!.isChange).toBe(false);
  });
});

test("the beta distribution is that of the tables", () => {
  expect(betaDistribution(0.5, 2, 2)).toBeCloseTo(0.5, 9);
  expect(betaDistribution(0.3, 1, 1)).toBeCloseTo(0.3, 9);
  expect(betaDistribution(0.2, 2, 5)).toBeCloseTo(0.34464, 5);
  expect(betaDistribution(0.9, 30, 5)).toBeCloseTo(0.750408, 6);
});
