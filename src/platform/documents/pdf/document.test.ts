import { expect, test } from "vitest";
import {
  type Block,
  drawn,
  heading,
  label,
  line,
  nothing,
  type Printed,
  points,
  prose,
  table,
  valueWords,
} from "../block.ts";
import { hasPoppler, readPdf } from "../testing/readPdf.ts";
import { written } from "../write.ts";

const isReadable = hasPoppler();
const made = async (body: Block[], change: Partial<Printed> = {}) => {
  const printed = {
    title: "Referat: Møde",
    subtitle: "Kundeservice",
    foot: "Referat",
    locale: "da" as const,
  };
  return readPdf(await written({ ...printed, body, ...change }, "pdf"));
};

test.skipIf(!isReadable)("what people wrote is there letter by letter, whatever face has it", async () => {
  const words = `<b>"Tom" & 'Jerry'</b> æøåÆØÅ Łódź Ελλάδα Привет 😀 👍 ✓ → 100 % =1+1`;
  const { text, fonts } = await made(prose(`${words}\u0007`));
  expect(text).toContain(words);
  for (const [, embedded] of fonts.matchAll(/Identity-H +(yes|no)/g)) expect(embedded).toBe("yes");
  expect(fonts).toContain("SourceSans3");
});

test.skipIf(!isReadable)(
  "it says its title and language, and its parts are tagged as what they are",
  async () => {
    const body = [
      heading("Beslutninger"),
      label("Sedler"),
      ...points(["en", "to"]),
      table(["Hvad", "Hvem"], [[[line("Ring")], [line("Ida")]]], { widths: [2, 1] }),
    ];
    const { title, isTagged, language, tags } = await made(body);
    expect({ title, isTagged, language }).toEqual({
      title: "Referat: Møde",
      isTagged: true,
      language: "da-DK",
    });
    const order = [...tags.matchAll(/^ *(H1|H2|P|LI|L|THead|TH|TD|Table)\b/gm)].map(([, tag]) => tag);
    expect(order).toEqual([
      "H1",
      "P",
      "H2",
      "P",
      "L",
      "LI",
      "LI",
      "Table",
      "THead",
      "TH",
      "TH",
      "TD",
      "P",
      "TD",
      "P",
    ]);
    expect(tags).toContain("/Scope /Column");
    expect((await made([], { locale: "en" })).language).toBe("en-GB");
  },
);

test.skipIf(!isReadable)(
  "five hundred notes in one cell go on over pages, each once, under a head that is repeated for the eyes",
  async () => {
    const notes = Array.from({ length: 500 }, (_, index) => `Seddel ${index} 😀`);
    const { text, pages, tags, ink } = await made(
      [table(["Trin", "Aktivitet"], [[[line("Proces")], points(notes)]], { widths: [1, 3] })],
      { orientation: "landscape" },
    );
    expect(text.match(/Seddel \d+ /g)).toEqual(notes.map((note) => note.replace("😀", "")));
    expect(pages).toBeGreaterThan(10);
    expect(text.match(/^Trin Aktivitet|^Trin$/gm)).toHaveLength(pages);
    expect(tags.match(/\bTH\b/g)).toHaveLength(2);
    expect(text).toContain(`Side ${pages} af ${pages}`);
    // Nothing is drawn on top of another, off the page, or not at all.
    for (const dots of ink) expect(dots).toBeGreaterThan(20);
  },
);

test.skipIf(!isReadable)(
  "long words are parted as Danish does, and what has no place to part is cut",
  async () => {
    const long = "Medarbejderudviklingssamtale";
    const { text } = await made([
      table(["A", "B", "C", "D", "E", "F"], [[[line(long)], [line("x".repeat(300))], [], [], [], []]], {
        widths: [1, 1, 1, 1, 1, 1],
      }),
    ]);
    expect(text).toMatch(/Medarbejder-\nudviklingssam-\ntale/);
    expect(text.match(/x/g)).toHaveLength(300);
  },
);

test.skipIf(!isReadable)("a title's words are whole as long as a line has room for them", async () => {
  for (const before of [22, 26, 30]) {
    const { text } = await made([], { title: `${"o".repeat(before)} Kundeservicemedarbejdere`, foot: "" });
    expect(text).toContain("Kundeservicemedarbejdere");
  }
  const { text } = await made([], { title: "Medarbejderudviklingssamtaleforberedelsesskemaer", foot: "" });
  expect(text).toMatch(/Medarbejder.*-\n/);
});

test.skipIf(!isReadable)("an empty document, and an empty part, say so on one page", async () => {
  expect((await made([])).pages).toBe(1);
  const { text, pages } = await made([heading("Beslutninger"), nothing("Ingen beslutninger endnu.")]);
  expect([pages, text.includes("Ingen beslutninger endnu.")]).toEqual([1, true]);
});

test.skipIf(!isReadable)("a heading never stands alone at the foot of a page", async () => {
  const filler = (count: number) => Array.from({ length: count }, (_, index) => line(`Linje ${index}`));
  for (let count = 30; count < 48; count++) {
    const { text, pages } = await made([...filler(count), heading("Handlinger"), line("Ring til Ida")]);
    const last = text.split(/Side \d af \d/).find((page) => page.includes("Handlinger"));
    expect([count, pages, last?.includes("Ring til Ida")]).toEqual([count, pages, true]);
  }
});

test.skipIf(!isReadable)("a heading stands on the page of the drawing beneath it", async () => {
  const filler = (count: number) => Array.from({ length: count }, (_, index) => line(`Linje ${index}`));
  const words = { kind: "words" as const, x: 0, y: 0, text: "Over tid", size: 12, colour: "000000" };
  const shown = drawn({ width: 400, height: 300, alt: "Over tid", shapes: [words] });
  for (let count = 20; count < 40; count += 4) {
    const { text } = await made([...filler(count), heading("Siden sidst", 2), shown]);
    const page = text.split(/Side \d af \d/).find((each) => each.includes("Siden sidst"));
    expect([count, page?.includes("Over tid")]).toEqual([count, true]);
  }
});

test.skipIf(!isReadable)(
  "a table's head has its words whole in narrow columns, and a row beneath it on the page where it begins",
  async () => {
    const words = [
      "Question",
      "Answers",
      "Mean",
      "Strongly disagree",
      "Disagree",
      "Neither",
      "Did not come up",
    ];
    const cells = words.map((_, index) => [
      line(index === 0 ? "I was told who had my case. ".repeat(8) : "17"),
    ]);
    const widths = [40, 9, 8, 8.5, 8.5, 8, 8];
    for (let count = 30; count < 48; count += 3) {
      const filler = Array.from({ length: count }, (_, index) => line(`Line ${index}`));
      const { text } = await made([...filler, table(words, [cells], { widths })], { locale: "en" });
      const heads = text.split(/Page \d of \d/).filter((page) => page.includes("Question"));
      expect([count, heads.length, heads[0]?.includes("I was told")]).toEqual([count, 1, true]);
      for (const word of words.join(" ").split(" ")) expect(text).toContain(word);
    }
  },
);

test.skipIf(!isReadable)("a value is told by its mark as well as its colour; A3 is A3", async () => {
  const value = valueWords({ name: "Nærvær", colour: "fern", mark: "star" });
  const { text, size } = await made([line(value)], { sheet: "A3", orientation: "landscape" });
  expect(text).toContain("★ Nærvær");
  expect(size).toContain("1190.55 x 841.89");
});
