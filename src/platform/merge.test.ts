import fc from "fast-check";
import { expect, test } from "vitest";
import { changedFields, merge } from "./merge.ts";

test("what only one of two touched is taken from her", () => {
  const base = { answer: "a", notes: "n" };
  expect(merge(base, { answer: "mine", notes: "n" }, { answer: "a", notes: "theirs" })).toEqual({
    merged: { answer: "mine", notes: "theirs" },
    both: [],
  });
});

test("what both changed, and differently, is for her to choose; her own stays in the field", () => {
  const { merged, both } = merge({ answer: "a" }, { answer: "mine" }, { answer: "theirs" });
  expect(both).toEqual(["answer"]);
  expect(merged).toEqual({ answer: "mine" });
});

test("a field that somebody emptied is a change as good as any", () => {
  expect(merge({ answer: "a" }, { answer: "a" }, { answer: "" }).merged).toEqual({ answer: "" });
});

const written = fc.dictionary(fc.constantFrom("a", "b", "c"), fc.constantFrom("", "1", "2"));
test("nothing that either wrote is lost unless it is named", () => {
  fc.assert(
    fc.property(written, written, written, (base, mine, theirs) => {
      const { merged, both } = merge(base, mine, theirs);
      for (const [field, value] of Object.entries(changedFields(base, mine)))
        expect(merged[field]).toBe(value);
      for (const [field, value] of Object.entries(changedFields(base, theirs)))
        expect(merged[field] === value || both.includes(field)).toBe(true);
    }),
  );
});
