/** How customers experience behaviours, drawn for paper and for files of pictures: what has been released, and nothing besides. */
import {
  type Answered,
  answersIn,
  type Five,
  leastShare,
  leavesOut,
  type Mean,
  meanInWords,
  oneDecimal,
  points as scores,
  spreadInWords,
} from "#design/charts/points.ts";
import { text } from "#design/charts/text.ts";
import { formatDate, formatNumber } from "#design/format.ts";
import { type Drawing, linesWithin, type Shape } from "#platform/documents/drawing.ts";
import { paper, printColours } from "#platform/documents/look.ts";
import type { Locale } from "#platform/text/index.ts";

export type DrawnOf = { locale: Locale; title: string };
/** One row of a drawing: the question, what it shows in words, and how it is drawn beneath the question. */
export type DrawnRow = { label: string; alt: string; height: number; draw: (y: number) => Shape[] };

export const width = 760;
export const margin = 20;
export const [left, right] = [margin, 520];
const labelSize = 15;
export const smallSize = 13;
export const xOf = (score: number) => left + 8 + ((score - 1) / 4) * (right - left - 16);
/** As design/tokens.css has them for the light theme. */
const scaleColours = ["A8541C", "DDA777", "D9D2C4", "7FB3A8", "1D5C52"];
const scaleInks = ["FFFFFF", paper.ink, paper.ink, paper.ink, "FFFFFF"];

export const one = (value: number, locale: Locale) => oneDecimal(locale, value);
export const inkOf = (colour: string | undefined): string =>
  (printColours[colour ?? ""] ?? { ink: paper.accent }).ink;

/** One row below the other: the question in as many lines as it takes, and beneath it what is drawn of it. */
export function rowsOf({ title }: DrawnOf, rows: readonly DrawnRow[], foot: (y: number) => Shape[]): Drawing {
  const shapes: Shape[] = [];
  let y = margin;
  const words = (line: string, size: number, isBold = false) => {
    shapes.push({ kind: "words", x: left, y, text: line, size, colour: paper.ink, isBold });
    y += size * 1.3;
  };
  for (const line of linesWithin(title, width - 2 * margin, 18)) words(line, 18, true);
  y += 8;
  for (const { label, height, draw } of rows) {
    for (const line of linesWithin(label, width - 2 * margin, labelSize)) words(line, labelSize);
    shapes.push(...draw(y + 4));
    y += height + 16;
  }
  shapes.push(...foot(y));
  return {
    ...{ width, shapes, height: y + smallSize * 1.3 + margin },
    alt: [title, ...rows.map(({ alt }) => alt)].filter(Boolean).join(" "),
  };
}

export const aside = (y: number, said: string, colour = paper.soft): Shape => ({
  ...{ kind: "words", x: right + 16, y, text: said, size: smallSize, colour },
});
export const scaleFoot =
  ({ locale }: DrawnOf) =>
  (y: number): Shape[] => [
    {
      kind: "words",
      x: left,
      y,
      text: `1 · ${text(locale)("chart.disagree")}`,
      size: smallSize,
      colour: paper.soft,
    },
    {
      ...{ kind: "words", x: right, y, text: `5 · ${text(locale)("chart.agree")}` },
      ...{ size: smallSize, colour: paper.soft, isEnd: true },
    },
  ];
export const ticks = (y: number, height: number): Shape[] =>
  scores.map((score) => ({
    ...{ kind: "stroke", colour: paper.line, width: 1 },
    points: [
      [xOf(score), y],
      [xOf(score), y + height],
    ],
  }));
export const tooFew = (of: DrawnOf, label: string): DrawnRow => {
  const said = text(of.locale)("chart.tooFew");
  return {
    ...{ label, alt: `${label}: ${said}.`, height: 20 },
    draw: (y: number): Shape[] => [
      { kind: "words", x: left, y, text: said, size: smallSize, colour: paper.soft },
    ],
  };
};

type AskedMean = { label: string; colour: string | undefined; mean: Mean | null };
type AskedSpread = { label: string; counts: Five | null; notRelevant: number };

