/** As many statements as can be taken at once. */
const mostStatements = 3000;

/** A cell of several lines is one statement. */
const oneLine = (cell: string): string => cell.replace(/\s+/gu, " ").trim();

/**
 * The columns of a file with their filled cells, and which of them most likely holds what customers said:
 * the one with the longest texts on average, since dates, addresses and names are short.
 */
export function statementColumns(columns: readonly string[], rows: readonly (readonly string[])[]) {
  const found = columns.map((name, at) => ({
    name,
    texts: rows
      .map((row) => oneLine(row[at] ?? ""))
      .filter((text) => text !== "")
      .slice(0, mostStatements),
  }));
  const length = ({ texts }: { texts: string[] }) =>
    texts.reduce((sum, text) => sum + text.length, 0) / Math.max(1, texts.length);
  const likely = found.reduce((best, column, at) => (length(column) > length(found[best]!) ? at : best), 0);
  return { columns: found, likely, rows: rows.length };
}
