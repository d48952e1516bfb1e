import { expect, test } from "vitest";
import type { PrintedSlide } from "./deck.ts";
import type { Drawing } from "./drawing.ts";
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

const figure: Drawing = {
  ...{ width: 400, height: 100, alt: 'Mellem 3 & 4. 12 "svar".' },
  shapes: [
    { kind: "box", x: 10, y: 10, width: 200, height: 20, fill: "1D5C52" },
    {
      ...{ kind: "stroke", colour: "00466F", width: 4 },
      points: [
        [10, 60],
        [210, 40],
      ],
    },
    { kind: "words", x: 220, y: 12, text: "12 svar", size: 13, colour: "1F1D1A" },
  ],
};

test("a figure is one group of shapes and words that can be changed, beneath what is written, and is said for those who cannot see it", async () => {
  const slides = [slide({ body: "Til vores kunder", figure }), slide({ figure })];
  const file = await presentation({ title: "Møde", subtitle: "", foot: "", locale: "da", slides });
  const read = readPresentation(file);
  for (const { xml, texts } of read.slides) {
    const [group] = xml.match(/<p:grpSp>.*<\/p:grpSp>/s)!;
    expect(group).toContain('descr="Mellem 3 &#38; 4. 12 &#34;svar&#34;."');
    expect(group.match(/<p:sp>/g)).toHaveLength(3);
    expect(group).toMatch(/flipV="1"/);
    expect(texts).toContain("12 svar");
    const ids = [...xml.matchAll(/<p:cNvPr id="(\d+)"/g)].map((found) => found[1]);
    expect(new Set(ids).size).toBe(ids.length);
    // Nothing runs out of the slide.
    const [, y, height] = /<p:grpSpPr><a:xfrm><a:off x="\d+" y="(\d+)"\/><a:ext cx="\d+" cy="(\d+)"/.exec(
      group,
    )!;
    expect(Number(y) + Number(height)).toBeLessThan(6.4 * 914_400);
  }
});

test("a slide with a title alone opens what follows: nothing is left to be filled in on it", async () => {
  const slides = [
    slide({ title: "Sådan følger vi op", notes: "Sig det kort." }),
    slide({ body: "Vi ringer" }),
  ];
  const { slides: read } = readPresentation(
    await presentation({ title: "Møde", subtitle: "", foot: "", locale: "da", slides }),
  );
  expect(read.map(({ xml }) => xml.includes('type="body"'))).toEqual([false, true]);
  expect(read[0]!.xml).toContain('sz="4000"');
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
