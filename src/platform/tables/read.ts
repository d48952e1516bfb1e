import { parse } from "csv-parse/sync";
import { unzipSync } from "fflate";
import { type Refusal, refuse } from "#platform/refusal.ts";

export type ReadTable = {
  /** The first row: what the columns are called. */
  columns: string[];
  /** Every other row, as many cells as there are columns; empty rows are left out. */
  rows: string[][];
  encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | "xlsx";
  delimiter: string | null;
};

const longestTable = 500_000;
/** A workbook of so many rows unfolds to some 300 MB; a few kilobytes can be made to unfold to more than the memory. */
const mostUnpacked = 500_000_000;

/** What an archive says that it unfolds to, without unfolding anything. */
function unpackedSize(bytes: Uint8Array): number {
  let size = 0;
  unzipSync(bytes, {
    filter: ({ originalSize }) => {
      size += originalSize;
      return false;
    },
  });
  return size;
}

/** Excel in Denmark writes Windows-1252; everything newer writes UTF-8, or says by its first bytes that it is UTF-16. */
function decode(bytes: Uint8Array): { text: string; encoding: ReadTable["encoding"] } | null {
  const as = (encoding: ReadTable["encoding"]) => ({
    text: new TextDecoder(encoding).decode(bytes),
    encoding,
  });
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return as("utf-16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return as("utf-16be");
  // A text has no zero bytes, unless it is UTF-16 that does not say so: then every other byte is one.
  const start = bytes.subarray(0, 2000);
  const zeros = (rest: 0 | 1) => start.filter((byte, index) => byte === 0 && index % 2 === rest).length;
  if (zeros(1) > start.length * 0.3 && zeros(0) === 0) return as("utf-16le");
  if (zeros(0) > start.length * 0.3 && zeros(1) === 0) return as("utf-16be");
  if (start.includes(0)) return null;
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8" };
  } catch {
    return as("windows-1252");
  }
}

/** Control characters and unreadable ones stand in every picture and program: then it is no text, whatever its name. */
function isText(text: string): boolean {
  const start = text.slice(0, 4000).replace(/[\t\r\n]/gu, "");
  const odd = start.match(/[\p{Cc}\ufffd]/gu)?.length ?? 0;
  return odd <= start.length * 0.01;
}

/** The sign that parts the first row into the most cells, signs inside quotation marks left out. */
function guessDelimiter(text: string): string {
  const first = (text.split(/\r\n|\r|\n/u, 1)[0] ?? "").replace(/"[^"]*"/gu, "");
  const count = (sign: string) => first.split(sign).length;
  return [";", ",", "\t", "|"].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

const tidy = (cell: unknown): string => {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return cell === null || cell === undefined ? "" : String(cell).replaceAll("\0", "").trim();
};

function toTable(cells: string[][], of: Pick<ReadTable, "encoding" | "delimiter">): ReadTable | Refusal {
  const filled = cells.filter((row) => row.some((cell) => cell !== ""));
  const [first, ...rows] = filled;
  if (!first) return refuse("tableEmpty", { field: "file" });
  if (rows.length > longestTable)
    return refuse("tableTooLarge", { field: "file", values: { max: longestTable } });
  const columns = first.map((name, index) => name || `${index + 1}`);
  const width = columns.length;
  return { columns, rows: rows.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? "")), ...of };
}

/** A quotation mark that is never closed would swallow the rest of the file: then quotation marks are signs like others. */
function parseRows(text: string, delimiter: string): string[][] {
  const options = { delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: true };
  try {
    return parse(text, options);
  } catch {
    return parse(text, { ...options, quote: null });
  }
}

/**
 * Reads a CSV file of any usual encoding and delimiter, or an Excel workbook's first sheet. Cells are texts, tidied;
 * a date in a workbook is written YYYY-MM-DD. A formula is never looked at: only what it had come to.
 */
export async function readTable(bytes: Uint8Array): Promise<ReadTable | Refusal> {
  if (bytes.length === 0) return refuse("tableEmpty", { field: "file" });
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (isZip) {
    const { readSheet } = await import("read-excel-file/node");
    try {
      if (unpackedSize(bytes) > mostUnpacked) return refuse("tableTooLargeUnpacked", { field: "file" });
      const sheet = await readSheet(Buffer.from(bytes));
      return toTable(
        sheet.map((row) => row.map(tidy)),
        { encoding: "xlsx", delimiter: null },
      );
    } catch {
      // Another kind of archive, or a broken one: either way it is no workbook.
      return refuse("tableUnreadable", { field: "file" });
    }
  }
  const decoded = decode(bytes);
  if (!decoded || !isText(decoded.text)) return refuse("tableUnreadable", { field: "file" });
  const delimiter = guessDelimiter(decoded.text);
  const cells = parseRows(decoded.text, delimiter);
  return toTable(
    cells.map((row) => row.map(tidy)),
    { encoding: decoded.encoding, delimiter },
  );
}
