import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether LibreOffice is on this machine; where it is not, a test that needs it says so and is skipped. */
export function hasOffice(): boolean {
  try {
    execFileSync("soffice", ["--version"], { stdio: "ignore", timeout: 60_000 });
    return true;
  } catch {
    console.log("LibreOffice (soffice) is not on this machine: opening the document in it is skipped.");
    return false;
  }
}

/** The document as LibreOffice prints it: the PDF's bytes. */
export function printedByOffice(bytes: Buffer, ending: "docx" | "pptx" = "docx"): Buffer {
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
