import fc from "fast-check";
import { expect, test } from "vitest";
import { changesIn, mergedInto } from "./merge.ts";

const saved = { name: "Nordvarme", days: 42, weekdays: [1, 2, 3], line: "" };

test("only the fields that differ from what is saved are a change", () => {
  expect(changesIn(saved, { ...saved })).toEqual({});
  expect(changesIn(saved, { ...saved, weekdays: [1, 2], line: "Varme" })).toEqual({
    weekdays: [1, 2],
    line: "Varme",
  });
});

test("two who change different fields lose nothing; where both changed one field the writer keeps hers and is told", () => {
  const mine = { ...saved, line: "Varme" };
  expect(mergedInto(saved, mine, { ...saved, days: 30 })).toEqual({
    draft: { ...saved, line: "Varme", days: 30 },
    clashes: [],
  });
  expect(mergedInto(saved, mine, { ...saved, line: "Kulde", days: 30 })).toEqual({
    draft: { ...saved, line: "Varme", days: 30 },
    clashes: ["line"],
  });
  // The same words by both are no clash.
  expect(mergedInto(saved, mine, { ...mine }).clashes).toEqual([]);
});

test("every field of the merged draft is the writer's where she wrote, and the newest where she did not", () => {
  const fields = fc.record({ a: fc.nat(2), b: fc.nat(2), c: fc.nat(2) });
  fc.assert(
    fc.property(fields, fields, fields, (base, draft, newest) => {
      const merged = mergedInto(base, draft, newest);
      for (const field of ["a", "b", "c"] as const) {
        const isMine = draft[field] !== base[field];
        expect(merged.draft[field]).toBe(isMine ? draft[field] : newest[field]);
        const isClash = isMine && newest[field] !== base[field] && newest[field] !== draft[field];
        expect(merged.clashes.includes(field)).toBe(isClash);
      }
    }),
  );
});
