/** A picture that is drawn of lines and words: the same on paper (PDF) and as a file of its own (SVG). */
import { safeText } from "./safe.ts";

export type Shape =
  | { kind: "box"; x: number; y: number; width: number; height: number; fill: string }
  | {
      kind: "stroke";
      points: readonly (readonly [number, number])[];
      colour: string;
      width: number;
      isDashed?: boolean;
    }
  /** `y` is the top of the words, `x` where they begin, or end. */
  | {
      kind: "words";
      x: number;
      y: number;
      text: string;
      size: number;
      colour: string;
      isBold?: boolean;
      isEnd?: boolean;
    };
export type Drawing = {
  width: number;
  height: number;
  shapes: readonly Shape[];
  /** What it shows, for those who cannot see it. */
  alt: string;
};

/** Parts a text into lines of about this width. Cautious: letters are taken for wider than they mostly are. */
export function linesWithin(text: string, width: number, size: number): string[] {
  const most = Math.max(8, Math.floor(width / (size * 0.52)));
  const lines: string[] = [];
  let line = "";
  for (const word of safeText(text)
    .split(/\s+/u)
    .flatMap((each) => each.match(new RegExp(`.{1,${most}}`, "gu")) ?? [])) {
    if (line && line.length + 1 + word.length > most) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return line ? [...lines, line] : lines;
}

export const escaped = (text: string): string =>
  safeText(text).replace(/[&<>"']/gu, (sign) => `&#${sign.charCodeAt(0)};`);
const round = (value: number): number => Math.round(value * 100) / 100;

/** How far beneath their top the words' line runs, as a share of their size. */
const baseline = 0.93;

function svgShape(shape: Shape): string {
  switch (shape.kind) {
    case "box":
      return `<rect x="${round(shape.x)}" y="${round(shape.y)}" width="${round(shape.width)}" height="${round(shape.height)}" fill="#${shape.fill}"/>`;
    case "stroke":
      return `<polyline points="${shape.points.map(([x, y]) => `${round(x)},${round(y)}`).join(" ")}" fill="none" stroke="#${shape.colour}" stroke-width="${shape.width}" ${shape.isDashed ? ' stroke-dasharray="4 3"' : ' stroke-linecap="round"'}/>`;
    case "words":
      return `<text x="${round(shape.x)}" y="${round(shape.y + baseline * shape.size)}" font-size="${shape.size}" fill="#${shape.colour}"${shape.isBold ? ' font-weight="700"' : ""}${shape.isEnd ? ' text-anchor="end"' : ""}>${escaped(shape.text)}</text>`;
  }
}

export function svgOf({ width, height, shapes, alt }: Drawing): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${round(height)}" viewBox="0 0 ${width} ${round(height)}" role="img" font-family="'Source Sans 3','Segoe UI',Helvetica,Arial,sans-serif"><title>${escaped(alt)}</title><rect width="100%" height="100%" fill="#ffffff"/>${shapes.map(svgShape).join("")}</svg>`;
}
