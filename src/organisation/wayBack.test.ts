import { describe, expect, it } from "vitest";
import { wayBack } from "./wayBack.ts";

describe("the way back after signing in", () => {
  it("keeps a path of ours", () => {
    expect(wayBack("/journeys/1?tab=2")).toBe("/journeys/1?tab=2");
  });
  it("never leads to another site", () => {
    for (const elsewhere of [
      "https://example.org",
      "//example.org",
      "/\\example.org",
      "javascript:alert(1)",
      "",
      null,
    ])
      expect(wayBack(elsewhere)).toBe("/");
  });
});
