import type { Locale } from "#platform/text/index.ts";
import type { PrintedValue } from "./block.ts";
import { paper, printColours } from "./look.ts";

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
  slides: readonly PrintedSlide[];
};

/** The colour of a slide's edge, and of its ground. */
export const edgeOf = (value: PrintedValue | undefined) =>
  value ? (printColours[value.colour] ?? printColours.slate!) : { ink: paper.accent, tint: "FAF8F4" };
