import type { Mapping, RemarkCode } from "./model/customers.ts";
import { text } from "./text.ts";
import type { ReportRow } from "./wire.ts";

type Locale = "da" | "en";

/** What is said about a row, in the reader's language. */
export const remarkText = (locale: Locale, { code, values }: ReportRow["remarks"][number]): string =>
  // A contact that an earlier file brought has no row in this one.
  code === "repeated" && values?.row === 0
    ? text(locale)("row.known")
    : text(locale)(`row.${code as RemarkCode}`, values);

/**
 * A cell that a spreadsheet takes for text whatever it holds: in quotation marks, and with an apostrophe before what
 * would begin a formula (OWASP, CSV injection). The leading apostrophe is what spreadsheets themselves write for this.
 */
const safeCell = (cell: string): string => {
  const shown = /^[\s]*[=+\-@\t\r\n]/u.test(cell) ? `'${cell}` : cell;
  return `"${shown.replaceAll('"', '""')}"`;
};

/** The report as a file that Excel opens in columns, to be mended and sent in again: its headings, */
export function reportHead(locale: Locale, columns: readonly string[]): string {
  const t = text(locale);
  return csvFile([[t("report.row"), t("report.taken"), t("report.remark"), ...columns]]);
}

/** and some of its rows. */
export function reportLines(locale: Locale, report: readonly ReportRow[]): string {
  const t = text(locale);
  return csvLines(
    report.map((row) => [
      String(row.rowNumber),
      t(row.isTaken ? "report.yes" : "report.no"),
      row.remarks.map((remark) => remarkText(locale, remark)).join(" "),
      ...row.cells,
    ]),
  );
}

/** Excel knows UTF-8 by its first bytes, and Danish Excel parts cells by semicolons. */
export const csvFile = (lines: readonly (readonly string[])[]): string => `\ufeff${csvLines(lines)}`;
const csvLines = (lines: readonly (readonly string[])[]): string =>
  lines.map((cells) => `${cells.map(safeCell).join(";")}\r\n`).join("");

/** Whether the two columns without which no contact can be read have been found. */
export const isReadable = (mapping: Mapping): boolean => mapping.email !== null && mapping.employee !== null;
