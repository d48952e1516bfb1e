import type { Block, Cell, Printed } from "../block.ts";
import { fitted, type House, headTint, neutralHouse, paper } from "../look.ts";
import { text } from "../text.ts";
import { asDecoration, inTag, newPage, type Pdf, pdfFile, sheet, type Tag } from "./file.ts";
import { air, type Strip, stripper, textSize } from "./strips.ts";
import { typesetter } from "./type.ts";

const millimetre = 72 / 25.4;
const padding = { x: 5.5, y: 4.5 };
/** How small, of its own size, a table's head may grow. */
const leastHead = 0.65;
type Table = Block & { kind: "table" };

/** A described document as an accessible PDF: headings, lists and tables are tagged as what they are. */
export const pdfDocument = (printed: Printed): Promise<Buffer> =>
  pdfFile({ title: printed.title, subject: printed.subtitle, locale: printed.locale }, (pdf, root) =>
    writePages(pdf, root, printed),
  );

function writePages(pdf: Pdf, root: Tag, printed: Printed): void {
  const { title, subtitle, locale, orientation = "portrait", sheet: name = "A4", foot, body } = printed;
  const { house = neutralHouse } = printed;
  const size = sheet(name, orientation);
  // What hangs on a wall is read from farther away.
  const scale = name === "A3" ? 1.4 : 1;
  const margin = 20 * millimetre;
  const { width, top, bottom } = {
    width: size.width - 2 * margin,
    top: margin,
    bottom: size.height - margin - 4,
  };
  const type = typesetter(pdf, locale);
  const strips = stripper(pdf, type, { scale, accent: house.accent });
  let y = top;
  const turn = () => {
    newPage(pdf, size);
    y = top;
  };

  /** How much must stand together from here on: what holds on to the next, and the next. */
  const together = (all: readonly Strip[], from: number): number => {
    let height = 0;
    for (const strip of all.slice(from)) {
      height += strip.height;
      if (!strip.keeps) break;
    }
    return height;
  };
  /** `after`: how much of what comes next a heading at the end holds on to. */
  function place(all: readonly Strip[], after = 0): void {
    for (const [index, strip] of all.entries()) {
      if (strip.isAir && y === top) continue;
      const isLast = all.slice(index).every(({ keeps }) => keeps);
      const needed = together(all, index) + (isLast ? after : 0);
      if (y + needed > bottom && y > top && needed < bottom - top) {
        turn();
        if (strip.isAir) continue;
      }
      if (y + strip.height > bottom && !strip.isAir) turn();
      strip.draw(margin, y);
      y += strip.height;
    }
  }

  function placeTable(table: Table): void {
    const whole = table.widths.reduce((sum, each) => sum + each, 0);
    const columns = table.widths.map((each) => (width * each) / whole);
    const lefts = columns.map((_, index) =>
      columns.slice(0, index).reduce((sum, each) => sum + each, margin),
    );
    const tag = child(pdf, root, "Table");
    const rooms = columns.map((column) => column - 2 * padding.x);
    // A head stands in narrow columns: it grows smaller, for all of them alike, rather than have its words cut in two.
    const headParts = table.head.map((words) => ({
      ...{ text: words, face: "bold" as const, size: textSize * scale },
    }));
    // A hair less than its room: letters are measured in steps.
    const fits = headParts.map((part, index) => (0.97 * rooms[index]!) / Math.max(1, type.widestWord(part)));
    const size = textSize * scale * Math.max(leastHead, Math.min(1, ...fits));
    const head = headParts.map((part, index) =>
      type.setLines([{ ...part, size }], rooms[index]!, { isWhole: Math.min(...fits) >= leastHead }),
    );
    const headHeight =
      Math.max(...head.map((lines) => lines.reduce((sum, each) => sum + each.height, 0))) + 2 * padding.y;

    const frame = (height: number, tints: readonly (string | undefined)[]) =>
      asDecoration(pdf, () => {
        for (const [index, tint] of tints.entries()) {
          const box = [lefts[index]!, y, columns[index]!, height] as const;
          if (tint) pdf.rect(...box).fill(`#${tint}`);
          pdf
            .lineWidth(0.6)
            .rect(...box)
            .stroke(`#${paper.line}`);
        }
      });
    const placeHead = (row: Tag | null) => {
      frame(
        headHeight,
        head.map(() => headTint(house)),
      );
      for (const [index, lines] of head.entries()) {
        const put = () => {
          let at = y + padding.y;
          for (const line of lines) {
            type.draw(line, lefts[index]! + padding.x, at);
            at += line.height;
          }
        };
        // Said once: on the next pages it is there for the eyes.
        if (!row) asDecoration(pdf, put);
        else {
          const cell = pdf.struct("TH", { scope: "Column" } as object);
          row.add(cell);
          const content = pdf.markStructureContent("TH");
          put();
          pdf.endMarkedContent();
          cell.add(content);
        }
      }
      y += headHeight;
    };

    const headRow = child(pdf, child(pdf, tag, "THead"), "TR");
    const tbody = child(pdf, tag, "TBody");
    const turnInTable = () => {
      turn();
      placeHead(null);
    };

    const heightOf = (all: readonly Strip[]) => all.reduce((sum, each) => sum + each.height, 0);
    const page = bottom - top - headHeight;
    const lay = (cells: readonly Cell[]) => {
      const row = child(pdf, tbody, "TR");
      const left = cells.map(({ blocks }, index) => {
        const cell = child(pdf, row, "TD");
        const all = blocks.flatMap((block) => {
          if (block.kind === "table") throw new Error("a table inside a table's cell");
          return strips(block, rooms[index]!, cell);
        });
        // The air under the last words is the cell's own.
        while (all.at(-1)?.isAir) all.pop();
        return all;
      });
      const full = Math.max(...left.map(heightOf), table.rowHeight * scale - 2 * padding.y) + 2 * padding.y;
      return { cells, left, full };
    };
    const placeRow = ({ cells, left, full }: ReturnType<typeof lay>) => {
      const isShort = full <= page * 0.35 || (full <= page && bottom - y < page * 0.25);
      if (y + full > bottom && (isShort || bottom - y < 4 * textSize * scale)) turnInTable();
      for (let isFirst = true; isFirst || left.some((all) => all.length > 0); isFirst = false) {
        if (!isFirst) turnInTable();
        const room = bottom - y - 2 * padding.y;
        const taken = left.map((all) => takeFrom(all, room));
        const isWhole = left.every((all) => all.length === 0);
        const wanted = Math.max(...taken.map(heightOf)) + 2 * padding.y;
        const height = isFirst && isWhole ? Math.max(wanted, Math.min(full, bottom - y)) : wanted;
        frame(
          height,
          cells.map(({ tint }) => tint),
        );
        for (const [index, all] of taken.entries()) {
          let at = y + padding.y;
          for (const strip of all) {
            strip.draw(lefts[index]! + padding.x, at);
            at += strip.height;
          }
        }
        y += height;
      }
    };
    const rows = table.rows.map(lay);
    // A head never ends a page alone: the first row stands under it, or the beginning of a long one.
    const least = Math.max(3 * textSize * scale, rows[0] && rows[0].full <= page * 0.35 ? rows[0].full : 0);
    if (y + headHeight + least > bottom && y > top) turn();
    placeHead(headRow);
    rows.forEach(placeRow);
    y += 8 * scale;
  }

  /** How much of what comes next a heading at the end of a page needs beneath it: of a picture all, of words a few lines. */
  const heldOnTo = (next: Block | undefined): number => {
    if (!next) return 0;
    if (next.kind !== "drawing") return 60 * scale;
    return 4 * scale + (next.drawing.height * width) / next.drawing.width;
  };

  turn();
  const beside = placeLogo(pdf, root, house, { right: margin + width, top, scale });
  const heading = child(pdf, root, "H1");
  const under = child(pdf, root, "P");
  const titleLines = type.setLines(
    [{ text: title, face: "heading", size: 22 * scale, colour: house.accent }],
    width - beside,
    { isWhole: true },
  );
  const underLines = type.setLines(
    [{ text: subtitle, face: "text", size: textSize * scale, colour: paper.soft }],
    width - beside,
  );
  const drawn = (tag: Tag, name: string) => (line: (typeof titleLines)[number]) => ({
    ...{ height: line.height, keeps: true, isAir: false },
    draw: (x: number, at: number) => {
      const content = pdf.markStructureContent(name as "P");
      type.draw(line, x, at);
      pdf.endMarkedContent();
      tag.add(content);
    },
  });
  place([...titleLines.map(drawn(heading, "H1")), air(3 * scale), ...underLines.map(drawn(under, "P"))]);
  y += 12 * scale;
  for (const [index, block] of body.entries()) {
    if (block.kind === "table") placeTable(block);
    else place(strips(block, width, root), heldOnTo(body[index + 1]));
    if (block.kind === "heading" && block.level < 3) pdf.outline.addItem(block.words);
  }
  numberPages(pdf, type, { size, margin, foot, locale });
}

