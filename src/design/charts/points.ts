/** The scale that customers answer on, and what of their answers is shown: without anything that draws it. */
import type { KeyOf, Locale } from "#platform/text/index.ts";
import { formatNumber } from "../format.ts";
import type { text } from "./text.ts";

export const points = [1, 2, 3, 4, 5] as const;
export type Five = readonly [number, number, number, number, number];
export type Mean = { mean: number; low: number; high: number; n: number };
export type Words = {
  locale: Locale;
  t: (key: KeyOf<typeof text>, values?: Record<string, string | number>) => string;
};

/** What customers answered to one question, as it was on a day: shown where people look at it together. */
export type Answered = {
  mean: Mean;
  /** Null where too few have answered to show how they spread. */
  counts: Five | null;
  notRelevant: number | null;
  /** The measurement that it is out of, and the day. */
  source: string;
  at: string;
};

export const oneDecimal = (locale: Locale, value: number) =>
  formatNumber(locale, value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Narrower than this a part of a spread has no room for its share. */
export const leastShare = 0.09;

/** What a drawn mean says, for those who cannot see it. */
export const meanInWords = ({ locale, t }: Words, label: string, { mean, low, high, n }: Mean): string => {
  const one = (value: number) => oneDecimal(locale, value);
  return t("chart.interval", { label, mean: one(mean), low: one(low), high: one(high), n });
};

/** And what a drawn spread says. */
export const spreadInWords = ({ t }: Words, label: string, counts: Five, notRelevant: number): string =>
  t("chart.distribution", {
    label,
    parts: points.map((point) => `${t(`chart.scale${point}`)} ${counts[point - 1]}`).join(", "),
    none: notRelevant,
    n: answersIn(counts),
  });

export const answersIn = (counts: Five): number => counts.reduce((sum, count) => sum + count, 0);

/** A unit's spread is without those of employees who have few answers: the two say another number then. */
export const leavesOut = ({ mean, counts }: Pick<Answered, "mean" | "counts">): boolean =>
  counts !== null && answersIn(counts) < mean.n;
