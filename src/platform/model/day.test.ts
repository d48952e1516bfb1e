import { expect, test } from "vitest";
import { toDay } from "./day.ts";

test.each([
  ["2026-02-03", "2026-02-03"],
  ["03-02-2026", "2026-02-03"],
  ["3/2/2026", "2026-02-03"],
  ["3. 2. 26", "2026-02-03"],
  ["2026-02-03T10:15:00Z", "2026-02-03"],
  ["03-02-2026 kl. 10", "impossible"],
  ["29-02-2024", "2024-02-29"],
  ["29-02-2026", "impossible"],
  ["2026-00-10", "impossible"],
  ["i går", "impossible"],
  ["", null],
])("“%s” is the day %s", (cell, day) => expect(toDay(cell)).toBe(day));
