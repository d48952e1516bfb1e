import { type Block, partsOf, type Words } from "../block.ts";
import type { Drawing } from "../drawing.ts";
import { paper } from "../look.ts";
import { inTag, type Pdf, type Tag } from "./file.ts";
import type { Face, Line, Part, Typesetter } from "./type.ts";

/** A strip of a page that is never parted: a line, or air. It stays on the page of the next one where it `keeps`. */
export type Strip = { height: number; keeps: boolean; isAir: boolean; draw: (x: number, y: number) => void };

export const textSize = 10.5;
export const air = (height: number, keeps = false): Strip => ({
  ...{ height, keeps, isAir: true },
  draw: () => {},
});

const looks = {
  1: { size: 15, before: 16, after: 5 },
  2: { size: 12.5, before: 12, after: 4 },
  3: { size: 11, before: 8, after: 3 },
};
const indent = 11;

const faceOf = ({ bold, italics }: { bold?: boolean; italics?: boolean }): Face =>
  bold ? "bold" : italics ? "italics" : "text";

export function drawShapes(
  pdf: Pdf,
  type: Pick<Typesetter, "setLines" | "draw">,
  { shapes }: Drawing,
  { x, y, size }: { x: number; y: number; size: number },
): void {
  for (const shape of shapes)
    if (shape.kind === "box")
      pdf
        .rect(x + shape.x * size, y + shape.y * size, shape.width * size, shape.height * size)
        .fill(`#${shape.fill}`);
    else if (shape.kind === "stroke") {
      pdf.save();
      for (const [index, [across, down]] of shape.points.entries())
        if (index === 0) pdf.moveTo(x + across * size, y + down * size);
        else pdf.lineTo(x + across * size, y + down * size);
      if (shape.isDashed) pdf.dash(4 * size, { space: 3 * size });
      pdf
        .lineCap("round")
        .lineWidth(shape.width * size)
        .stroke(`#${shape.colour}`);
      pdf.restore();
    } else {
      const { text, colour } = shape;
      const face: Face = shape.isBold ? "bold" : "text";
      const [line] = type.setLines(
        [{ text, face, colour, size: shape.size * size }],
        Number.MAX_SAFE_INTEGER,
      );
      if (line) type.draw(line, x + shape.x * size - (shape.isEnd ? line.width : 0), y + shape.y * size);
    }
}

export function stripper(
  pdf: Pdf,
  { setLines, draw }: Pick<Typesetter, "setLines" | "draw">,
  { scale, accent }: { scale: number; accent: string },
) {
  const partsIn = (words: readonly Words[]): Part[] =>
    words.flatMap((each) =>
      partsOf(each).map((part, index) => ({
        text: index > 0 ? ` ${part.text}` : part.text,
        face: faceOf(part),
        size: textSize * scale,
        ...(part.colour ? { colour: part.colour } : {}),
      })),
    );
  const strip = (line: Line, keeps: boolean, tag: Tag, name: string, left = 0): Strip => ({
    ...{ height: line.height, keeps, isAir: false },
    draw: (x, y) => inTag(pdf, tag, name, () => draw(line, x + left, y)),
  });
  const child = (parent: Tag, name: string): Tag => {
    const tag = pdf.struct(name as "P");
    parent.add(tag);
    return tag;
  };

  /** A point: its dot and its lines; each line of what somebody wrote stays a line. */
  function point(item: readonly Words[], width: number, list: Tag): Strip[] {
    const entry = child(list, "LI");
    const dot = child(entry, "Lbl");
    const body = child(entry, "LBody");
    const sets: Part[][] = [[]];
    for (const words of item)
      for (const [index, part] of partsOf(words).entries()) {
        if (index > 0) sets.push([]);
        sets.at(-1)!.push(...partsIn([part]));
      }
    const lines = sets.flatMap((parts) => setLines(parts, width - indent * scale));
    const [mark] = setLines([{ text: "•", face: "text", size: textSize * scale }], width);
    return [
      ...lines.map((line, index): Strip => {
        const words = strip(line, false, body, "LBody", indent * scale);
        if (index > 0) return words;
        return {
          ...words,
          draw: (x, y) => {
            inTag(pdf, dot, "Lbl", () => draw(mark!, x + 2, y));
            words.draw(x, y);
          },
        };
      }),
      air(2 * scale),
    ];
  }

  /** What a part of the document is on paper; a table is laid out by itself. */
  function strips(block: Exclude<Block, { kind: "table" }>, width: number, parent: Tag): Strip[] {
    switch (block.kind) {
      case "heading": {
        const look = looks[block.level];
        const size = (block.isInCell ? 11 : look.size) * scale;
        const name = `H${block.level + 1}`;
        const tag = child(parent, name);
        const lines = setLines([{ text: block.words, face: "heading", size, colour: accent }], width, {
          isWhole: true,
        });
        return [
          ...(block.isInCell ? [] : [air(look.before * scale, true)]),
          ...lines.map((line) => strip(line, true, tag, name)),
          air(look.after * scale, true),
        ];
      }
      case "line": {
        const isLabel = block.look === "label";
        const tag = child(parent, "P");
        const lines = setLines(partsIn(block.words), width);
        return [
          ...(isLabel ? [air(4 * scale, true)] : []),
          ...lines.map((line) => strip(line, isLabel, tag, "P")),
          air((isLabel ? 1 : 4) * scale, isLabel),
        ];
      }
      case "points": {
        const list = child(parent, "L");
        return [...block.items.flatMap((item) => point(item, width, list)), air(2 * scale)];
      }
      case "picture": {
        const { jpeg, caption } = block;
        const size = Math.min(width / block.width, (520 * scale) / block.height, 1);
        const [wide, high] = [block.width * size, block.height * size];
        const figure = pdf.struct("Figure", { alt: caption });
        parent.add(figure);
        const tag = child(parent, "P");
        return [
          air(8 * scale, true),
          {
            ...{ height: high, keeps: true, isAir: false },
            draw: (x, y) =>
              inTag(pdf, figure, "Figure", () => pdf.image(jpeg, x, y, { width: wide, height: high })),
          },
          air(3 * scale, true),
          ...setLines(partsIn([{ text: caption, colour: paper.soft }]), width).map((line) =>
            strip(line, false, tag, "P"),
          ),
          air(4 * scale),
        ];
      }
      case "drawing": {
        const { drawing } = block;
        const size = width / drawing.width;
        const figure = pdf.struct("Figure", { alt: drawing.alt });
        parent.add(figure);
        return [
          air(4 * scale, true),
          {
            ...{ height: drawing.height * size, keeps: false, isAir: false },
            draw: (x, y) =>
              inTag(pdf, figure, "Figure", () =>
                drawShapes(pdf, { setLines, draw }, drawing, { x, y, size }),
              ),
          },
          air(6 * scale),
        ];
      }
      case "gap":
        return [air(6 * scale)];
    }
  }
  return strips;
}
