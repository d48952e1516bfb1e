import { expect, test } from "vitest";
import { text } from "./text.ts";

test("texts have plurals and values in both languages", () => {
  expect(text("da")("vote.left", { count: 1 })).toBe("1 prik tilbage");
  expect(text("da")("vote.left", { count: 0 })).toBe("0 prikker tilbage");
  expect(text("en")("dialogue.private", { leader: "Karen $& {{x}}" })).toContain("Karen $& {{x}}");
});
