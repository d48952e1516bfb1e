import type { Locale } from "#platform/text/index.ts";
import { paper } from "../look.ts";
import { drawCode } from "./code.ts";
import { asDecoration, inTag, newPage, pdfFile, sheet } from "./file.ts";
import { type Face, typesetter } from "./type.ts";

/** What stands on one card; its code leads to `link`. */
export type PrintedCard = {
  title: string;
  name: string;
  place: string;
  call: string;
  link: string;
  alt: string;
};

const millimetre = 72 / 25.4;
/** The size of a visiting card, two beside one another and five below: what shops sell as paper to break apart. */
const [width, height] = [85 * millimetre, 54 * millimetre];
const [across, down] = [2, 5];
const padding = 4.5 * millimetre;

/** Cards to cut out: for each of them a sheet of A4 with ten of the same. */
export const cardsPdf = (
  { title, subtitle, locale }: { title: string; subtitle: string; locale: Locale },
  cards: readonly PrintedCard[],
): Promise<Buffer> =>
  pdfFile({ title, subject: subtitle, locale }, (pdf, root) => {
    const size = sheet("A4");
    const type = typesetter(pdf, locale);
    const left = (size.width - across * width) / 2;
    const top = (size.height - down * height) / 2;

    function drawCard(card: PrintedCard, x: number, y: number, isFirst: boolean): void {
      const edge = 30 * millimetre;
      const room = width - edge - 3 * padding;
      let at = y + padding;
      const words = (
        text: string,
        tagName: "H1" | "P",
        look: { face: Face; size: number; colour?: string },
        most: number,
      ) => {
        let { size: points } = look;
        let lines = type.setLines([{ ...look, text }], room, { isWhole: true });
        // A long name grows smaller rather than onto the next card.
        while (lines.length > most && points > 6) {
          points -= 0.5;
          lines = type.setLines([{ ...look, text, size: points }], room, { isWhole: true });
        }
        const put = () => {
          for (const line of lines.slice(0, most)) {
            type.draw(line, x + padding, at);
            at += line.height;
          }
        };
        // The ten are the same: whoever listens hears one.
        if (!isFirst) return asDecoration(pdf, put);
        const tag = pdf.struct(tagName);
        root.add(tag);
        inTag(pdf, tag, tagName, put);
      };
      words(card.title, "H1", { face: "heading", size: 13, colour: paper.accent }, 3);
      at += 4;
      words(card.name, "P", { face: "bold", size: 10 }, 2);
      words(card.place, "P", { face: "text", size: 8, colour: paper.soft }, 2);
      at += 4;
      words(card.call, "P", { face: "text", size: 8 }, 4);

      const [codeX, codeY] = [x + width - padding - edge, y + padding];
      const code = () => drawCode(pdf, card.link, codeX, codeY, edge);
      if (isFirst) {
        const bbox = [codeX, codeY, codeX + edge, codeY + edge];
        const figure = pdf.struct("Figure", { alt: card.alt, bbox } as object);
        root.add(figure);
        inTag(pdf, figure, "Figure", code);
      } else asDecoration(pdf, code);
      // For those whose camera cannot: the address itself, across the foot of the card.
      const address = card.link.replace(/^https?:\/\//u, "");
      let points = 7;
      let lines = type.setLines([{ text: address, face: "text", size: points }], width - 2 * padding);
      while (lines.length > 1 && points > 4) {
        points -= 0.25;
        lines = type.setLines([{ text: address, face: "text", size: points }], width - 2 * padding);
      }
      const foot = () => {
        let below = y + height - padding - lines.reduce((sum, line) => sum + line.height, 0);
        for (const line of lines) {
          type.draw(line, x + padding, below);
          below += line.height;
        }
      };
      if (isFirst) {
        const tag = pdf.struct("P");
        root.add(tag);
        inTag(pdf, tag, "P", foot);
      } else asDecoration(pdf, foot);
    }

    for (const card of cards) {
      newPage(pdf, size);
      for (let place = 0; place < across * down; place++) {
        const [x, y] = [left + (place % across) * width, top + Math.floor(place / across) * height];
        asDecoration(pdf, () => {
          pdf
            .lineWidth(0.4)
            .dash(2, { space: 2 })
            .rect(x, y, width, height)
            .stroke(`#${paper.line}`)
            .undash();
        });
        drawCard(card, x, y, place === 0);
      }
    }
  });
