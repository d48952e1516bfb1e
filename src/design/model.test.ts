import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { freeLook, valueColours, valueMarks } from "./model.ts";

it("gives a new value the first colour and mark that no other bears", () => {
  expect(freeLook([])).toEqual({ colour: valueColours[0], mark: valueMarks[0] });
  expect(freeLook([{ colour: "ocean", mark: "square" }])).toEqual({ colour: "amber", mark: "circle" });
});

const tokens = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const [light, dark] = tokens.split(':root[data-theme="dark"]') as [string, string];

function token(css: string, name: string): [number, number, number] {
  const hex = css.match(new RegExp(`--${name}: #([0-9a-f]{6})`))?.[1];
  if (!hex) throw new Error(`no --${name}`);
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number, number];
}
/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(rgb: [number, number, number]): number {
  const [r, g, b] = rgb.map((part) =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
function contrast(css: string, one: string, other: string): number {
  const [a, b] = [luminance(token(css, one)), luminance(token(css, other))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

it.each([
  ["light", light],
  ["dark", dark],
])("the %s palette can be read: AAA for running text, AA for the rest, 3:1 for marks", (_, css) => {
  for (const ground of ["ground", "paper", "paper-sunken"]) {
    expect(contrast(css, "ink", ground)).toBeGreaterThanOrEqual(7);
    for (const text of ["ink-soft", "ink-faint", "accent-text", "danger"])
      expect(contrast(css, text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  }
  for (const note of ["note", "note-raised"]) {
    expect(contrast(css, "ink", note)).toBeGreaterThanOrEqual(7);
    expect(contrast(css, "ink-soft", note)).toBeGreaterThanOrEqual(4.5);
  }
  expect(contrast(css, "accent-ink", "accent")).toBeGreaterThanOrEqual(4.5);
  expect(contrast(css, "line-strong", "paper")).toBeGreaterThanOrEqual(3);
  for (const tone of ["danger", "notice", "good"])
    expect(contrast(css, tone, `${tone}-tint`)).toBeGreaterThanOrEqual(4.5);
  for (const colour of valueColours) {
    expect(contrast(css, `value-${colour}-ink`, `value-${colour}-tint`), colour).toBeGreaterThanOrEqual(7);
    expect(contrast(css, `value-${colour}`, "paper"), colour).toBeGreaterThanOrEqual(3);
  }
  for (const point of [1, 2, 3, 4, 5])
    expect(contrast(css, `scale-${point}-ink`, `scale-${point}`), `scale ${point}`).toBeGreaterThanOrEqual(
      4.5,
    );
});

it("a note is told from what it lies on, in the dark as well", () => {
  for (const ground of ["ground", "paper", "paper-sunken"]) {
    expect(contrast(dark, "note", ground), ground).toBeGreaterThanOrEqual(1.2);
    expect(contrast(dark, "note-edge", ground), ground).toBeGreaterThanOrEqual(2);
  }
});
