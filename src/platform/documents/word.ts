import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  HeightRule,
  ImageRun,
  LevelFormat,
  LineRuleType,
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
import { type Block, type Cell, line, type Printed, partsOf, type Words } from "./block.ts";
import { type Drawing, svgOf } from "./drawing.ts";
import { fitted, type House, headTint, neutralHouse, paper } from "./look.ts";
import { safeText } from "./safe.ts";
import { languageTags } from "./tags.ts";
import { text } from "./text.ts";

const faces = { text: "Calibri", heading: "Georgia" };

const run = (words: Words, isNextLine = false): TextRun => {
  const { text, colour, ...look } = typeof words === "string" ? { text: words, colour: undefined } : words;
  return new TextRun({
    text: safeText(text),
    ...look,
    ...(colour ? { color: colour } : {}),
    ...(isNextLine ? { break: 1 } : {}),
  });
};
const softRun = (text: string): TextRun => run({ text, colour: paper.soft });

/** As high as the picture in it: with the text's own fixed height it would be cut. */
const wholeLine = { line: 240, lineRule: LineRuleType.AUTO } as const;

const levels = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 };

/** What a part of a document is in Word. */
function partsIn(block: Block, width: number, house: House): (Paragraph | Table)[] {
  switch (block.kind) {
    case "heading":
      return [
        new Paragraph({
          heading: levels[block.level],
          // In a cell it does not hold on to what comes after it: LibreOffice would move the whole table to the next page.
          ...(block.isInCell ? { keepNext: false, spacing: { before: 0, after: 60 } } : {}),
          children: [
            block.isInCell ? new TextRun({ text: safeText(block.words), size: 22 }) : run(block.words),
          ],
        }),
      ];
    case "line":
      return [
        new Paragraph({
          ...(block.look === "label" ? { spacing: { before: 100, after: 20 } } : {}),
          children: block.words.map((each) => run(each)),
        }),
      ];
    case "drawing":
      // Within a table there is no room to draw in.
      return [new Paragraph({ children: [run(block.drawing.alt)] })];
    case "points":
      return block.items.map(
        (item) =>
          new Paragraph({
            numbering: { reference: "points", level: 0 },
            children: item.flatMap((words) => partsOf(words).map((part, index) => run(part, index > 0))),
          }),
      );
    case "picture": {
      const { jpeg, width: wide, height: high, caption } = block;
      // As wide as the page, or as high as most of it.
      const scale = Math.min(1, 640 / wide, 780 / high);
      const words = safeText(caption);
      const image = new ImageRun({
        type: "jpg",
        data: jpeg,
        transformation: { width: Math.round(wide * scale), height: Math.round(high * scale) },
        altText: { name: words, title: words, description: words },
      });
      return [
        new Paragraph({
          keepNext: true,
          spacing: { before: 160, ...wholeLine },
          children: [image],
        }),
        new Paragraph({ children: [softRun(words)] }),
      ];
    }
    case "gap":
      return [new Paragraph({ spacing: { after: 0, line: 120 } })];
    case "table":
      return [writtenTable(block, width, house)];
  }
}

/** As lines and words, which stay sharp and can be changed; as dots for a program that does not know them. */
async function drawn(drawing: Drawing): Promise<Paragraph> {
  const { width, height, alt } = drawing;
  const svg = Buffer.from(svgOf(drawing));
  const { default: sharp } = await import("sharp");
  const dots = await sharp(svg, { density: 144 }).png().toBuffer();
  const scale = 640 / width;
  const transformation = { width: Math.round(width * scale), height: Math.round(height * scale) };
  const image = new ImageRun({
    ...{ type: "svg", data: svg, transformation },
    fallback: { type: "png", data: dots },
    altText: { name: safeText(alt), title: safeText(alt), description: safeText(alt) },
  });
  return new Paragraph({ spacing: { before: 160, after: 160, ...wholeLine }, children: [image] });
}

