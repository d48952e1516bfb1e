import { expect, test } from "vitest";
import { slideAfterKey } from "./presenting.ts";

const after = (key: string, index: number, isShift = false) => slideAfterKey(key, isShift, index, 3);

test("arrows, space and page keys move on and back, and stop at both ends", () => {
  for (const key of ["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"])
    expect([after(key, 0), after(key, 2)]).toEqual([1, 2]);
  for (const key of ["ArrowLeft", "ArrowUp", "PageUp", "Backspace"])
    expect([after(key, 2), after(key, 0)]).toEqual([1, 0]);
  expect(after(" ", 1, true)).toBe(0);
  expect([after("Home", 2), after("End", 0)]).toEqual([0, 2]);
  expect(after("x", 1)).toBeNull();
});
