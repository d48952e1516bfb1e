/** Days as people write them in files. */
const daysIn = (year: number, month: number): number =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31;

const two = (number: number) => String(number).padStart(2, "0");

/**
 * A day as YYYY-MM-DD: written year first, or day first as in Denmark; a time of day after it is left out.
 * null where nothing is written, "impossible" where it is no day.
 */
export function toDay(cell: string): string | null | "impossible" {
  const written = cell.trim();
  if (written === "") return null;
  const time = String.raw`(?:[T ]+\d{1,2}[:.]\d{2}\S*)?`;
  const yearFirst = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${time}$`).exec(written);
  const dayFirst = new RegExp(String.raw`^(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4}|\d{2})${time}$`).exec(
    written,
  );
  if (!yearFirst && !dayFirst) return "impossible";
  const [year, month, day] = (
    yearFirst ? [yearFirst[1], yearFirst[2], yearFirst[3]] : [dayFirst![3], dayFirst![2], dayFirst![1]]
  ).map(Number) as [number, number, number];
  const fullYear = year < 100 ? 2000 + year : year;
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(fullYear, month) && fullYear >= 1900;
  return isDay ? `${fullYear}-${two(month)}-${two(day)}` : "impossible";
}
