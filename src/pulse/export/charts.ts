/** The charts of a measurement as files and on paper: of what has been released, and of nothing besides. */
import {
  aside,
  inkOf,
  left,
  margin,
  meansDrawing,
  one,
  rowsOf,
  scaleFoot,
  smallSize,
  spreadDrawing,
  ticks,
  tooFew,
  width,
  xOf,
} from "#behaviour/drawings.ts";
import { text as chartText } from "#design/charts/text.ts";
import { type Drawing, linesWithin, type Shape } from "#platform/documents/drawing.ts";
import { paper } from "#platform/documents/look.ts";
import type { Locale } from "#platform/text/index.ts";
import { readIn } from "../model/questions.ts";
import type { PulseResult, QuestionResult, Results } from "../results.wire.ts";
import { text } from "../text.ts";
import { type Chart, chartTitles, isByLot } from "./which.ts";

/** Colours of the values, by their ids. */
export type Colours = ReadonlyMap<string, string>;
type Of = { locale: Locale; title: string; colours: Colours };

const colourOf = ({ valueId }: QuestionResult, colours: Colours) => inkOf(colours.get(valueId ?? ""));

function changesChart({ questions }: PulseResult, of: Of): Drawing {
  const { locale, colours } = of;
  const [t, own] = [chartText(locale), text(locale)];
  const [first, second] = [own("results.before"), own("results.after")];
  const rows = questions.flatMap((question) => {
    const { change, estimate } = question;
    if (!change || !estimate) return [];
    const label = readIn(question, locale);
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
    const label = readIn(question, locale);
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
  if (chart === "means")
    return meansDrawing(
      of,
      pulse.questions.map((question) => ({
        ...{ label: readIn(question, locale), colour: colours.get(question.valueId ?? "") },
        mean: question.estimate,
      })),
    );
  if (chart === "spread")
    return spreadDrawing(
      of,
      pulse.questions.map((question) => ({
        ...{ label: readIn(question, locale), counts: question.counts },
        notRelevant: question.didNotComeUp ?? 0,
      })),
    );
  return chart === "changes" ? changesChart(pulse, of) : overTimeChart(results, pulse, of);
}
