/** What has been released, as files to take along: what no view shows stands in none of them. */
import { formatNumber } from "#design/format.ts";
import {
  type Block,
  drawn,
  heading,
  line,
  nothing,
  type Printed,
  points,
  remark,
  table,
} from "#platform/documents/block.ts";
import type { Locale } from "#platform/text/index.ts";
import { readIn, scores } from "../model/questions.ts";
import { fewestEmployees } from "../model/release.ts";
import { csvFile } from "../report.ts";
import type { PulseResult, Results } from "../results.wire.ts";
import { text } from "../text.ts";
import { type Colours, draw } from "./charts.ts";
import { chartsOf, chartTitles, isByLot, leavesOut, whyNothing } from "./which.ts";

type Cell = string | number | null;

/** A line for each question of each measurement; what is too little to show is empty. */
function figures(locale: Locale, { pulses }: Results): { head: string[]; rows: Cell[][] } {
  const t = text(locale);
  return {
    head: [
      ...[
        t("results.pulse"),
        t("results.question"),
        t("results.n"),
        t("results.mean"),
        t("results.low"),
        t("results.high"),
      ],
      ...scores.map((score) => t(`results.score${score}`)),
      t("results.didNotComeUp"),
    ],
    rows: pulses.flatMap((pulse) =>
      pulse.questions.map(({ estimate, counts, n, didNotComeUp, ...question }): Cell[] => [
        ...[pulse.title, readIn(question, locale), n],
        ...[estimate?.mean ?? null, estimate?.low ?? null, estimate?.high ?? null].map(rounded),
        ...scores.map((score) => counts?.[score - 1] ?? null),
        didNotComeUp,
      ]),
    ),
  };
}
/** Mean and interval, which have their decimals also where they are none. */
const isMean = (column: number): boolean => column >= 3 && column <= 5;
const rounded = (value: number | null): number | null =>
  value === null ? null : Math.round(value * 100) / 100;

export function figuresCsv(locale: Locale, results: Results): string {
  const { head, rows } = figures(locale, results);
  const written = (cell: Cell) =>
    typeof cell === "number"
      ? formatNumber(locale, cell, { useGrouping: false, maximumFractionDigits: 2 })
      : (cell ?? "");
  return csvFile([head, ...rows.map((row) => row.map(written))]);
}

/** Every cell says that it is a text or a number: what people wrote is never run as a formula. */
export async function figuresXlsx(locale: Locale, results: Results): Promise<Buffer> {
  const { head, rows } = figures(locale, results);
  const { default: writeXlsxFile } = await import("write-excel-file/node");
  const cells = [
    head.map((value) => ({ type: String, value, fontWeight: "bold" as const, wrap: true })),
    ...rows.map((row) =>
      row.map((value) => {
        if (value === null) return null;
        return typeof value === "number" ? { type: Number, value } : { type: String, value, wrap: true };
      }),
    ),
  ];
  return writeXlsxFile(cells as never, {
    sheet: text(locale)("results.link"),
    stickyRowsCount: 1,
    columns: head.map((_, index) => ({ width: index < 2 ? 34 : 13 })),
  }).toBuffer();
}

/** The results on paper: the charts, the same in figures, what customers wrote and what the employee says of it. */
export function reportDocument(
  results: Results,
  { locale, colours, today }: { locale: Locale; colours: Colours; today: string },
): Printed {
  const t = text(locale);
  // As on the page: cards that nobody has answered have nothing to tell.
  const pulses = results.pulses.filter((pulse) => isByLot(pulse) || pulse.answered > 0);
  return {
    ...{ title: t("results.unitTitle", { name: results.name }), subtitle: today, locale },
    foot: results.name,
    body:
      pulses.length > 0
        ? pulses.flatMap((pulse) => pulseBlocks(results, pulse, { locale, colours }))
        : [nothing(t("results.empty"))],
  };
}

function pulseBlocks(
  results: Results,
  pulse: PulseResult,
  of: { locale: Locale; colours: Colours },
): Block[] {
  const t = text(of.locale);
  const share = pulse.asked === 0 ? 0 : pulse.answered / pulse.asked;
  const rate = formatNumber(of.locale, share, { style: "percent", maximumFractionDigits: 0 });
  const answered = [
    ...(isByLot(pulse)
      ? [t("results.answered", { answered: pulse.answered, asked: pulse.asked }), t("results.rate", { rate })]
      : [t("results.byCard", { count: pulse.answered })]),
    pulse.released > 0 ? t("results.released", { count: pulse.released }) : "",
  ];
  const all = chartsOf(results, pulse);
  // The course over time is the same for every round, and stands with the newest.
  const own = all.filter((chart) => chart !== "overTime" || pulse === results.pulses[0]);
  const { head, rows } = figures(of.locale, { ...results, pulses: [pulse] });
  const decimals = { minimumFractionDigits: 2 };
  const cell = (value: Cell, column: number) => {
    if (typeof value !== "number") return [line(value ?? "–")];
    return [line(formatNumber(of.locale, value, isMean(column) ? decimals : {}))];
  };
  return [
    heading(pulse.title),
    line(answered.filter(Boolean).join(" ")),
    ...(all.length === 0 && pulse.answered > 0
      ? [remark(t(whyNothing(results, pulse), { minimum: results.minimum, employees: fewestEmployees }))]
      : []),
    ...own.flatMap((chart) => [heading(t(chartTitles[chart]), 2), drawn(draw(chart, results, pulse, of))]),
    ...(all.length > 0
      ? [
          remark(t("results.method")),
          ...(pulse.questions.some(leavesOut)
            ? [remark(t("results.spreadWithout", { count: 2 * results.minimum }))]
            : []),
          table(
            // A sheet is narrower than a spreadsheet.
            [head[1]!, t("results.total"), t("results.meanShort"), ...head.slice(4)],
            rows.map((row) => row.map(cell).slice(1)),
            { widths: [22, 9, 10, 10, 10, 11, 11, 11, 9, 11, 10] },
          ),
        ]
      : []),
    ...(pulse.comments.length > 0
      ? [
          heading(t("results.comments"), 2),
          remark(t("results.commentsText")),
          ...points(pulse.comments.map((comment) => comment.text)),
        ]
      : []),
    ...(pulse.remarks.length > 0
      ? [
          heading(t("results.theirRemarks", { name: results.name }), 2),
          ...points(pulse.remarks.map((each) => `${t(`results.${each.kind}`)}: ${each.text}`)),
        ]
      : []),
  ];
}
