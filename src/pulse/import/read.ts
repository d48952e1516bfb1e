import { isRefusal, type Refusal, refuse } from "#platform/refusal.ts";
import { readTable } from "#platform/tables/read.ts";
import {
  fields,
  guessMapping,
  type Known,
  longAgoIn,
  type Mapping,
  type ReadCustomers,
  readCustomers,
  refusedFirst,
} from "../model/customers.ts";
import type { FileReport, ReportRow } from "../wire.ts";

/** More rows are told of in the report that is downloaded. */
const mostShown = 500;
const rowsInAPart = 2000;

/** What is said of a file before any of it is taken. */
export type FileSummary = Omit<FileReport, "fileName">;
/** Some of a file's rows, as the database takes them: text, so that handing it from thread to thread costs nothing. */
export type Part = { rows: number; contacts: string; report: string };
export type ReadFile = { summary: FileSummary; parts: () => Iterable<Part> };

/** Reads a file of customers with this mapping, or the best guess. */
export async function readCustomerFile(
  bytes: Uint8Array,
  sent: Mapping | null,
  known: Known,
): Promise<ReadFile | Refusal> {
  const table = await readTable(bytes);
  if (isRefusal(table)) return table;
  const { columns, rows } = table;
  if (sent && fields.some((field) => (sent[field] ?? 0) >= columns.length))
    return refuse("mappingUnknown", { field: "mapping" });
  const mapping = sent ?? guessMapping(columns, rows, known.employees);
  const read = readCustomers(rows, mapping, known);
  const remarkable = read.report.filter(({ remarks }) => remarks.length > 0);
  /** With its cells as they stood in the file; the first row of a file is its headings, the second the first of these. */
  const withCells = (row: (typeof remarkable)[number]): ReportRow => ({
    ...row,
    cells: (rows[row.rowNumber - 2] ?? []).map((cell) => cell.slice(0, 4000)),
  });
  return {
    summary: {
      ...{ encoding: table.encoding, delimiter: table.delimiter, columns, mapping },
      ...{ rowsRead: read.report.length, rowsTaken: read.contacts.length },
      rowsRefused: read.report.length - read.contacts.length,
      longAgo: longAgoIn(read.report),
      report: refusedFirst(remarkable).slice(0, mostShown).map(withCells),
      reportTotal: remarkable.length,
    },
    parts: () => partsOf(read, withCells),
  };
}

function* partsOf(
  { report, contacts }: ReadCustomers,
  withCells: (row: ReadCustomers["report"][number]) => ReportRow,
): Generator<Part> {
  let next = 0;
  for (let from = 0; from < report.length; from += rowsInAPart) {
    const rows = report.slice(from, from + rowsInAPart);
    const until = rows.at(-1)!.rowNumber;
    const first = next;
    while (next < contacts.length && contacts[next]!.rowNumber <= until) next += 1;
    yield {
      rows: rows.length,
      contacts: JSON.stringify(contacts.slice(first, next)),
      report: JSON.stringify(rows.filter(({ remarks }) => remarks.length > 0).map(withCells)),
    };
  }
}
