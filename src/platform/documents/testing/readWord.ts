import { checkNesting, decoded, unzip } from "./zip.ts";

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
