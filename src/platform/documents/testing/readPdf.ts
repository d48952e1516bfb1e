import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether poppler's tools are on this machine; where they are not, a test that needs them says so and is skipped. */
export function hasPoppler(): boolean {
  try {
    execFileSync("pdftotext", ["-v"], { stdio: "ignore" });
    return true;
  } catch {
    console.log("Poppler (pdftotext) is not on this machine: reading PDFs back is skipped.");
    return false;
  }
}

/** What stands in a PDF, in reading order. */
export const pdfText = (bytes: Buffer): string =>
  execFileSync("pdftotext", ["-raw", "-", "-"], { input: bytes, encoding: "utf8" }).replaceAll("\f", "\n");

/**
 * A PDF as a test looks at it, read by another program than the one that wrote it: its text in reading order, its tree
 * of tags, what it says of itself, the fonts in it, and how much ink each page has when it is drawn.
 */
export function readPdf(bytes: Buffer) {
  const folder = mkdtempSync(join(tmpdir(), "udlev-pdf-"));
  const file = join(folder, "document.pdf");
  const ask = (tool: string, ...args: string[]) => execFileSync(tool, args, { encoding: "utf8" });
  try {
    writeFileSync(file, bytes);
    const info = ask("pdfinfo", file);
    const about = (name: string) => info.match(new RegExp(`^${name}: *(.*)$`, "m"))?.[1] ?? "";
    // Grey values, a byte for each dot, behind a head of three lines.
    ask("pdftoppm", "-r", "20", "-gray", file, join(folder, "page"));
    const pages = Number(about("Pages"));
    const ink = Array.from({ length: pages }, (_, index) => {
      const name = `page-${String(index + 1).padStart(String(pages).length, "0")}.pgm`;
      return readFileSync(join(folder, name))
        .subarray(16)
        .filter((dot) => dot < 128).length;
    });
    return {
      text: pdfText(bytes),
      tags: ask("pdfinfo", "-struct", file),
      fonts: ask("pdffonts", file),
      title: about("Title"),
      isTagged: about("Tagged") === "yes",
      size: about("Page size"),
      pages,
      ink,
      language: bytes.toString("latin1").match(/\/Lang \(([^)]*)\)/)?.[1],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
