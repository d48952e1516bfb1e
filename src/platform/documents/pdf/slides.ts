import { edgeOf, figureScale, opensWhatFollows, type Presented, type PrintedSlide } from "../deck.ts";
import { fitted, neutralHouse, paper, printMarks } from "../look.ts";
import { linesOf } from "../safe.ts";
import { asDecoration, inTag, newPage, type Pdf, pdfFile, type Tag } from "./file.ts";
import { drawShapes } from "./strips.ts";
import { type Line, type Part, type Typesetter, typesetter } from "./type.ts";

const page = { width: 960, height: 540 };
const side = 65;
const across = page.width - 2 * side;
const room = { title: 86, body: 310 };
const sizes = [48, 42, 36, 32, 28, 24, 20, 18, 16, 14, 12, 11, 10, 9, 8, 7, 6, 5];

/** The shown slides, a page each, as they stand on the wall; what the leader notes for herself is not among them. */
export const slidesPdf = (deck: Presented): Promise<Buffer> =>
  pdfFile({ title: deck.title, subject: deck.subtitle, locale: deck.locale }, (pdf, root) => {
    const type = typesetter(pdf, deck.locale);
    for (const [index, slide] of deck.slides.entries()) writeSlide(pdf, root, type, deck, slide, index + 1);
    // A deck without slides is still a file that opens.
    if (deck.slides.length === 0)
      writeSlide(
        pdf,
        root,
        type,
        deck,
        { kind: "title", title: deck.title, body: deck.subtitle, notes: "", values: [] },
        1,
      );
  });

/** The text in the largest size that has room. */
function fitting(
  type: Typesetter,
  texts: readonly string[],
  part: Omit<Part, "text" | "size">,
  { width, height, largest }: { width: number; height: number; largest: number },
): Line[][] {
  const set = (size: number) => texts.map((text) => type.setLines([{ ...part, text, size }], width));
  const fits = (all: Line[][]) => all.flat().reduce((sum, each) => sum + each.height, 0) <= height;
  for (const size of sizes.filter((each) => each <= largest)) {
    const all = set(size);
    if (fits(all)) return all;
  }
  return set(4);
}

function writeSlide(
  pdf: Pdf,
  root: Tag,
  type: Typesetter,
  deck: Presented,
  slide: PrintedSlide,
  number: number,
): void {
  newPage(pdf, page);
  const { kind, title, body, values, figure } = slide;
  const opens = opensWhatFollows(slide);
  const isTitle = kind === "title";
  const { house = neutralHouse } = deck;
  const { ink, tint } = edgeOf(isTitle ? undefined : values[0], house);
  asDecoration(pdf, () => {
    pdf.rect(0, 0, page.width, page.height).fill(`#${tint}`);
    pdf.rect(0, 0, 20, page.height).fill(`#${ink}`);
  });
  const section = pdf.struct("Sect");
  root.add(section);
  const tagged = (parent: Tag, name: string) => {
    const tag = pdf.struct(name as "P");
    parent.add(tag);
    return tag;
  };
  const [titleLines = []] = fitting(
    type,
    [title],
    { face: "heading", colour: house.accent },
    {
      width: across,
      height: isTitle || opens ? 200 : room.title,
      largest: isTitle ? 48 : opens ? 42 : 36,
    },
  );
  const heightOf = (lines: readonly Line[]) => lines.reduce((sum, each) => sum + each.height, 0);
  const titleEnds = isTitle ? 270 : opens ? 250 + heightOf(titleLines) / 2 : 40 + room.title;
  let y = titleEnds - heightOf(titleLines);
  const heading = tagged(section, number === 1 ? "H1" : "H2");
  for (const line of titleLines) {
    inTag(pdf, heading, "H1", () => type.draw(line, side, y));
    y += line.height;
  }
  pdf.outline.addItem(title);

  y = isTitle ? 290 : 145;
  const scale = figure ? figureScale(figure, { width: across, height: room.body }) : 0;
  const figureHeight = figure ? figure.height * scale : 0;
  const parts = linesOf(body).map((each) => /^[•*-]\s+(.*)$/.exec(each.trim())?.[1] ?? each);
  const points = linesOf(body).map((each) => /^[•*-]\s+/.test(each.trim()));
  const hasPoints = points.some(Boolean);
  const all = fitting(
    type,
    parts,
    { face: kind === "quote" ? "heading" : "text" },
    {
      width: across - (hasPoints ? 24 : 0),
      height: isTitle ? 130 : room.body - figureHeight,
      largest: kind === "quote" ? 36 : isTitle ? 24 : 28,
    },
  );
  let list: Tag | null = null;
  for (const [index, lines] of all.entries()) {
    const isPoint = points[index]!;
    list = isPoint ? (list ?? tagged(section, "L")) : null;
    const name = isPoint ? "LBody" : "P";
    const entry = list ? tagged(list, "LI") : section;
    if (isPoint) {
      const [dot] = type.setLines(
        [{ text: "•", face: "text", size: (lines[0]?.height ?? 20) / 1.32 }],
        across,
      );
      inTag(pdf, tagged(entry, "Lbl"), "Lbl", () => type.draw(dot!, side, y));
    }
    const tag = tagged(entry, name);
    for (const line of lines) {
      inTag(pdf, tag, name, () => type.draw(line, side + (isPoint ? 24 : 0), y));
      y += line.height;
    }
  }

  if (figure) {
    const place = { x: side, y: Math.max(y + 4, 145), size: scale };
    const { x, y: top } = place;
    const bbox = [x, top, x + figure.width * scale, top + figureHeight];
    const tag = pdf.struct("Figure", { ...{ alt: figure.alt, bbox } });
    section.add(tag);
    inTag(pdf, tag, "Figure", () => drawShapes(pdf, type, figure, place));
  }

  const names = values.map((value) => ({
    text: `${printMarks[value.mark] ?? "●"} ${value.name}      `,
    face: "bold" as const,
    size: 14,
    colour: edgeOf(value).ink,
  }));
  const nameLines = names.length > 0 ? type.setLines(names, across) : [];
  y = (isTitle ? 440 : 490) - heightOf(nameLines);
  const named = nameLines.length > 0 ? tagged(section, "P") : null;
  for (const line of nameLines) {
    inTag(pdf, named!, "P", () => type.draw(line, side, y));
    y += line.height;
  }
  if (house.logo) {
    const { png, alt } = house.logo;
    // Large on the first slide; on the others in the line at the foot, where nothing else stands.
    const size = fitted(house.logo, isTitle ? { width: 220, height: 80 } : { width: 110, height: 24 });
    const left = page.width - side - size.width - (isTitle ? 0 : 40);
    const top = isTitle ? 45 : 513 - size.height / 2;
    const put = () => pdf.image(png, left, top, size);
    if (isTitle) {
      const figure = pdf.struct("Figure", {
        ...{ alt, bbox: [left, top, left + size.width, top + size.height] },
      });
      section.add(figure);
      inTag(pdf, figure, "Figure", put);
    } else asDecoration(pdf, put);
  }
  if (isTitle) return;
  asDecoration(pdf, () => {
    const small = { face: "text" as const, size: 11, colour: paper.soft };
    const [foot] = type.setLines([{ ...small, text: deck.foot }], across - (house.logo ? 180 : 60));
    const [at] = type.setLines([{ ...small, text: String(number) }], 60);
    type.draw(foot!, side, 506);
    type.draw(at!, page.width - side - at!.width, 506);
  });
}
