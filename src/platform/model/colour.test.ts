import fc from "fast-check";
import { expect, test } from "vitest";
import { contrast, mixed, readable, readableOn } from "./colour.ts";

test("black on white is 21 to 1, a colour on itself 1 to 1, whichever comes first", () => {
  expect(contrast("000000", "FFFFFF")).toBeCloseTo(21, 5);
  expect(contrast("FFFFFF", "000000")).toBeCloseTo(21, 5);
  expect(contrast("1D5C52", "1d5c52")).toBeCloseTo(1, 5);
  // The example of WCAG's own explanation: #767676 is the lightest grey that passes on white.
  expect(contrast("767676", "FFFFFF")).toBeGreaterThanOrEqual(4.5);
  expect(contrast("777777", "FFFFFF")).toBeLessThan(4.5);
});

test("a colour that can be read stays as it is; any other has a shade that can", () => {
  expect(readableOn("FFFFFF", "1D5C52")).toBe("1D5C52");
  expect(mixed("000000", 0.5, "FFFFFF")).toBe("808080");
  const colour = fc
    .integer({ min: 0, max: 0xffffff })
    .map((each) => each.toString(16).padStart(6, "0").toUpperCase());
  fc.assert(
    fc.property(colour, colour, (ground, any) => {
      expect(contrast(readableOn(ground, any), ground)).toBeGreaterThanOrEqual(readable);
    }),
  );
});
