import type { Locale } from "#platform/text/index.ts";
import { fitted, type House, neutralHouse, paper } from "../look.ts";
import { drawCode } from "./code.ts";
import { inTag, newPage, pdfFile, type Sheet, sheet } from "./file.ts";
import { type Face, typesetter } from "./type.ts";

export type Poster = {
  locale: Locale;
  house?: House;
  sheet: Sheet;
  title: string;
  subtitle: string;
  /** What to do with the code. */
  call: string;
  /** Where the code leads, and what is said of it to one who cannot see it. */
  link: string;
  alt: string;
  /** For those whose camera cannot: what to type, and where. */
  byHand: string;
  code: string;
};

/** A poster for the wall: a code to scan, read from the back of the room. */
export const posterPdf = (poster: Poster): Promise<Buffer> =>
  pdfFile({ title: poster.title, subject: poster.subtitle, locale: poster.locale }, (pdf, root) => {
    const size = sheet(poster.sheet);
    const scale = size.width / 595.28;
    const margin = 48 * scale;
    const width = size.width - 2 * margin;
    const type = typesetter(pdf, poster.locale);
    newPage(pdf, size);
    let y = margin;

    const words = (
      text: string,
      tagName: "H1" | "P",
      look: { face: Face; size: number; colour?: string },
      most: number,
    ) => {
      const tag = pdf.struct(tagName);
      root.add(tag);
      let size = look.size * scale;
      let lines = type.setLines([{ ...look, text, size }], width);
      while (lines.length > most && size > 9 * scale) {
        size *= 0.9;
        lines = type.setLines([{ ...look, text, size }], width);
      }
      for (const line of lines) {
        inTag(pdf, tag, tagName, () => type.draw(line, margin + (width - line.width) / 2, y));
        y += line.height;
      }
    };

    const { accent, logo } = poster.house ?? neutralHouse;
    if (logo) {
      const size = fitted(logo, { width: 200 * scale, height: 60 * scale });
      const left = margin + (width - size.width) / 2;
      const figure = pdf.struct("Figure", {
        ...{ alt: logo.alt, bbox: [left, y, left + size.width, y + size.height] },
      });
      root.add(figure);
      const top = y;
      inTag(pdf, figure, "Figure", () => pdf.image(logo.png, left, top, size));
      y += size.height + 18 * scale;
    }
    words(poster.title, "H1", { face: "heading", size: 34, colour: accent }, 3);
    words(poster.subtitle, "P", { face: "text", size: 15, colour: paper.soft }, 2);
    y += 18 * scale;
    words(poster.call, "P", { face: "bold", size: 22 }, 2);
    y += 14 * scale;

    const under = 150 * scale;
    const edge = Math.min(width, size.height - margin - under - y, 430 * scale);
    const left = (size.width - edge) / 2;
    const figure = pdf.struct("Figure", {
      ...{ alt: poster.alt, bbox: [left, y, left + edge, y + edge] },
    });
    root.add(figure);
    inTag(pdf, figure, "Figure", () => drawCode(pdf, poster.link, left, y, edge));
    y += edge + 16 * scale;
    words(poster.byHand, "P", { face: "text", size: 16 }, 3);
    y += 4 * scale;
    words(poster.code, "P", { face: "heading", size: 40 }, 1);
  });
