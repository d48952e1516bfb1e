import PDFDocument from "pdfkit";
import type { Locale } from "#platform/text/index.ts";
import { safeText } from "../safe.ts";
import { languageTags } from "../tags.ts";

export type Pdf = PDFKit.PDFDocument;
export type Tag = PDFKit.PDFStructureElement;
/** How large a page is, in points. */
export type Size = { width: number; height: number };

const portrait = { A4: { width: 595.28, height: 841.89 }, A3: { width: 841.89, height: 1190.55 } };
export type Sheet = keyof typeof portrait;

export const sheet = (name: Sheet, orientation: "portrait" | "landscape" = "portrait"): Size => {
  const { width, height } = portrait[name];
  return orientation === "portrait" ? { width, height } : { width: height, height: width };
};

/**
 * A PDF whose text is text in its reading order (PDF/UA): it says its title and language, and everything on it is
 * either a part of the structure or marked as decoration. `write` puts the pages in.
 */
export async function pdfFile(
  { title, subject, locale }: { title: string; subject: string; locale: Locale },
  write: (pdf: Pdf, root: Tag) => void,
): Promise<Buffer> {
  const pdf = new PDFDocument({
    ...{ autoFirstPage: false, bufferPages: true, margin: 0, font: "" },
    ...{ pdfVersion: "1.7", tagged: true, displayTitle: true, lang: languageTags[locale] },
    // Known to the library, if not to its types.
    subset: "PDF/UA" as "PDF/A-1",
    info: { Title: safeText(title), Subject: safeText(subject), Author: "Udlev", Creator: "Udlev" },
  });
  const chunks: Buffer[] = [];
  const whole = new Promise<Buffer>((resolve, reject) => {
    pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
    pdf.on("end", () => resolve(Buffer.concat(chunks)));
    pdf.on("error", reject);
  });
  const root = pdf.struct("Document");
  pdf.addStructure(root);
  write(pdf, root);
  root.end();
  pdf.end();
  return whole;
}

export const newPage = (pdf: Pdf, { width, height }: Size): void => {
  pdf.addPage({ size: [width, height], margin: 0 });
};

/** What says nothing to one who listens: a border, a background, the number of the page. */
export function asDecoration(pdf: Pdf, draw: () => void): void {
  pdf.markContent("Artifact", { type: "Layout" });
  draw();
  pdf.endMarkedContent();
}

/** Draws what belongs to a part of the structure. */
export function inTag(pdf: Pdf, tag: Tag, name: string, draw: () => void): void {
  const content = pdf.markStructureContent(name as "P");
  draw();
  pdf.endMarkedContent();
  tag.add(content);
}
