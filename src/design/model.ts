/** Colours that colour-blind people can tell apart (after Okabe and Ito), and marks, so that colour never carries alone. */
export const valueColours = ["ocean", "amber", "fern", "brick", "heather", "sky", "olive", "slate"] as const;
export type ValueColour = (typeof valueColours)[number];

export const valueMarks = [
  "circle",
  "square",
  "triangle",
  "diamond",
  "star",
  "cross",
  "leaf",
  "wave",
] as const;
export type ValueMarkName = (typeof valueMarks)[number];

export const isValueColour = (name: string): name is ValueColour =>
  valueColours.includes(name as ValueColour);
export const isValueMark = (name: string): name is ValueMarkName =>
  valueMarks.includes(name as ValueMarkName);

/** The first colour and mark that none of these values has yet, so that a new value stands out by itself. */
export function freeLook(taken: readonly { colour: string; mark: string }[]): {
  colour: ValueColour;
  mark: ValueMarkName;
} {
  return {
    colour: valueColours.find((colour) => !taken.some((value) => value.colour === colour)) ?? valueColours[0],
    mark: valueMarks.find((mark) => !taken.some((value) => value.mark === mark)) ?? valueMarks[0],
  };
}
