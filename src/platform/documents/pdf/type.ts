import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import danish from "hyphen/da/index.js";
import english from "hyphen/en-gb/index.js";
import type { Locale } from "#platform/text/index.ts";
import { paper } from "../look.ts";
import { safeText } from "../safe.ts";
import type { Pdf } from "./file.ts";
import { unpacked } from "./woff.ts";

export type Face = "text" | "bold" | "italics" | "heading";
/** Words in one look. */
export type Part = { text: string; face: Face; size: number; colour?: string };
type Run = Part & { font: string; width: number };
export type Line = { runs: Run[]; width: number; height: number; isParted: boolean };

const source = (look: string) =>
  ["latin", "latin-ext"].map((set) => `@fontsource/source-sans-3/files/source-sans-3-${set}-${look}.woff`);
const spare = (look: string) => [
  `dejavu-fonts-ttf/ttf/DejaVuSans${look}.ttf`,
  "@fontsource/noto-emoji/files/noto-emoji-emoji-400-normal.woff",
];
/** The product's own faces first; what they have no letter for is taken from the next that has. */
const files: Record<Face, readonly string[]> = {
  text: [...source("400-normal"), ...spare("")],
  bold: [...source("700-normal"), ...spare("-Bold")],
  italics: [...source("400-italic"), ...spare("-Oblique")],
  heading: [
    ...["latin", "latin-ext"].map((set) => `@fontsource/fraunces/files/fraunces-${set}-600-normal.woff`),
    ...source("700-normal"),
    ...spare("-Bold"),
  ],
};

const { resolve } = createRequire(import.meta.url);
const read = new Map<string, Buffer>();
const bytesOf = (file: string): Buffer => {
  const known = read.get(file);
  if (known) return known;
  const bytes = readFileSync(resolve(file));
  const font = file.endsWith(".woff") ? unpacked(bytes) : bytes;
  read.set(file, font);
  return font;
};

