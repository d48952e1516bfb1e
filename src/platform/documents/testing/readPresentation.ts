import { checkNesting, decoded, unzip } from "./zip.ts";

const textsOf = (xml: string): string[] =>
  xml
    .split("</a:p>")
    .map((paragraph) =>
      [...paragraph.matchAll(/<a:t>([^<]*)<\/a:t>/g)].map((found) => decoded(found[1]!)).join(""),
    );

/** A PowerPoint file as a test looks at it: for each slide its XML, its texts and its notes. */
export function readPresentation(bytes: Buffer) {
  const files = unzip(bytes);
  const slides = [];
  for (let number = 1; files.has(`ppt/slides/slide${number}.xml`); number++) {
    const xml = files.get(`ppt/slides/slide${number}.xml`)!;
    checkNesting(xml);
    const notes = files.get(`ppt/notesSlides/notesSlide${number}.xml`) ?? "";
    checkNesting(notes);
    slides.push({ xml, texts: textsOf(xml), notes: textsOf(notes) });
  }
  return { files, slides };
}
