/** The charts of a measurement as files and on paper: of what has been released, and of nothing besides. */
import { formatNumber } from "#design/format.ts";
import { text as chartText } from "#design/text.ts";
import { type Drawing, linesWithin, type Shape } from "#platform/documents/drawing.ts";
import { paper, printColours } from "#platform/documents/look.ts";
import type { Locale } from "#platform/text/index.ts";
import { scores, textIn } from "../model/questions.ts";
import type { PulseResult, QuestionResult, Results } from "../results.wire.ts";
import { text } from "../text.ts";
import { type Chart, chartTitles, isByLot } from "./which.ts";

/** Colours of the values, by their ids. */
export type Colours = ReadonlyMap<string, string>;
type Of = { locale: Locale; title: string; colours: Colours };

const width = 760;
const margin = 20;
const [left, right] = [margin, 520];
const [labelSize, smallSize] = [15, 13];
const xOf = (score: number) => left + 8 + ((score - 1) / 4) * (right - left - 16);
/** As design/tokens.css has them for the light theme. */
const scaleColours = ["A8541C", "DDA777", "D9D2C4", "7FB3A8", "1D5C52"];
const scaleInks = ["FFFFFF", paper.ink, paper.ink, paper.ink, "FFFFFF"];

const one = (value: number, locale: Locale) =>
  formatNumber(locale, value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const colourOf = ({ valueId }: QuestionResult, colours: Colours) =>
  (printColours[colours.get(valueId ?? "") ?? ""] ?? { ink: paper.accent }).ink;

/** One row below the other: the question in as many lines as it takes, and beneath it what is drawn of it. */
function rowsOf(
  { title }: Of,
  rows: readonly { label: string; alt: string; height: number; draw: (y: number) => Shape[] }[],
  foot: (y: number) => Shape[],
): Drawing {
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

const aside = (y: number, said: string, colour = paper.soft): Shape => ({
  ...{ kind: "words", x: right + 16, y, text: said, size: smallSize, colour },
});
const scaleFoot =
  ({ locale }: Of) =>
  (y: number): Shape[] => [
    {
      kind: "words",
      x: left,
      y,
      text: `1 · ${chartText(locale)("chart.disagree")}`,
      size: smallSize,
      colour: paper.soft,
    },
    {
      ...{ kind: "words", x: right, y, text: `5 · ${chartText(locale)("chart.agree")}` },
      ...{ size: smallSize, colour: paper.soft, isEnd: true },
    },
  ];
const ticks = (y: number, height: number): Shape[] =>
  scores.map((score) => ({
    ...{ kind: "stroke", colour: paper.line, width: 1 },
    points: [
      [xOf(score), y],
      [xOf(score), y + height],
    ],
  }));
const tooFew = (of: Of, label: string) => {
  const said = chartText(of.locale)("chart.tooFew");
  return {
    ...{ label, alt: `${label}: ${said}.`, height: 20 },
    draw: (y: number): Shape[] => [
      { kind: "words", x: left, y, text: said, size: smallSize, colour: paper.soft },
    ],
  };
};

function meansChart({ questions }: PulseResult, of: Of): Drawing {
  const { locale, colours } = of;
  const t = chartText(locale);
  const rows = questions.map((question) => {
    const label = textIn(question, locale);
    const { estimate } = question;
    if (!estimate) return tooFew(of, label);
    const colour = colourOf(question, colours);
    const [mean, low, high] = [
      one(estimate.mean, locale),
      one(estimate.low, locale),
      one(estimate.high, locale),
    ];
    return {
      ...{ label, height: 28, alt: t("chart.interval", { label, mean, low, high, n: estimate.n }) },
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

function spreadChart({ questions }: PulseResult, of: Of): Drawing {
  const { locale } = of;
  const t = chartText(locale);
  const percent = (share: number) =>
    formatNumber(locale, share, { style: "percent", maximumFractionDigits: 0 });
  const rows = questions.map((question) => {
    const label = textIn(question, locale);
    const { counts, didNotComeUp: none } = question;
    if (!counts) return tooFew(of, label);
    const n = counts.reduce((sum, count) => sum + count, 0);
    const parts = scores.map((score) => `${t(`chart.scale${score}`)} ${counts[score - 1]}`).join(", ");
    return {
      ...{ label, height: 30, alt: t("chart.distribution", { label, parts, none: none ?? 0, n }) },
      draw: (y: number): Shape[] => {
        const shapes: Shape[] = [];
        let x = left;
        for (const [index, count] of counts.entries()) {
          const wide = ((right - left) * count) / n;
          shapes.push({ kind: "box", x, y, width: wide, height: 26, fill: scaleColours[index]! });
          if (count / n >= 0.09)
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

function changesChart({ questions }: PulseResult, of: Of): Drawing {
  const { locale, colours } = of;
  const [t, own] = [chartText(locale), text(locale)];
  const [first, second] = [own("results.before"), own("results.after")];
  const rows = questions.flatMap((question) => {
    const { change, estimate } = question;
    if (!change || !estimate) return [];
    const label = textIn(question, locale);
    const [before, after] = [one(change.before, locale), one(estimate.mean, locale)];
    const colour = colourOf(question, colours);
    return [
      {
        ...{ label, height: 28, alt: t("chart.slope", { label, before, after, first, second }) },
        draw: (y: number): Shape[] => [
          ...ticks(y, 24),
          {
            ...{ kind: "stroke", colour, width: change.isChange ? 5 : 2.5, isDashed: !change.isChange },
            points: [
              [xOf(change.before), y + 18],
              [xOf(estimate.mean), y + 6],
            ],
          },
          aside(y + 4, `${before} → ${after}`, paper.ink),
        ],
      },
    ];
  });
  const drawing = rowsOf(of, rows, scaleFoot(of));
  const key = linesWithin(t("chart.slopeKey"), width - 2 * margin, smallSize);
  return {
    ...drawing,
    height: drawing.height + key.length * smallSize * 1.3,
    shapes: [
      ...drawing.shapes,
      ...key.map(
        (line, index): Shape => ({
          ...{ kind: "words", x: left, y: drawing.height - margin + index * smallSize * 1.3 + 4, text: line },
          ...{ size: smallSize, colour: paper.soft },
        }),
      ),
    ],
  };
}

/** The same question through the rounds that asked it in the same words, the oldest first. */
function overTimeChart({ pulses }: Results, pulse: PulseResult, of: Of): Drawing {
  const { locale, colours } = of;
  const t = chartText(locale);
  const rounds = pulses.filter(isByLot).reverse();
  const rows = pulse.questions.map((question) => {
    const label = textIn(question, locale);
    const course = rounds.map((round) => {
      const same = round.questions.find(
        (each) =>
          each.behaviourId === question.behaviourId &&
          each.textDa === question.textDa &&
          each.textEn === question.textEn,
      );
      return { at: round.title, estimate: same?.estimate ?? null };
    });
    const known = course.filter(({ estimate }) => estimate);
    if (known.length === 0) return tooFew(of, label);
    const colour = colourOf(question, colours);
    const points = known.map(({ at, estimate }) => `${at} ${one(estimate!.mean, locale)}`).join(", ");
    return {
      ...{ label, height: 96, alt: t("chart.series", { label, points }) },
      draw: (y: number): Shape[] => {
        const across = (index: number) =>
          left + 40 + (index * (width - 2 * margin - 80)) / Math.max(1, rounds.length - 1);
        const down = (mean: number) => y + 70 - ((mean - 1) / 4) * 64;
        const shown = course.flatMap(({ at, estimate }, index) =>
          estimate ? [{ at, index, ...estimate }] : [],
        );
        return [
          { kind: "box", x: left, y: down(1), width: width - 2 * margin, height: 1, fill: paper.line },
          { kind: "box", x: left, y: down(5), width: width - 2 * margin, height: 1, fill: paper.line },
          ...shown.map(
            (each): Shape => ({
              ...{ kind: "stroke", colour: paper.line, width: 5 },
              points: [
                [across(each.index), down(each.low)],
                [across(each.index), down(each.high)],
              ],
            }),
          ),
          {
            ...{ kind: "stroke", colour, width: 2.5 },
            points: shown.map((each): [number, number] => [across(each.index), down(each.mean)]),
          },
          ...shown.flatMap((each): Shape[] => [
            {
              kind: "box",
              x: across(each.index) - 3,
              y: down(each.mean) - 3,
              width: 6,
              height: 6,
              fill: colour,
            },
            {
              ...{
                kind: "words",
                x: across(each.index) + 8,
                y: down(each.mean) - 16,
                text: one(each.mean, locale),
              },
              ...{ size: smallSize, colour: paper.ink },
            },
            {
              ...{ kind: "words", x: across(each.index) - 30, y: y + 76, text: each.at.slice(0, 24) },
              ...{ size: 11, colour: paper.soft },
            },
          ]),
        ];
      },
    };
  });
  return rowsOf(of, rows, () => []);
}

export function draw(
  chart: Chart,
  results: Results,
  pulse: PulseResult,
  { locale, colours }: { locale: Locale; colours: Colours },
): Drawing {
  const of = {
    locale,
    colours,
    title: `${results.name} · ${pulse.title} · ${text(locale)(chartTitles[chart])}`,
  };
  if (chart === "means") return meansChart(pulse, of);
  if (chart === "spread") return spreadChart(pulse, of);
  return chart === "changes" ? changesChart(pulse, of) : overTimeChart(results, pulse, of);
}
