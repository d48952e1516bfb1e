import { expect, test } from "vitest";
import type { PrintedSlide } from "./deck.ts";
import { printColours } from "./look.ts";
import { presentation } from "./presentation.ts";
import { hasOffice, printedByOffice } from "./testing/office.ts";
import { readPresentation } from "./testing/readPresentation.ts";

const value = { name: "Nærvær", colour: "fern", mark: "star" };
const slide = (part: Partial<PrintedSlide>): PrintedSlide => ({
  ...{ kind: "plain", title: "Det kan I forvente", body: "", notes: "", values: [] },
  ...part,
});
const odd = `<a:t>"Tom" & 'Jerry' 😀 æøå\u0007`;
const deck = [
  slide({ kind: "title", title: "Værdimøde", body: "Kundeservice", values: [value] }),
  slide({ kind: "quote", body: `“${odd}”\n\n— Panelet`, notes: "Læs op.\nVent.", values: [value] }),
  slide({ body: "• Vi ringer tilbage\n• Vi siger, hvad der sker", notes: odd }),
  slide({ title: "L".repeat(300), body: "Et langt svar. ".repeat(260) }),
];
const made = (locale: "da" | "en" = "da") =>
  presentation({ title: "Værdimøde", subtitle: "Kundeservice", foot: "Værdimøde", locale, slides: deck });

test("text is text in titles and bodies, letter by letter, and no slide is a picture", async () => {
  const { slides, files } = readPresentation(await made());
  expect(slides).toHaveLength(4);
  const said = odd.replace("\u0007", "");
  expect(slides[1]!.texts).toContain(`“${said}”`);
  for (const { xml } of slides) expect(xml).toMatch(/<p:ph\s[^>]*type="title"/);
  expect(slides[2]!.xml.match(/<a:buChar/g)).toHaveLength(2);
  expect([...files.keys()].filter((name) => /\.(png|jpe?g|svg|emf)$/.test(name))).toEqual([]);
});

test("the notes stand with their slide", async () => {
  const { slides } = readPresentation(await made());
  expect(slides[1]!.notes.join("\n")).toContain("Læs op.\nVent.");
  expect(slides[2]!.notes.join("\n")).toContain(odd.replace("\u0007", ""));
});

test("a value is told by mark, name and the colour it has everywhere", async () => {
  const { slides } = readPresentation(await made());
  expect(slides[1]!.texts.join()).toContain("★ Nærvær");
  expect(slides[1]!.xml).toContain(printColours.fern!.ink);
});

test("every piece of text on the slides says its language, and the file its title", async () => {
  for (const [locale, tag] of [
    ["da", "da-DK"],
    ["en", "en-GB"],
  ] as const) {
    const { slides, files } = readPresentation(await made(locale));
    for (const name of files.keys())
      if (/^ppt\/(slides|notesSlides)\/[^/]+xml$/.test(name))
        expect(files.get(name)).not.toContain('en-US"/><a:t');
    for (const { xml } of slides)
      expect(new Set([...xml.matchAll(/<a:rPr [^>]*lang="([^"]+)"/g)].map((found) => found[1]))).toEqual(
        new Set([tag]),
      );
    expect(files.get("docProps/core.xml")).toContain("<dc:title>Værdimøde</dc:title>");
  }
});

test.skipIf(!hasOffice("pptx"))(
  "LibreOffice opens it, a page for each slide",
  { timeout: 180_000 },
  async () => {
    const pdf = printedByOffice(await made(), "pptx").toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(deck.length);
  },
);
