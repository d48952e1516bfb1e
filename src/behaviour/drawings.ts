/** How customers experience behaviours, drawn for paper and for files of pictures: what has been released, and nothing besides. */
import {
  answersIn,
  type Five,
  leastShare,
  type Mean,
  meanInWords,
  oneDecimal,
  points as scores,
  spreadInWords,
} from "#design/charts/points.ts";
import { text } from "#design/charts/text.ts";
import { formatNumber } from "#design/format.ts";
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
    alt: [title, ...rows.map(({ alt }) => alt)].join(" "),
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

/** The means with their intervals on the scale from 1 to 5. */
export function meansDrawing(
  of: DrawnOf,
  asked: readonly { label: string; colour: string | undefined; mean: Mean | null }[],
): Drawing {
  const { locale } = of;
  const t = text(locale);
  const rows = asked.map(({ label, colour: name, mean: estimate }) => {
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
  });
  return rowsOf(of, rows, scaleFoot(of));
}

/** How the answers spread over the five points. */
export function spreadDrawing(
  of: DrawnOf,
  asked: readonly { label: string; counts: Five | null; notRelevant: number }[],
): Drawing {
  const { locale } = of;
  const t = text(locale);
  const percent = (share: number) =>
    formatNumber(locale, share, { style: "percent", maximumFractionDigits: 0 });
  const rows = asked.map(({ label, counts, notRelevant: none }) => {
    if (!counts) return tooFew(of, label);
    const n = answersIn(counts);
    return {
      ...{ label, height: 30, alt: spreadInWords({ locale, t }, label, counts, none) },
      draw: (y: number): Shape[] => {
        const shapes: Shape[] = [];
        let x = left;
        for (const [index, count] of counts.entries()) {
          const wide = ((right - left) * count) / n;
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
  });
  return rowsOf(of, rows, (y) =>
    scores.flatMap((score, index): Shape[] => [
      { kind: "box", x: left + index * 130, y: y + 2, width: 12, height: 12, fill: scaleColours[index]! },
      {
        ...{ kind: "words", x: left + index * 130 + 18, y, text: t(`chart.scale${score}`) },
        ...{ size: smallSize, colour: paper.soft },
      },
    ]),
  );
}
