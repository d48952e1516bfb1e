import type { Locale } from "#platform/text/index.ts";
import type { PrintedValue } from "./block.ts";
import type { Drawing } from "./drawing.ts";
import { type House, neutralHouse, printColours, slideGround } from "./look.ts";

export type PrintedSlide = {
  kind: "title" | "quote" | "plain";
  title: string;
  body: string;
  notes: string;
  /** What it stands for: said by mark and name, and by the colour of the edge. */
  values: readonly PrintedValue[];
  /** Stands beneath the words. */
  figure?: Drawing | null;
};
/** A deck as a room describes it; PowerPoint and PDF are made of the same. */
export type Presented = {
  title: string;
  subtitle: string;
  locale: Locale;
  foot: string;
  house?: House;
  slides: readonly PrintedSlide[];
};

/** The colour of a slide's edge, and of its ground. */
export const edgeOf = (value: PrintedValue | undefined, { accent } = neutralHouse) =>
  value ? (printColours[value.colour] ?? printColours.slate!) : { ink: accent, tint: slideGround };

/** A slide with a title and nothing else opens what comes after it: its title stands large, where a slide's words are. */
export const opensWhatFollows = ({ kind, body, figure }: PrintedSlide): boolean =>
  kind === "plain" && !body.trim() && !figure;

/** How large a figure is drawn: as wide as the slide's words, and no higher than about two thirds of their room. */
export const figureScale = (figure: Drawing, room: { width: number; height: number }): number =>
  Math.min(room.width / figure.width, (0.7 * room.height) / figure.height);
