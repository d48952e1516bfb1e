import type { Locale } from "#platform/text/index.ts";
import type { PrintedValue } from "./block.ts";
import { type House, neutralHouse, printColours, slideGround } from "./look.ts";

export type PrintedSlide = {
  kind: "title" | "quote" | "plain";
  title: string;
  body: string;
  notes: string;
  /** What it stands for: said by mark and name, and by the colour of the edge. */
  values: readonly PrintedValue[];
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
