import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  ImageRun,
  LevelFormat,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from "docx";
import type { Locale } from "#platform/text/index.ts";
import { paper, printColours, printMarks } from "./look.ts";
import { linesOf, safeText } from "./safe.ts";
import { languageTags } from "./tags.ts";
import { text } from "./text.ts";

/** A part of a document: what rooms hand to each other without knowing how it is written down. */
export type Block = Paragraph | Table;
/** A piece of a line: plain words, or words with a look. */
export type Words = string | { text: string; bold?: boolean; italics?: boolean; colour?: string };
export type PrintedValue = { name: string; colour: string; mark: string };

const faces = { text: "Calibri", heading: "Georgia" };

const run = (words: Words, isSoft = false, isNextLine = false): TextRun => {
  const { text, colour, ...look } = typeof words === "string" ? { text: words, colour: undefined } : words;
  const color = colour ?? (isSoft ? paper.soft : undefined);
  return new TextRun({
    text: safeText(text),
    ...look,
    ...(color ? { color } : {}),
    ...(isNextLine ? { break: 1 } : {}),
  });
};

export const heading = (words: string, level: 1 | 2 | 3 = 1): Block =>
  new Paragraph({
    heading: [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3][level - 1],
    children: [run(words)],
  });

/**
 * A heading inside a table's cell. It does not hold on to what comes after it, as headings in the text do: LibreOffice
 * would move the whole table to the next page.
 */
export const cellHeading = (words: string, level: 2 | 3 = 2): Block =>
  new Paragraph({
    heading: level === 2 ? HeadingLevel.HEADING_2 : HeadingLevel.HEADING_3,
    keepNext: false,
    spacing: { before: 0, after: 60 },
    children: [new TextRun({ text: safeText(words), size: 22 })],
  });

/** One paragraph of words put together here; what people wrote comes as `prose`. */
export const line = (...words: Words[]): Block => new Paragraph({ children: words.map((each) => run(each)) });

/** The small name above what stands below it. */
export const label = (text: string): Block =>
  new Paragraph({
    spacing: { before: 100, after: 20 },
    children: [run({ text, bold: true })],
  });

/** What somebody wrote: a paragraph for each of its lines. */
export const prose = (text: string): Block[] =>
  linesOf(text).map((each) => new Paragraph({ children: [run(each)] }));

/** A part with nothing in it says so, instead of looking forgotten. */
export const nothing = (text: string): Block =>
  new Paragraph({ children: [run({ text, italics: true }, true)] });

/** A little air, e.g. under a table. */
export const gap = (): Block => new Paragraph({ spacing: { after: 0, line: 120 } });

export const remark = (...words: Words[]): Block =>
  new Paragraph({ children: words.map((each) => run(each, true)) });

/** Points, one below the other; a point of several lines stays one point. */
export const points = (items: readonly (string | Words[])[]): Block[] =>
  items.map((item) => {
    const words = typeof item === "string" ? [item] : item;
    const runs = words.flatMap((each) => {
      const { text, ...look } = typeof each === "string" ? { text: each } : each;
      // Words put in between (a gap, a dot) stay as they are; only what has lines of its own is parted.
      const lines = /[\r\n]/.test(text) ? linesOf(text) : [text];
      return lines.map((part, index) => run({ text: part, ...look }, false, index > 0));
    });
    return new Paragraph({ numbering: { reference: "points", level: 0 }, children: runs });
  });

/** A value as it stands everywhere: its mark and its name, in its colour. */
export const valueWords = (value: PrintedValue): Words => ({
  text: `${printMarks[value.mark] ?? "●"} ${value.name}`,
  bold: true,
  colour: (printColours[value.colour] ?? printColours.slate!).ink,
});

/** Several values in one line. */
export const valuesWords = (values: readonly PrintedValue[]): Words[] =>
  values.flatMap((value, index) => (index === 0 ? [valueWords(value)] : ["   ", valueWords(value)]));

/** A picture as wide as the page, or as high as most of it, with what it shows in words beneath. */
export function picture(
  jpeg: Buffer,
  { width, height, caption }: { width: number; height: number; caption: string },
): Block[] {
  const scale = Math.min(1, 640 / width, 780 / height);
  const words = safeText(caption);
  const image = new ImageRun({
    type: "jpg",
    data: jpeg,
    transformation: { width: Math.round(width * scale), height: Math.round(height * scale) },
    altText: { name: words, title: words, description: words },
  });
  return [
    new Paragraph({ keepNext: Boolean(words), spacing: { before: 160 }, children: [image] }),
    ...(words ? [remark(words)] : []),
  ];
}

