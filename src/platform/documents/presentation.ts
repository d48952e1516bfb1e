import type Pptx from "pptxgenjs";
import { edgeOf, figureScale, opensWhatFollows, type Presented, type PrintedSlide } from "./deck.ts";
import { type Drawing, escaped } from "./drawing.ts";
import { fitted, neutralHouse, paper, printMarks, slideGround } from "./look.ts";
import { linesOf, safeText } from "./safe.ts";
import { languageTags } from "./tags.ts";

const faces = { text: "Calibri", heading: "Georgia" };
const inches = { width: 13.333, height: 7.5, side: 0.9 };
const across = inches.width - 2 * inches.side;
const bodyHeight = 4.3;

/** Long texts stand smaller, as on the screen, so that nothing runs out of the slide: the largest size that has room. */
const sizeOf = (body: string, kind: PrintedSlide["kind"], room: number): number => {
  const lines = linesOf(body);
  const hasRoom = (size: number) => {
    // A letter is about half as wide as it is high.
    const letters = (across * 72) / (size * 0.53);
    const height =
      lines.reduce((sum, each) => sum + Math.max(1, Math.ceil(each.length / letters)), 0) * size * 1.25;
    return height <= room * 72;
  };
  return [...(kind === "quote" ? [32] : []), 28, 24, 20, 18, 16, 14, 12, 11, 10, 9].find(hasRoom) ?? 8;
};

/** By this name its parts are found again in the file, to be made one. */
const figureName = "figure";

/** A figure as shapes and words that can be changed, from this place on; in inches. */
function drawFigure(
  slide: ReturnType<Pptx.default["addSlide"]>,
  figure: Drawing,
  { x: left, y: top, scale, lang }: { x: number; y: number; scale: number; lang: string },
): void {
  const objectName = figureName;
  const points = (size: number) => Math.round(size * scale * 72 * 10) / 10;
  for (const shape of figure.shapes)
    if (shape.kind === "box")
      slide.addShape("rect", {
        ...{ objectName, fill: { color: shape.fill } },
        ...{ x: left + shape.x * scale, y: top + shape.y * scale },
        ...{ w: shape.width * scale, h: shape.height * scale },
      });
    else if (shape.kind === "stroke")
      for (const [index, [toX, toY]] of shape.points.entries()) {
        if (index === 0) continue;
        const [fromX, fromY] = shape.points[index - 1]!;
        slide.addShape("line", {
          ...{ objectName, flipV: toY < fromY !== toX < fromX },
          ...{ x: left + Math.min(fromX, toX) * scale, y: top + Math.min(fromY, toY) * scale },
          ...{ w: Math.abs(toX - fromX) * scale, h: Math.abs(toY - fromY) * scale },
          line: {
            color: shape.colour,
            width: points(shape.width),
            dashType: shape.isDashed ? "dash" : "solid",
          },
        });
      }
    else {
      const x = shape.isEnd ? left : left + shape.x * scale;
      const w = (shape.isEnd ? shape.x : figure.width - shape.x) * scale;
      slide.addText(safeText(shape.text), {
        ...{ objectName, x, w, y: top + shape.y * scale, h: shape.size * scale * 1.4, margin: 0, lang },
        ...{ fontSize: points(shape.size), color: shape.colour, bold: shape.isBold ?? false },
        ...{ align: shape.isEnd ? "right" : "left", valign: "top" },
      });
    }
}

