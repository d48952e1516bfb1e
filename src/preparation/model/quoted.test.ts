import { expect, test } from "vitest";
import { quoted } from "./quoted.ts";

test("a statement stands in one pair of quotation marks", () => {
  expect(quoted("Ingen ringer tilbage")).toBe("“Ingen ringer tilbage”");
  expect(quoted('"Vi ser på det" er ikke et svar.')).toBe('"Vi ser på det" er ikke et svar.');
  expect(quoted("»Vi ser på det« er ikke et svar.")).toBe("»Vi ser på det« er ikke et svar.");
});