const border = { style: BorderStyle.SINGLE, size: 4, color: paper.line };
const borders = { top: border, bottom: border, left: border, right: border };
const across = { portrait: 9638, landscape: 14570 };

export type Cell = { blocks: Block[]; tint?: string };

/** A table whose head is repeated on every page; `widths` are shares of the page's width. */
export function table(
  head: readonly string[],
  rows: readonly (Cell | Block[])[][],
  { widths, orientation = "portrait" }: { widths: readonly number[]; orientation?: keyof typeof across },
): Block {
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const columnWidths = widths.map((width) => Math.round((across[orientation] * width) / whole));
  const cell = ({ blocks, tint }: Cell, index: number) =>
    new TableCell({
      width: { size: columnWidths[index] ?? 0, type: WidthType.DXA },
      margins: { top: 80, bottom: 80, left: 110, right: 110 },
      borders,
      ...(tint ? { shading: { type: ShadingType.CLEAR, color: "auto", fill: tint } } : {}),
      // Word asks for a paragraph at the end of every cell.
      children: blocks.length > 0 ? blocks : [new Paragraph({})],
    });
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: across[orientation], type: WidthType.DXA },
    columnWidths,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: head.map((text, index) =>
          cell(
            {
              blocks: [new Paragraph({ children: [run({ text, bold: true })] })],
              tint: paper.head,
            },
            index,
          ),
        ),
      }),
      ...rows.map(
        (cells) =>
          new TableRow({
            children: cells.map((each, index) => cell(Array.isArray(each) ? { blocks: each } : each, index)),
          }),
      ),
    ],
  });
}

export const tintOf = (value: { colour: string } | null | undefined): string | undefined =>
  value ? (printColours[value.colour] ?? printColours.slate!).tint : undefined;

export type Printed = {
  title: string;
  /** Under the title: the unit, the date, whatever says which one this is. */
  subtitle: string;
  locale: Locale;
  orientation?: "portrait" | "landscape";
  /** At the foot of each page, before its number. */
  foot: string;
  body: readonly Block[];
};

const style = (size: number, before: number, after: number) => ({
  run: { font: faces.heading, size, bold: true, color: paper.accent },
  paragraph: { spacing: { before, after }, keepNext: true },
});

/** "Page 1 of 3", with Word's own fields where the numbers go. */
const pageRuns = (locale: Locale): TextRun[] =>
  text(locale)("page", { page: "#", pages: "#" })
    .split("#")
    .flatMap((words, index) => [
      ...(index === 0
        ? []
        : [
            new TextRun({
              children: [index === 1 ? PageNumber.CURRENT : PageNumber.TOTAL_PAGES],
              color: paper.soft,
            }),
          ]),
      run(words, true),
    ]);

/** A Word document that says its language, title and page numbers, on A4. */
export function wordDocument({
  title,
  subtitle,
  locale,
  orientation = "portrait",
  foot,
  body,
}: Printed): Promise<Buffer> {
  const document = new Document({
    title: safeText(title),
    subject: safeText(subtitle),
    creator: "Udlev",
    lastModifiedBy: "Udlev",
    description: "",
    // Long Danish words in narrow columns are parted where the language parts them.
    hyphenation: { autoHyphenation: true },
    styles: {
      default: {
        document: {
          run: { font: faces.text, size: 21, color: paper.ink, language: { value: languageTags[locale] } },
          paragraph: { spacing: { after: 80, line: 264 } },
        },
        title: {
          run: { font: faces.heading, size: 44, bold: true, color: paper.accent },
          paragraph: { spacing: { after: 60 } },
        },
        heading1: style(30, 320, 100),
        heading2: style(25, 240, 80),
        heading3: style(22, 160, 60),
      },
    },
    numbering: {
      config: [
        {
          reference: "points",
          levels: [
            {
              level: 0,
              format: LevelFormat.BULLET,
              text: "•",
              alignment: AlignmentType.LEFT,
              style: { paragraph: { indent: { left: 280, hanging: 200 } } },
            },
          ],
        },
      ],
    },
    sections: [
      {
        properties: {
          page: {
            margin: { top: 1134, bottom: 1134, left: 1134, right: 1134, footer: 567 },
            size: {
              width: 11906,
              height: 16838,
              orientation: orientation === "landscape" ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
            },
          },
        },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.RIGHT,
                children: [run(`${foot}  ·  `, true), ...pageRuns(locale)],
              }),
            ],
          }),
        },
        children: [
          new Paragraph({ heading: HeadingLevel.TITLE, children: [run(title)] }),
          new Paragraph({ spacing: { after: 240 }, children: [run(subtitle, true)] }),
          ...body,
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}
