import { mixed } from "../model/colour.ts";

/**
 * The values' colours on paper, as design/tokens.css has them for the light theme (a test holds the two together):
 * `ink` is dark enough to be read, `tint` light enough to write on.
 */
export const printColours: Record<string, { ink: string; tint: string }> = {
  ocean: { ink: "00466F", tint: "E1EEF7" },
  amber: { ink: "6B4500", tint: "FCF0D6" },
  fern: { ink: "00523F", tint: "DFF2EC" },
  brick: { ink: "7C2B07", tint: "FBE8DE" },
  heather: { ink: "6B2F5A", tint: "F6E7F1" },
  sky: { ink: "0D4F75", tint: "E2F2FB" },
  olive: { ink: "4D4700", tint: "F5F2D4" },
  slate: { ink: "33312F", tint: "ECEBE8" },
};

/** The values' marks as signs that fonts everywhere have, so that colour is never alone on a grey print. */
export const printMarks: Record<string, string> = {
  circle: "●",
  square: "■",
  triangle: "▲",
  diamond: "◆",
  star: "★",
  cross: "✚",
  leaf: "❦",
  wave: "≈",
};

/** An organisation's own look on paper: its colour for titles and edges, and its logo. */
export type House = {
  /** Dark enough to be read on white and on a slide's ground. */
  accent: string;
  logo: { png: Buffer; width: number; height: number; alt: string } | null;
};

export const slideGround = "FAF8F4";

export const paper = { ink: "1F1D1A", soft: "524D45", line: "CFC7B8", head: "E3EFEC", accent: "17514A" };

/** Nothing chosen: the product's own colour, and no logo. */
export const neutralHouse: House = { accent: paper.accent, logo: null };

/** A table's head: light enough to write on. */
export const headTint = ({ accent }: House): string =>
  accent === paper.accent ? paper.head : mixed(accent, 0.12, "FFFFFF");

/** As large as fits into a box, in the box's measure. */
export const fitted = (
  { width, height }: { width: number; height: number },
  most: { width: number; height: number },
): { width: number; height: number } => {
  const scale = Math.min(most.width / width, most.height / height);
  return { width: width * scale, height: height * scale };
};