/** A PowerPoint file whose text is text: titles and bodies are placeholders that can be read aloud and changed. */
export async function presentation({
  title,
  subtitle,
  locale,
  foot,
  house = neutralHouse,
  slides,
}: Presented): Promise<Buffer> {
  // A large library that few requests need.
  const { default: Deck } = await import("pptxgenjs");
  // Its types say CommonJS, which has the class one step deeper; Node loads the module.
  const deck = new (Deck as unknown as typeof Deck.default)();
  const lang = languageTags[locale];
  deck.layout = "LAYOUT_WIDE";
  deck.title = safeText(title);
  deck.subject = safeText(subtitle);
  deck.author = "Udlev";
  deck.company = "Udlev";
  deck.theme = { headFontFace: faces.heading, bodyFontFace: faces.text };
  const number = { x: inches.width - 1.5, y: 6.95, w: 0.6, h: 0.3, fontSize: 11, color: paper.soft } as const;
  const footer = {
    text: {
      text: safeText(foot),
      options: { x: inches.side, y: 6.95, w: 9, h: 0.3, fontSize: 11, color: paper.soft, margin: 0, lang },
    },
  };
  const placeholder = (
    name: "title" | "body",
    text: string,
    place: { y: number; h: number; size: number; isTop?: boolean },
  ) => ({
    placeholder: {
      text,
      options: {
        ...{ name, type: name, x: inches.side, w: across, y: place.y, h: place.h, margin: 0 },
        ...{ fontSize: place.size, align: "left" as const, lang },
        valign: place.isTop ? ("top" as const) : ("bottom" as const),
        ...(name === "title"
          ? { bold: true, fontFace: faces.heading, color: house.accent }
          : { color: paper.ink }),
      },
    },
  });
  /** With its right edge here; on every slide by its master, so that it is put in once. */
  const logo = (most: { width: number; height: number }, place: { right: number; middle: number }) => {
    if (!house.logo) return [];
    const { width: w, height: h } = fitted(house.logo, most);
    const data = `image/png;base64,${house.logo.png.toString("base64")}`;
    const image = { data, x: place.right - w, y: place.middle - h / 2, w, h };
    return [{ image: { ...image, altText: safeText(house.logo.alt) } }];
  };
  deck.defineSlideMaster({
    title: "title",
    background: { color: slideGround },
    objects: [
      ...logo({ width: 3, height: 1.1 }, { right: inches.width - inches.side, middle: 1 }),
      placeholder("title", "", { y: 1.6, h: 2.2, size: 44 }),
      placeholder("body", "", { y: 4, h: 1.4, size: 24, isTop: true }),
    ],
  });
  deck.defineSlideMaster({
    title: "plain",
    background: { color: slideGround },
    objects: [
      ...logo({ width: 1.6, height: 0.36 }, { right: inches.width - 1.7, middle: 7.1 }),
      placeholder("title", "", { y: 0.5, h: 1.2, size: 32 }),
      placeholder("body", "", { y: 1.95, h: bodyHeight, size: 28, isTop: true }),
      footer,
    ],
    slideNumber: number,
  });
  deck.defineSlideMaster({
    title: "opening",
    background: { color: slideGround },
    objects: [
      ...logo({ width: 1.6, height: 0.36 }, { right: inches.width - 1.7, middle: 7.1 }),
      placeholder("title", "", { y: 1.9, h: 2.2, size: 40 }),
      footer,
    ],
    slideNumber: number,
  });
  for (const shown of slides) {
    const { kind, title, body, notes, values, figure } = shown;
    const opens = opensWhatFollows(shown);
    const masterName = kind === "title" ? "title" : opens ? "opening" : "plain";
    const slide = deck.addSlide({ masterName });
    const scale = figure ? figureScale(figure, { width: across, height: bodyHeight }) : 0;
    const room = bodyHeight - (figure ? figure.height * scale : 0);
    const { ink, tint } = edgeOf(kind === "title" ? undefined : values[0], house);
    if (values[0] && kind !== "title") slide.background = { color: tint };
    // Decoration without words: the value is also named below.
    slide.addShape("rect", {
      x: 0,
      y: 0,
      w: 0.28,
      h: inches.height,
      fill: { color: ink },
      line: { color: ink },
    });
    const largest = { title: 44, opening: 40, plain: 32 }[masterName];
    const titleSize = title.length > 150 ? 16 : title.length > 90 ? 24 : largest;
    slide.addText([{ text: safeText(title) || " ", options: { lang, fontSize: titleSize } }], {
      placeholder: "title",
    });
    // Room without words is no place to write in.
    if (body.trim())
      slide.addText(
        linesOf(body).map((each) => {
          const point = /^[•*-]\s+(.*)$/.exec(each.trim());
          return {
            text: point ? point[1]! : each,
            options: {
              ...{ breakLine: true, lang, fontSize: kind === "title" ? 24 : sizeOf(body, kind, room) },
              ...(point ? { bullet: { indent: 20 } } : { bullet: false }),
              ...(kind === "quote" ? { fontFace: faces.heading } : {}),
            },
          };
        }),
        // Above its figure.
        { placeholder: "body", ...(figure ? { x: inches.side, y: 1.95, w: across, h: room } : {}) },
      );
    // A box for each: the library writes paragraphs of several looks in a way that PowerPoint wants to repair.
    const share = across / Math.max(values.length, 3);
    for (const [index, value] of values.entries())
      slide.addText(`${printMarks[value.mark] ?? "●"} ${safeText(value.name)}`, {
        ...{ x: inches.side + index * share, y: kind === "title" ? 5.7 : 6.4, w: share - 0.15, h: 0.5 },
        ...{ fontSize: values.length > 4 ? 12 : 16, bold: true, color: edgeOf(value).ink, margin: 0, lang },
      });
    if (figure)
      drawFigure(slide, figure, { x: inches.side, y: body.trim() ? 1.95 + room : 1.95, scale, lang });
    if (notes.trim()) slide.addNotes(linesOf(notes).join("\n"));
  }
  const figures = slides.map(({ figure }) => figure?.alt ?? null);
  return putRight((await deck.write({ outputType: "nodebuffer" })) as Buffer, { lang, figures });
}

