import { toDay } from "#platform/model/day.ts";
import type { Found } from "./pasted.ts";

/** As many statements as can be taken at once. */
const mostStatements = 3000;
const longestSource = 200;

/** A cell of several lines is one statement. */
const oneLine = (cell: string): string => cell.replace(/\s+/gu, " ").trim();

const isDay = (cell: string): boolean => !["impossible", null].includes(toDay(cell));
const namesSource = /kilde|kanal|hvorfra|source|channel|origin/iu;

export type Columns = { name: string; cells: string[] }[];
export type Chosen = { text: number; source: number | null; day: number | null };

/**
 * The columns of a file as its rows stand, and which of them most likely holds what: what customers said are the longest
 * texts on average, since dates, addresses and names are short; days are where most cells are one.
 */
export function statementColumns(names: readonly string[], rows: readonly (readonly string[])[]) {
  const taken = rows.slice(0, mostStatements);
  const columns: Columns = names.map((name, at) => ({
    name,
    cells: taken.map((row) => oneLine(row[at] ?? "")),
  }));
  const filled = ({ cells }: Columns[number]) => cells.filter(Boolean);
  const length = (column: Columns[number]) =>
    column.cells.join("").length / Math.max(1, filled(column).length);
  const likely = columns.reduce(
    (best, column, at) => (length(column) > length(columns[best]!) ? at : best),
    0,
  );
  const other = (fits: (column: Columns[number]) => boolean) => {
    const at = columns.findIndex((column, place) => place !== likely && fits(column));
    return at < 0 ? null : at;
  };
  return {
    columns,
    likely,
    likelySource: other(({ name }) => namesSource.test(name)),
    likelyDay: other((column) => filled(column).filter(isDay).length > filled(column).length / 2),
    rows: rows.length,
  };
}

/** What the chosen columns hold, row by row, and how many days cannot be read. */
export function foundIn(
  columns: Columns,
  { text, source, day }: Chosen,
): { found: Found[]; oddDays: number } {
  const cell = (column: number | null, row: number) =>
    (column === null ? "" : columns[column]?.cells[row]) ?? "";
  let oddDays = 0;
  const found = (columns[text]?.cells ?? []).flatMap((words, row): Found[] => {
    if (!words) return [];
    const saidOn = toDay(cell(day, row));
    if (saidOn === "impossible") oddDays++;
    const from = cell(source, row).slice(0, longestSource);
    return [
      {
        text: words,
        ...(from && { source: from }),
        ...(saidOn && saidOn !== "impossible" && { saidOn }),
      },
    ];
  });
  return { found, oddDays };
}
