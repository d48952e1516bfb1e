import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { heading, line, nothing, points, prose, table, valueWords } from "./block.ts";
import { printColours, printMarks } from "./look.ts";
import { linesOf, safeText } from "./safe.ts";
import { readWord } from "./testing/readWord.ts";
import { wordDocument } from "./word.ts";

const made = async (body: Parameters<typeof wordDocument>[0]["body"], locale: "da" | "en" = "da") =>
  readWord(await wordDocument({ title: "Referat", subtitle: "Kundeservice", foot: "Referat", locale, body }));

test("what people wrote stands in the document letter by letter, and is never markup", async () => {
  const written = `<w:p>"Tom" & 'Jerry' 😀 æøå =1+1 ]]>`;
  const { texts } = await made(prose(written));
  expect(texts).toContain(written);
});

test("what XML has no way to say is left out; the rest of the text stays", async () => {
  expect(safeText("a\u0000b\u0008c\ufffed\ud800")).toBe("abcd\ufffd");
  expect(safeText("😀\t\u00e6")).toBe("😀\t\u00e6");
  const { texts } = await made(prose("lyd\u0007løs\u000b"));
  expect(texts).toContain("lydløs");
});

test("a line stays a line, however the writer's computer ends it", () => {
  expect(linesOf("\n\nen\r\nto\rtre\u2028fire\n\n")).toEqual(["en", "to", "tre", "fire"]);
  expect(linesOf("en\n\nto")).toEqual(["en", "", "to"]);
  expect(linesOf("  \n ")).toEqual([]);
});

test("headings are headings, the head of a table is repeated, and the language is said", async () => {
  const rows = Array.from({ length: 500 }, (_, index) => [[line(`Seddel ${index}`)], points(["en", "to"])]);
  const body = [
    heading("Beslutninger"),
    heading("Først", 2),
    table(["Hvad", "Hvem"], rows, { widths: [2, 1] }),
  ];
  const { document, styles, footers, texts } = await made(body);
  expect(document.match(/<w:pStyle w:val="Heading1"\/>/g)).toHaveLength(1);
  expect(document.match(/<w:pStyle w:val="Heading2"\/>/g)).toHaveLength(1);
  expect(document.match(/<w:pStyle w:val="Title"\/>/g)).toHaveLength(1);
  expect(document.match(/<w:tblHeader\/>/g)).toHaveLength(1);
  expect(document.match(/<w:tr>/g)).toHaveLength(501);
  expect(texts).toContain("Seddel 499");
  expect(styles).toContain('<w:lang w:val="da-DK"');
  expect(footers).toMatch(/Side .*PAGE.* af .*NUMPAGES/s);
  expect((await made([], "en")).styles).toContain('<w:lang w:val="en-GB"');
});

test("an empty part says so", async () => {
  expect((await made([nothing("Ingen beslutninger endnu.")])).texts).toContain("Ingen beslutninger endnu.");
});

test("a value is told by its mark as well as its colour, the same colour as on screen", async () => {
  const { texts, document } = await made([
    line(valueWords({ name: "Nærvær", colour: "fern", mark: "star" })),
  ]);
  expect(texts).toContain("★ Nærvær");
  expect(document).toContain(`<w:color w:val="${printColours.fern!.ink}"/>`);
  const [light] = readFileSync("src/design/tokens.css", "utf8").split(':root[data-theme="dark"]');
  for (const [name, { ink, tint }] of Object.entries(printColours)) {
    expect(light).toContain(`--value-${name}-ink: #${ink.toLowerCase()};`);
    expect(light).toContain(`--value-${name}-tint: #${tint.toLowerCase()};`);
  }
  expect(new Set(Object.values(printMarks)).size).toBe(8);
});