/**
 * The library calls notes and numbers English, writes a note of several lines as one, and knows no groups. All is put
 * right in the file itself.
 */
async function putRight(
  bytes: Buffer,
  { lang, figures }: { lang: string; figures: readonly (string | null)[] },
): Promise<Buffer> {
  const { default: Zip } = await import("jszip");
  const zip = await Zip.loadAsync(bytes);
  for (const file of zip.file(/^ppt\/(slides|slideLayouts|slideMasters|notesSlides)\/[^/]+\.xml$/)) {
    const [, number] = /^ppt\/slides\/slide(\d+)\.xml$/.exec(file.name) ?? [];
    const figure = figures[Number(number) - 1];
    const written = await file.async("string");
    const xml = (figure ? asOneFigure(written, figure) : written)
      .replaceAll(' lang="en-US"', ` lang="${lang}"`)
      .replace(/(<a:p><a:r><a:rPr [^>]*\/><a:t>)([^<]*\n[^<]*)(<\/a:t><\/a:r>)/g, (_, before, words, after) =>
        words
          .split(/\r?\n/)
          .map((each: string) => `${before}${each}${after}`)
          .join("</a:p>"),
      );
    zip.file(file.name, xml);
  }
  return zip.generateAsync({ type: "nodebuffer", compression: "DEFLATE" });
}

/** The parts of a figure as a group: it is moved as one, and says in words what it shows. */
function asOneFigure(xml: string, alt: string): string {
  const part = `<p:sp><p:nvSpPr><p:cNvPr id="\\d+" name="${figureName}">(?:(?!</p:sp>).)*</p:sp>`;
  return xml.replace(new RegExp(`(?:${part}\\s*)+`, "su"), (parts) => {
    const boxes = [
      ...parts.matchAll(/<a:off x="(\d+)" y="(\d+)"\s*\/>\s*<a:ext cx="(\d+)" cy="(\d+)"/gu),
    ].map((found) => found.slice(1).map(Number) as [number, number, number, number]);
    const [x, y] = [Math.min(...boxes.map((box) => box[0])), Math.min(...boxes.map((box) => box[1]))];
    const [cx, cy] = [
      Math.max(...boxes.map((box) => box[0] + box[2])) - x,
      Math.max(...boxes.map((box) => box[1] + box[3])) - y,
    ];
    const place = `x="${x}" y="${y}"`;
    const size = `cx="${cx}" cy="${cy}"`;
    const id = Math.max(...[...xml.matchAll(/<p:cNvPr id="(\d+)"/gu)].map((found) => Number(found[1]))) + 1;
    const said = `<p:cNvPr id="${id}" name="${figureName}" descr="${escaped(alt)}"/>`;
    return `<p:grpSp><p:nvGrpSpPr>${said}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off ${place}/><a:ext ${size}/><a:chOff ${place}/><a:chExt ${size}/></a:xfrm></p:grpSpPr>${parts}</p:grpSp>`;
  });
}
