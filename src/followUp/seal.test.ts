import { expect, test } from "vitest";
import { seal, unseal } from "./seal.ts";

const secret = "a secret for tests, 32 characters or more";

test("what is sealed is opened with the same secret, in the same row, and nowhere else", () => {
  const sealed = seal(secret, "org", "row 1", { notes: "Vi talte om ferien" });
  expect(unseal(secret, "org", "row 1", sealed)).toEqual({ notes: "Vi talte om ferien" });
  expect(unseal("another secret of 32 characters, or more", "org", "row 1", sealed)).toBeNull();
  expect(unseal(secret, "another", "row 1", sealed)).toBeNull();
  expect(unseal(secret, "org", "row 2", sealed)).toBeNull();
});

test("nothing of it can be read, and nothing of it can be changed", () => {
  const sealed = seal(secret, "org", "row 1", "Vi talte om ferien");
  expect(sealed.toString("latin1")).not.toContain("ferien");
  sealed[sealed.length - 1]! ^= 1;
  expect(unseal(secret, "org", "row 1", sealed)).toBeNull();
});

test("the same words are never sealed to the same bytes", () => {
  expect(seal(secret, "org", "row", "x").equals(seal(secret, "org", "row", "x"))).toBe(false);
});
