import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// The part of LibreOffice that opens a kind of file; distributions pack them one by one.
const parts = { docx: "libswlo.so", pptx: "libsdlo.so" };

/** Whether LibreOffice is on this machine; where it is not, a test that needs it says so and is skipped. */
export function hasOffice(ending: keyof typeof parts = "docx"): boolean {
  try {
    execFileSync("soffice", ["--version"], { stdio: "ignore", timeout: 60_000 });
    if (process.platform !== "linux") return true;
    const program = execFileSync("sh", ["-c", 'dirname "$(readlink -f "$(command -v soffice)")"'], {
      encoding: "utf8",
    });
    if (existsSync(join(program.trim(), parts[ending]))) return true;
  } catch {
    // Said below, as where only the part is missing.
  }
  console.log(
    `LibreOffice (soffice) for ${ending} is not on this machine: opening the document in it is skipped.`,
  );
  return false;
}

/** The document as LibreOffice prints it: the PDF's bytes. */
export function printedByOffice(bytes: Buffer, ending: keyof typeof parts = "docx"): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "udlev-document-"));
  try {
    writeFileSync(join(folder, `document.${ending}`), bytes);
    execFileSync(
      "soffice",
      [
        "--headless",
        `-env:UserInstallation=file://${folder}/profile`,
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
        join(folder, `document.${ending}`),
      ],
      { stdio: "ignore", timeout: 120_000 },
    );
    return readFileSync(join(folder, "document.pdf"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