function meanRow(of: DrawnOf, { label, colour: name, mean: estimate }: AskedMean): DrawnRow {
  const { locale } = of;
  const t = text(locale);
  if (!estimate) return tooFew(of, label);
  const colour = inkOf(name);
  const [mean, low, high] = [
    one(estimate.mean, locale),
    one(estimate.low, locale),
    one(estimate.high, locale),
  ];
  return {
    ...{ label, height: 28, alt: meanInWords({ locale, t }, label, estimate) },
    draw: (y: number): Shape[] => [
      ...ticks(y, 24),
      {
        ...{ kind: "stroke", colour, width: 5 },
        points: [
          [xOf(estimate.low), y + 12],
          [xOf(estimate.high), y + 12],
        ],
      },
      {
        ...{ kind: "stroke", colour, width: 4 },
        points: [
          [xOf(estimate.mean), y + 3],
          [xOf(estimate.mean), y + 21],
        ],
      },
      aside(y + 4, `${mean}  (${low}–${high}) · ${t("chart.answers", { count: estimate.n })}`, paper.ink),
    ],
  };
}

function spreadRow(of: DrawnOf, { label, counts, notRelevant: none }: AskedSpread): DrawnRow {
  const { locale } = of;
  const t = text(locale);
  const percent = (share: number) =>
    formatNumber(locale, share, { style: "percent", maximumFractionDigits: 0 });
  if (!counts) return tooFew(of, label);
  const n = answersIn(counts);
  return {
    ...{ label, height: 30, alt: spreadInWords({ locale, t }, label, counts, none) },
    draw: (y: number): Shape[] => {
      const shapes: Shape[] = [];
      let x = left;
      for (const [index, count] of counts.entries()) {
        const wide = ((right - left) * count) / n;
        if (count > 0)
          shapes.push({ kind: "box", x, y, width: wide, height: 26, fill: scaleColours[index]! });
        if (count / n >= leastShare)
          shapes.push({
            ...{ kind: "words", x: x + 6, y: y + 5, text: percent(count / n) },
            ...{ size: smallSize, colour: scaleInks[index]! },
          });
        x += wide;
      }
      const beside = none ? ` · ${t("chart.notRelevant")}: ${none}` : "";
      return [...shapes, aside(y + 5, `${t("chart.answers", { count: n })}${beside}`)];
    },
  };
}

/** What the colours of a spread mean. */
const spreadFoot =
  ({ locale }: DrawnOf) =>
  (y: number): Shape[] =>
    scores.flatMap((score, index): Shape[] => [
      { kind: "box", x: left + index * 130, y: y + 2, width: 12, height: 12, fill: scaleColours[index]! },
      {
        ...{ kind: "words", x: left + index * 130 + 18, y, text: text(locale)(`chart.scale${score}`) },
        ...{ size: smallSize, colour: paper.soft },
      },
    ]);

/** The means with their intervals on the scale from 1 to 5. */
export const meansDrawing = (of: DrawnOf, asked: readonly AskedMean[]): Drawing =>
  rowsOf(
    of,
    asked.map((each) => meanRow(of, each)),
    scaleFoot(of),
  );

/** How the answers spread over the five points. */
export const spreadDrawing = (of: DrawnOf, asked: readonly AskedSpread[]): Drawing =>
  rowsOf(
    of,
    asked.map((each) => spreadRow(of, each)),
    spreadFoot(of),
  );

/** What customers answered to one question, as design/charts/bars.ts draws it where people look at it together. */
export function answeredDrawing(
  locale: Locale,
  { label, colour, answered }: { label: string; colour: string | undefined; answered: Answered },
): Drawing {
  const t = text(locale);
  const of = { locale, title: "" };
  const { mean, counts, notRelevant, source, at } = answered;
  const above = meanRow(of, { label, colour, mean });
  const below = counts && spreadRow(of, { label, counts, notRelevant: notRelevant ?? 0 });
  const small = [
    ...(leavesOut(answered) ? [t("chart.spreadWithout")] : []),
    t("chart.asItWas", { source, date: formatDate(locale, at) }),
  ];
  // The slide's title asks the question.
  const rows: DrawnRow[] = [
    {
      ...{ ...above, label: "", height: above.height + 22 },
      draw: (y) => [...above.draw(y), ...scaleFoot(of)(y + 30)],
    },
    ...(below ? [{ ...below, label: "" }] : []),
  ];
  const drawing = rowsOf(of, rows, below ? spreadFoot(of) : () => []);
  const lines = small.flatMap((line) => linesWithin(line, width - 2 * margin, smallSize));
  const from = drawing.height - margin + (below ? 10 : -smallSize * 1.3);
  return {
    ...drawing,
    height: from + lines.length * smallSize * 1.3,
    alt: [drawing.alt, ...small].join(" "),
    shapes: [
      ...drawing.shapes,
      ...lines.map(
        (line, index): Shape => ({
          ...{ kind: "words", x: left, y: from + index * smallSize * 1.3, text: line },
          ...{ size: smallSize, colour: paper.soft },
        }),
      ),
    ],
  };
}
