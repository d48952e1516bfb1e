import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const found = (file: string, pattern: RegExp) =>
  new Set([...readFileSync(join(root, file), "utf8").matchAll(pattern)].map(([, name]) => name));

test("OPERATIONS.md tells of every variable that the configuration reads, and of no other", () => {
  const read = found("src/platform/config.ts", /\b(?:set|url|words)\("([A-Z_]+)"/g);
  expect(read.size).toBeGreaterThan(5);
  expect(found("docs/OPERATIONS.md", /^\| `([A-Z_]+)`/gm)).toEqual(read);
});
