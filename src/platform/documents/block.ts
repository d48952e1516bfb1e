import type { Locale } from "#platform/text/index.ts";
import { formatted, type Piece } from "../model/formatted.ts";
import type { Drawing } from "./drawing.ts";
import { type House, paper, printColours, printMarks } from "./look.ts";
import { linesOf, safeText } from "./safe.ts";

/** A piece of a line: plain words, or words with a look. */
export type Words = string | { text: string; bold?: boolean; italics?: boolean; colour?: string };
export type PrintedValue = { name: string; colour: string; mark: string };
export type Cell = { blocks: readonly Block[]; tint?: string };

/**
 * A part of a document as rooms describe it, without knowing how it is written down: Word and PDF are made of the same
 * parts (word.ts, pdf.ts).
 */
export type Block =
  | { kind: "heading"; level: 1 | 2 | 3; words: string; isInCell: boolean }
  | { kind: "line"; words: readonly Words[]; look: "text" | "label" }
  | { kind: "points"; items: readonly (readonly Words[])[] }
  | { kind: "gap" }
  /** JPEG; the size in pixels; what it shows, for those who cannot see it as well. */
  | { kind: "picture"; jpeg: Buffer; width: number; height: number; caption: string }
  /** Drawn as lines and words; within a table, in Word, what it shows in words. */
  | { kind: "drawing"; drawing: Drawing }
  | {
      kind: "table";
      head: readonly string[];
      rows: readonly (readonly Cell[])[];
      widths: readonly number[];
      /** In points: room to write by hand, where a row has less than that to say. */
      rowHeight: number;
    };

export const heading = (words: string, level: 1 | 2 | 3 = 1): Block => ({
  ...{ kind: "heading", level, words, isInCell: false },
});

/** A heading inside a table's cell. */
export const cellHeading = (words: string, level: 2 | 3 = 2): Block => ({
  ...{ kind: "heading", level, words, isInCell: true },
});

/** One paragraph of words put together here; what people wrote comes as `prose`. */
export const line = (...words: Words[]): Block => ({ kind: "line", words, look: "text" });

/** The small name above what stands below it. */
export const label = (text: string): Block => ({
  kind: "line",
  words: [{ text, bold: true }],
  look: "label",
});

/** What somebody wrote: a paragraph for each of its lines. */
export const prose = (text: string): Block[] => linesOf(text).map((each) => line(each));

const softly = (words: Words): Words =>
  typeof words === "string"
    ? { text: words, colour: paper.soft }
    : { ...words, colour: words.colour ?? paper.soft };

/** A note with its light formatting; a link is written out, since nobody presses paper. */
export const noted = (note: string): Block[] => {
  const words = ({ text, isBold, href }: Piece): Words => ({
    text: href && href !== text ? `${text} (${href.replace(/^mailto:/u, "")})` : text,
    ...(isBold ? { bold: true } : {}),
  });
  return formatted(safeText(note)).flatMap((part): Block[] => {
    if (part.kind === "paragraph") return [line(...part.pieces.map(words))];
    if (!part.isNumbered) return points(part.items.map((item) => item.map(words)));
    return part.items.map((item, index) => line(`${index + 1}. `, ...item.map(words)));
  });
};

/** A part with nothing in it says so, instead of looking forgotten. */
export const nothing = (text: string): Block => line(softly({ text, italics: true }));

/** A little air, e.g. under a table. */
export const picture = (
  jpeg: Buffer,
  { width, height, caption }: { width: number; height: number; caption: string },
): Block => ({ kind: "picture", jpeg, width, height, caption });

export const drawn = (drawing: Drawing): Block => ({ kind: "drawing", drawing });

export const gap = (): Block => ({ kind: "gap" });

export const remark = (...words: Words[]): Block => line(...words.map(softly));

/** Points, one below the other; a point of several lines stays one point. */
export const points = (items: readonly (string | readonly Words[])[]): Block[] =>
  items.length === 0
    ? []
    : [{ kind: "points", items: items.map((item) => (typeof item === "string" ? [item] : item)) }];

/** A value as it stands everywhere: its mark and its name, in its colour. */
export const valueWords = (value: PrintedValue): Words => ({
  text: `${printMarks[value.mark] ?? "●"} ${value.name}`,
  bold: true,
  colour: (printColours[value.colour] ?? printColours.slate!).ink,
});

/** Several values in one line. */
export const valuesWords = (values: readonly PrintedValue[]): Words[] =>
  values.flatMap((value, index) => (index === 0 ? [valueWords(value)] : ["   ", valueWords(value)]));

/** A table whose head is repeated on every page; `widths` are shares of the page's width. */
export const table = (
  head: readonly string[],
  rows: readonly (readonly (Cell | readonly Block[])[])[],
  { widths, rowHeight = 0 }: { widths: readonly number[]; rowHeight?: number },
): Block => ({
  ...{ kind: "table", head, widths, rowHeight },
  rows: rows.map((cells) => cells.map((cell) => ("blocks" in cell ? cell : { blocks: cell }))),
});

export const tintOf = (value: { colour: string } | null | undefined): string | undefined =>
  value ? (printColours[value.colour] ?? printColours.slate!).tint : undefined;

/** The lines of a piece of words: what is put in between (a gap, a dot) stays as it is; only what has lines of its own is parted. */
export const partsOf = (
  words: Words,
): { text: string; bold?: boolean; italics?: boolean; colour?: string }[] => {
  const { text, ...look } = typeof words === "string" ? { text: words } : words;
  return (/[\r\n]/.test(text) ? linesOf(text) : [text]).map((each) => ({ text: each, ...look }));
};

export type Printed = {
  title: string;
  /** Under the title: the unit, the date, whatever says which one this is. */
  subtitle: string;
  locale: Locale;
  orientation?: "portrait" | "landscape";
  /** A3 is for the wall: everything stands larger. */
  sheet?: "A4" | "A3";
  /** The organisation's look; neutral without. */
  house?: House;
  /** At the foot of each page, before its number. */
  foot: string;
  body: readonly Block[];
};