const hyphenate: Record<Locale, typeof danish.hyphenateSync> = {
  da: danish.hyphenateSync,
  en: english.hyphenateSync,
};
/** The joiners and the tones of emoji have no look of their own on paper. */
const unseen = /[\u200b\u200c\u2060]|\u200d|[\ufe00-\ufe0f]|[\u{1f3fb}-\u{1f3ff}]|[\u{e0020}-\u{e007f}]/gu;
const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Sets words in lines: which face has each letter, how wide it is, where a line may end. */
export function typesetter(pdf: Pdf, locale: Locale) {
  const faceOf = new Map<string, string>();
  const widths = new Map<string, number>();

  const open = (file: string) => {
    const isNew = !faceOf.has(file);
    if (isNew) {
      pdf.registerFont(file, bytesOf(file));
      faceOf.set(file, file);
    }
    pdf.font(file);
    // The library keeps its opened font there, and has no other way to ask.
    return (pdf as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } })._font
      .font;
  };

  /** The first face that has the letter; where none has, the first, which shows that something is missing. */
  function fontFor(letter: string, face: Face): string {
    const key = `${face}:${letter}`;
    const known = faceOf.get(key);
    if (known) return known;
    const code = letter.codePointAt(0)!;
    const found = files[face].find((file) => open(file).hasGlyphForCodePoint(code)) ?? files[face][0]!;
    faceOf.set(key, found);
    return found;
  }

  function widthOf(text: string, font: string, size: number): number {
    const key = `${size}:${font}:${text}`;
    const known = widths.get(key);
    if (known !== undefined) return known;
    open(font);
    const width = pdf.fontSize(size).widthOfString(text);
    widths.set(key, width);
    return width;
  }

  const runsOf = (part: Part): Run[] => {
    const runs: Run[] = [];
    for (const letter of part.text) {
      const last = runs.at(-1);
      // A gap looks the same in every face.
      const font = last && letter === " " ? last.font : fontFor(letter, part.face);
      if (last?.font === font) last.text += letter;
      else runs.push({ ...part, text: letter, font, width: 0 });
    }
    for (const run of runs) run.width = widthOf(run.text, run.font, run.size);
    return runs;
  };
  const wide = (runs: readonly Run[]) => runs.reduce((sum, run) => sum + run.width, 0);

  /** The longest beginning of a word that has room, ending where the language parts it. */
  function parted(part: Part, room: number): { head: Part; tail: Part } | null {
    // An address with a hyphen in it would be another address.
    if (/[/@\d_]/.test(part.text)) return null;
    const syllables = hyphenate[locale](part.text, { hyphenChar: "\u00ad", minWordLength: 7 }).split(
      "\u00ad",
    );
    for (let count = syllables.length - 1; count > 0; count--) {
      const head = { ...part, text: syllables.slice(0, count).join("") };
      if (wide(runsOf({ ...head, text: `${head.text}-` })) <= room)
        return { head, tail: { ...part, text: syllables.slice(count).join("") } };
    }
    return null;
  }

  /** A word that no line has room for is cut between letters. */
  function cut(part: Part, room: number): { head: Part; tail: Part } {
    const all = [...letters.segment(part.text)].map(({ segment }) => segment);
    let count = 1;
    while (count < all.length && wide(runsOf({ ...part, text: all.slice(0, count + 1).join("") })) <= room)
      count++;
    return {
      head: { ...part, text: all.slice(0, count).join("") },
      tail: { ...part, text: all.slice(count).join("") },
    };
  }

  /** How wide the widest of some words is, which a line must have room for not to part it. */
  const widestWord = (part: Part): number =>
    Math.max(
      0,
      ...safeText(part.text)
        .split(/\s+/)
        .map((text) => wide(runsOf({ ...part, text }))),
    );

  /** Words in lines of a width; a paragraph of no words is one empty line. `isWhole`: only a word that no line has room for is parted. */
  function setLines(parts: readonly Part[], width: number, { isWhole = false } = {}): Line[] {
    const lines: Line[] = [];
    const size = Math.max(...parts.map((part) => part.size), 1);
    let runs: Run[] = [];
    let used = 0;
    const end = (isParted: boolean) => {
      lines.push({ runs, width: used, height: size * 1.32, isParted });
      runs = [];
      used = 0;
    };
    const put = (part: Part) => {
      const added = runsOf(part);
      runs.push(...added);
      used += wide(added);
    };
    const queue = parts.flatMap((part) =>
      safeText(part.text)
        .replace(unseen, "")
        .split(/([ \t]+)/)
        .filter(Boolean)
        .map((text) => ({ ...part, text: text.replaceAll("\t", "    ") })),
    );
    while (queue.length > 0) {
      const part = queue.shift()!;
      const isGap = !part.text.trim();
      const needed = wide(runsOf(part));
      if (used + needed <= width || isGap) {
        if (!isGap || used > 0) put(part);
        continue;
      }
      const room = width - used;
      const mayPart = isWhole ? used === 0 : room > width * 0.2;
      const pieces = mayPart ? parted(part, room) : null;
      if (pieces) {
        put(pieces.head);
        end(true);
        queue.unshift(pieces.tail);
      } else if (used > 0) {
        end(false);
        queue.unshift(part);
      } else {
        const { head, tail } = cut(part, width);
        put(head);
        end(false);
        if (tail.text) queue.unshift(tail);
      }
    }
    end(false);
    return lines;
  }

  /** Draws a line with its upper left corner at x and y. */
  function draw(line: Line, x: number, y: number): void {
    let at = x;
    const put = ({ text, font, size, colour }: Pick<Run, "text" | "font" | "size" | "colour">) => {
      open(font);
      pdf
        .fontSize(size)
        .fillColor(`#${colour ?? paper.ink}`)
        .text(text, at, y + line.height * 0.77, { lineBreak: false, baseline: "alphabetic" });
    };
    for (const run of line.runs) {
      put(run);
      at += run.width;
    }
    const last = line.runs.at(-1);
    if (line.isParted && last) put({ ...last, text: "-" });
  }

  return { setLines, widestWord, draw };
}
export type Typesetter = ReturnType<typeof typesetter>;