/** In the upper right corner of the first page. The answer is how much room the title leaves for it. */
function placeLogo(
  pdf: Pdf,
  root: Tag,
  { logo }: House,
  { right, top, scale }: { right: number; top: number; scale: number },
): number {
  if (!logo) return 0;
  const size = fitted(logo, { width: 44 * millimetre * scale, height: 15 * millimetre * scale });
  const left = right - size.width;
  const figure = pdf.struct("Figure", {
    ...{ alt: logo.alt, bbox: [left, top, right, top + size.height] },
  });
  root.add(figure);
  inTag(pdf, figure, "Figure", () => pdf.image(logo.png, left, top, size));
  return size.width + 6 * millimetre * scale;
}

/** As many strips from the front as there is room for; at least one, so that it ends. */
function takeFrom(all: Strip[], room: number): Strip[] {
  const taken: Strip[] = [];
  let used = 0;
  while (all[0]?.isAir && taken.length === 0 && all.length > 1 && used > 0) all.shift();
  while (all.length > 0 && (taken.length === 0 || used + all[0]!.height <= room)) {
    const next = all.shift()!;
    taken.push(next);
    used += next.height;
  }
  return taken;
}

function child(pdf: Pdf, parent: Tag, name: string): Tag {
  const tag = pdf.struct(name as "P");
  parent.add(tag);
  return tag;
}

/** "Page 2 of 3" at the foot: for the eyes only, since one who listens has no pages. */
function numberPages(
  pdf: Pdf,
  type: ReturnType<typeof typesetter>,
  {
    size,
    margin,
    foot,
    locale,
  }: { size: { width: number; height: number }; margin: number; foot: string; locale: Printed["locale"] },
): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let index = 0; index < count; index++) {
    pdf.switchToPage(start + index);
    const page = text(locale)("page", { page: index + 1, pages: count });
    const width = size.width - 2 * margin;
    const lines = type.setLines(
      [{ text: `${foot}  ·  ${page}`, face: "text", size: 9, colour: paper.soft }],
      width,
    );
    asDecoration(pdf, () => {
      for (const [at, line] of lines.slice(0, 2).entries())
        type.draw(line, margin + width - line.width, size.height - margin / 1.6 + at * line.height);
    });
  }
}
