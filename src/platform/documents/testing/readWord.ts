import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";

/** The files in a zip, by the list at its end. */
function unzip(bytes: Buffer): Map<string, string> {
  const end = bytes.lastIndexOf(Buffer.from("PK\u0005\u0006"));
  let at = bytes.readUInt32LE(end + 16);
  const files = new Map<string, string>();
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size, nameLength] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
    ];
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(from, from + size);
    files.set(name, (method === 0 ? packed : inflateRawSync(packed)).toString("utf8"));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const decoded = (text: string) => text.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);

/** Every tag that is opened is closed, in its order. */
function checkNesting(xml: string): void {
  const open: string[] = [];
  for (const [, isEnd, name, isEmpty] of xml.matchAll(/<(\/?)([\w:]+)(?:[^<>"]|"[^"]*")*?(\/?)>/g)) {
    if (isEnd) {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
    } else if (!isEmpty) open.push(name!);
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)}> is never closed`);
}

/** A Word document as a test looks at it: its parts, and the text of each paragraph. */
export function readWord(bytes: Buffer) {
  const files = unzip(bytes);
  const part = (name: string) => files.get(`word/${name}.xml`) ?? "";
  const document = part("document");
  checkNesting(document);
  const texts = document
    .split("</w:p>")
    .map((paragraph) =>
      [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((found) => decoded(found[1]!)).join(""),
    );
  const footers = [...files].flatMap(([name, xml]) => (/footer\d*\.xml$/.test(name) ? [xml] : [])).join();
  return { files, document, styles: part("styles"), footers, texts };
}

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
export function printedByOffice(bytes: Buffer): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "udlev-document-"));
  try {
    writeFileSync(join(folder, "document.docx"), bytes);
    execFileSync(
      "soffice",
      [
        "--headless",
        `-env:UserInstallation=file://${folder}/profile`,
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
        join(folder, "document.docx"),
      ],
      { stdio: "ignore", timeout: 120_000 },
    );
    return readFileSync(join(folder, "document.pdf"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
