/** Colours as six digits of hexadecimal, "1D5C52", and how well one can be read on another (WCAG 2.2, 1.4.3). */

const partsOf = (hex: string): number[] => [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
const written = (parts: readonly number[]): string =>
  parts
    .map((part) => Math.round(part).toString(16).padStart(2, "0"))
    .join("")
    .toUpperCase();

/** From 0, black, to 1, white. */
export function luminance(hex: string): number {
  const [red, green, blue] = partsOf(hex).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** From 1, the same, to 21, black on white. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** So much of the one, from 0 to 1, in the other. */
export const mixed = (one: string, share: number, other: string): string => {
  const into = partsOf(other);
  return written(partsOf(one).map((part, at) => part * share + into[at]! * (1 - share)));
};

/** Read by everybody as text of any size. */
export const readable = 4.5;

/** The nearest shade of a colour that can be read on this ground: darker on a light one, lighter on a dark one. */
export function readableOn(ground: string, colour: string): string {
  const end = luminance(ground) > 0.18 ? "000000" : "FFFFFF";
  for (let share = 0; share <= 100; share++) {
    const shade = mixed(end, share / 100, colour);
    if (contrast(shade, ground) >= readable) return shade;
  }
  return end;
}
