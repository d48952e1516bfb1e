import type { Locale } from "#platform/text/index.ts";

const tag = { da: "da-DK", en: "en-GB" } as const;

type DateInput = Date | string | number;
export type DateStyle = "full" | "long" | "medium" | "short";

/** A day that has no time of its own ("2026-03-02") is that day everywhere; anything else is a moment, shown in `timeZone`. */
export function formatDate(
  locale: Locale,
  date: DateInput,
  { style = "long", timeZone }: { style?: DateStyle; timeZone?: string } = {},
): string {
  const isPlainDay = typeof date === "string" && /^\d{4}-\d{2}-\d{2}$/.test(date);
  return new Intl.DateTimeFormat(tag[locale], {
    dateStyle: style,
    timeZone: isPlainDay ? "UTC" : timeZone,
  }).format(new Date(date));
}

/** A moment's day as YYYY-MM-DD, as the database and date fields write it. */
export const formatDay = (moment: Date, timeZone?: string): string =>
  new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeZone }).format(moment);

export const formatTime = (
  locale: Locale,
  moment: DateInput,
  { timeZone }: { timeZone?: string } = {},
): string => new Intl.DateTimeFormat(tag[locale], { timeStyle: "short", timeZone }).format(new Date(moment));

export const formatDateTime = (
  locale: Locale,
  moment: DateInput,
  { style = "long", timeZone }: { style?: DateStyle; timeZone?: string } = {},
): string =>
  new Intl.DateTimeFormat(tag[locale], { dateStyle: style, timeStyle: "short", timeZone }).format(
    new Date(moment),
  );

export const formatNumber = (
  locale: Locale,
  number: number,
  options: Intl.NumberFormatOptions = {},
): string => new Intl.NumberFormat(tag[locale], options).format(number);
