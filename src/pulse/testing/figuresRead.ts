/**
 * What the files tell, read back from their bytes and by other programs than those that wrote them: an attacker has
 * the file, not what it was made of.
 */

import readXlsxFile from "read-excel-file/node";
import { expect } from "vitest";
import { pdfText } from "#platform/documents/testing/readPdf.ts";

/** n, mean, low, high, how many gave each of the five, how many said that it did not come up. */
export type Line = (number | null)[];
const figuresInALine = 10;

export function linesOfCsv(file: string): Line[] {
  const [, ...lines] = file.trim().split("\r\n");
  return lines.map((line) =>
    line
      .slice(1, -1)
      .split('";"')
      .slice(2)
      .map((cell) => (cell === "" ? null : Number(cell))),
  );
}

export async function linesOfXlsx(file: Buffer): Promise<Line[]> {
  const sheets = await readXlsxFile(file);
  expect(sheets).toHaveLength(1);
  const [, ...rows] = (sheets[0] as unknown as { data: unknown[][] }).data;
  return rows.map((row) =>
    Array.from({ length: figuresInALine }, (_, at) => {
      const cell = row[at + 2] ?? null;
      expect(cell === null || typeof cell === "number", String(cell)).toBe(true);
      return cell as number | null;
    }),
  );
}

/**
 * A printed report in English whose questions are called Q, Q0, Q1 …: the rows of its table, and every number of
 * responses that it names in words or in what it has drawn, but for the one that says from how many on a spread is shown.
 */
export function readReport(file: Buffer): { lines: Line[]; responses: number[] } {
  const said = pdfText(file);
  const words = said.split(/\s+/);
  const isFigure = (word: string | undefined) => word !== undefined && /^(\d+(\.\d+)?|–)$/.test(word);
  const lines = words.flatMap((word, at) => {
    const cells = words.slice(at + 1, at + 1 + figuresInALine);
    if (!/^Q\d?$/.test(word) || cells.length < figuresInALine || !cells.every(isFigure)) return [];
    return [cells.map((cell) => (cell === "–" ? null : Number(cell)))];
  });
  return {
    lines,
    responses: [...said.matchAll(/(?<!fewer\s+than\s+)\b(\d+)\s+responses/g)].map(([, n]) => Number(n)),
  };
}
