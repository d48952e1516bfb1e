/**
 * The bars of a chart, for both libraries that draw pages here: the leaders' pages, the phones and the big screen each
 * pass the function that makes their elements. One drawing, one set of figures, one sentence for those who cannot see it.
 */
import { formatDate, formatNumber } from "../format.ts";
import styles from "./charts.module.css";
import {
  type Answered,
  answersIn,
  type Five,
  leastShare,
  leavesOut,
  type Mean,
  meanInWords,
  oneDecimal as one,
  points,
  spreadInWords,
  type Words,
} from "./points.ts";

export type Create<Node> = (
  tag: string,
  props: Record<string, unknown> | null,
  ...children: (Node | string | null)[]
) => Node;

const [width, height, edge] = [400, 34, 10];
const placeOf = (score: number) => edge + ((score - 1) / 4) * (width - 2 * edge);
const paintOf = (colour: string | undefined) => (colour ? `var(--value-${colour})` : "var(--accent)");

/** The mean with its 95 % interval on the scale from 1 to 5, and the same in figures beside it. */
export function intervalBar<Node>(
  create: Create<Node>,
  { locale, t }: Words,
  { label, colour, mean }: { label: string; colour?: string | undefined; mean: Mean },
): Node[] {
  const paint = { stroke: paintOf(colour) };
  const [middle, low, high] = [one(locale, mean.mean), one(locale, mean.low), one(locale, mean.high)];
  const upright = (at: number, [y1, y2]: [number, number], more: Record<string, unknown>) =>
    create("line", { key: `${at} ${y1}`, x1: placeOf(at), x2: placeOf(at), y1, y2, ...more });
  return [
    create(
      "svg",
      {
        key: "interval",
        viewBox: `0 0 ${width} ${height}`,
        preserveAspectRatio: "none",
        className: styles.interval,
        role: "img",
        "aria-label": meanInWords({ locale, t }, label, mean),
      },
      ...points.map((tick) => upright(tick, [2, 32], { className: styles.tick })),
      create("line", {
        key: "range",
        ...{ x1: placeOf(mean.low), x2: placeOf(mean.high), y1: 17, y2: 17 },
        ...{ className: styles.range, style: paint },
      }),
      upright(mean.mean, [7, 27], { className: styles.meanMark, style: paint }),
    ),
    create(
      "div",
      { key: "beside", className: styles.beside },
      create("strong", null, middle),
      create(
        "span",
        { className: styles.faint },
        `${low}–${high} · ${t("chart.answers", { count: mean.n })}`,
      ),
    ),
  ];
}

/** What the two ends of the scale are called. */
export const scaleEnds = <Node>(create: Create<Node>, { t }: Words): Node =>
  create(
    "div",
    { key: "axis", className: styles.axis, "aria-hidden": "true" },
    create("span", null, `1 · ${t("chart.disagree")}`),
    create("span", null, `5 · ${t("chart.agree")}`),
  );

/** How answers spread over the five points, with how many there are and for how many it did not come up. */
export function spreadBar<Node>(
  create: Create<Node>,
  { locale, t }: Words,
  { label, counts, notRelevant }: { label: string; counts: Five; notRelevant: number },
): Node[] {
  const n = answersIn(counts);
  const share = (count: number) =>
    formatNumber(locale, n === 0 ? 0 : count / n, { style: "percent", maximumFractionDigits: 0 });
  return [
    create(
      "div",
      {
        key: "stack",
        role: "img",
        className: styles.stack,
        "aria-label": spreadInWords({ locale, t }, label, counts, notRelevant),
      },
      ...points.map((point) => {
        const count = counts[point - 1]!;
        if (count === 0) return null;
        const style = {
          ...{ flexGrow: count, background: `var(--scale-${point})` },
          color: `var(--scale-${point}-ink)`,
        };
        return create(
          "span",
          { key: point, className: styles.part, style },
          count / n >= leastShare ? share(count) : null,
        );
      }),
    ),
    create(
      "div",
      { key: "beside", className: styles.beside },
      create("span", null, t("chart.answers", { count: n })),
      notRelevant > 0
        ? create("span", { className: styles.faint }, `${t("chart.notRelevant")}: ${notRelevant}`)
        : null,
    ),
  ];
}

/** What the colours of a spread mean. */
export const spreadLegend = <Node>(create: Create<Node>, { t }: Words): Node =>
  create(
    "ul",
    { key: "legend", className: styles.legend, "aria-hidden": "true" },
    ...points.map((point) =>
      create(
        "li",
        { key: point },
        create("span", { className: styles.swatch, style: { background: `var(--scale-${point})` } }),
        t(`chart.scale${point}`),
      ),
    ),
    create(
      "li",
      { key: "none" },
      create("span", { className: `${styles.swatch} ${styles.hollow}` }),
      t("chart.notRelevant"),
    ),
  );

/** As large as the words around it. */
export const answeredFigure = <Node>(
  create: Create<Node>,
  words: Words,
  { label, colour, answered }: { label: string; colour?: string | undefined; answered: Answered },
): Node => {
  const { mean, counts, notRelevant, source, at } = answered;
  const { locale, t } = words;
  return create(
    "figure",
    { className: `${styles.figure} ${styles.onSlide}` },
    create(
      "div",
      { className: styles.bar },
      ...intervalBar(create, words, { label, colour, mean }),
      scaleEnds(create, words),
    ),
    ...(counts
      ? [
          create(
            "div",
            { key: "spread", className: styles.bar },
            ...spreadBar(create, words, { label, counts, notRelevant: notRelevant ?? 0 }),
          ),
          spreadLegend(create, words),
        ]
      : []),
    ...(leavesOut(answered)
      ? [create("p", { key: "without", className: styles.small }, t("chart.spreadWithout"))]
      : []),
    create("figcaption", { key: "source" }, t("chart.asItWas", { source, date: formatDate(locale, at) })),
  );
};