const border = { style: BorderStyle.SINGLE, size: 4, color: paper.line };
const borders = { top: border, bottom: border, left: border, right: border };

function writtenTable(
  { head, rows, widths, rowHeight }: Block & { kind: "table" },
  across: number,
  house: House,
): Table {
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const columnWidths = widths.map((width) => Math.round((across * width) / whole));
  const cell = ({ blocks, tint }: Cell, index: number) => {
    const width = columnWidths[index] ?? 0;
    return new TableCell({
      width: { size: width, type: WidthType.DXA },
      margins: { top: 80, bottom: 80, left: 110, right: 110 },
      borders,
      ...(tint ? { shading: { type: ShadingType.CLEAR, color: "auto", fill: tint } } : {}),
      // Word asks for a paragraph at the end of every cell.
      children:
        blocks.length > 0 ? blocks.flatMap((block) => partsIn(block, width, house)) : [new Paragraph({})],
    });
  };
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: across, type: WidthType.DXA },
    columnWidths,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: head.map((text, index) =>
          cell({ blocks: [line({ text, bold: true })], tint: headTint(house) }, index),
        ),
      }),
      ...rows.map(
        (cells) =>
          new TableRow({
            ...(rowHeight > 0 ? { height: { value: rowHeight * 20, rule: HeightRule.ATLEAST } } : {}),
            children: cells.map(cell),
          }),
      ),
    ],
  });
}

/** In twentieths of a point, upright. */
const sheets = { A4: { width: 11906, height: 16838 }, A3: { width: 16838, height: 23811 } };
const margin = 1134;

const style = (accent: string) => (size: number, before: number, after: number) => ({
  run: { font: faces.heading, size, bold: true, color: accent },
  paragraph: { spacing: { before, after }, keepNext: true },
});

/** Above the title, on the right: as high as three lines at most. */
function logoOf({ logo }: House): Paragraph[] {
  if (!logo) return [];
  const size = fitted(logo, { width: 170, height: 56 });
  const image = new ImageRun({
    type: "png",
    data: logo.png,
    transformation: { width: Math.round(size.width), height: Math.round(size.height) },
    altText: { name: safeText(logo.alt), title: safeText(logo.alt), description: safeText(logo.alt) },
  });
  return [
    new Paragraph({
      alignment: AlignmentType.RIGHT,
      spacing: { after: 120, ...wholeLine },
      children: [image],
    }),
  ];
}

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
      softRun(words),
    ]);

/** A Word document that says its language, title and page numbers, on A4. */
export async function wordDocument({
  title,
  subtitle,
  locale,
  orientation = "portrait",
  sheet = "A4",
  foot,
  house = neutralHouse,
  body,
}: Printed): Promise<Buffer> {
  const headingStyle = style(house.accent);
  const { width, height } = sheets[sheet];
  const across = (orientation === "portrait" ? width : height) - 2 * margin;
  const parts: (Paragraph | Table)[] = [];
  for (const block of body)
    parts.push(...(block.kind === "drawing" ? [await drawn(block.drawing)] : partsIn(block, across, house)));
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
          run: { font: faces.heading, size: 44, bold: true, color: house.accent },
          paragraph: { spacing: { after: 60 } },
        },
        heading1: headingStyle(30, 320, 100),
        heading2: headingStyle(25, 240, 80),
        heading3: headingStyle(22, 160, 60),
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
            margin: { top: margin, bottom: margin, left: margin, right: margin, footer: 567 },
            size: {
              ...{ width, height },
              orientation: orientation === "landscape" ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
            },
          },
        },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.RIGHT,
                children: [softRun(`${foot}  ·  `), ...pageRuns(locale)],
              }),
            ],
          }),
        },
        children: [
          ...logoOf(house),
          new Paragraph({ heading: HeadingLevel.TITLE, children: [run(title)] }),
          new Paragraph({ spacing: { after: 240 }, children: [softRun(subtitle)] }),
          ...parts,
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}
