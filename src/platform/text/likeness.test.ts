import fc from "fast-check";
import { expect, test } from "vitest";
import { suggestClusters } from "./likeness.ts";
import { wordsOf } from "./words.ts";

const asNotes = (texts: string[]) => texts.map((text) => ({ id: text, text }));
const together = ({ clusters }: ReturnType<typeof suggestClusters>, ...texts: string[]) =>
  clusters.some(({ noteIds }) => texts.every((text) => noteIds.includes(text)));

test("notes of one thing are put together however their words are inflected, in Danish", async () => {
  const suggested = suggestClusters(
    asNotes([
      "Vi smiler når kunden kommer ind",
      "Et smil ved skranken",
      "Kaffe i venteværelset",
      "Vi indrømmer fejl med det samme",
      "Sig undskyld når vi har lavet en fejl",
      "Vi retter fejlen og fortæller kunden det",
    ]),
    [],
    await wordsOf("da"),
  );
  expect(together(suggested, "Vi smiler når kunden kommer ind", "Et smil ved skranken")).toBe(true);
  expect(
    together(suggested, "Vi indrømmer fejl med det samme", "Vi retter fejlen og fortæller kunden det"),
  ).toBe(true);
  expect(suggested.alone).toEqual(["Kaffe i venteværelset"]);
  expect(suggested.clusters.map(({ name }) => name)).toContain("Fejl");
});

test("… and in English", async () => {
  const suggested = suggestClusters(
    asNotes([
      "We call back the same day",
      "Calling back is a promise",
      "Listening first",
      "We listen before we answer",
    ]),
    [],
    await wordsOf("en"),
  );
  expect(together(suggested, "We call back the same day", "Calling back is a promise")).toBe(true);
  expect(together(suggested, "Listening first", "We listen before we answer")).toBe(true);
});

test("a compound word is known by what it is made of", async () => {
  const suggested = suggestClusters(
    asNotes(["Vi lover tilbageringning", "Ring tilbage til dem", "Kaffe på bordet", "Pæn skrift på tavlen"]),
    [],
    await wordsOf("da"),
  );
  expect(together(suggested, "Vi lover tilbageringning", "Ring tilbage til dem")).toBe(true);
});

test("what fits into a cluster that is there goes there, and not into a new one", async () => {
  const suggested = suggestClusters(
    asNotes(["Lyt færdig", "Kaffe på bordet"]),
    [{ id: "lytte", name: "Lytte", texts: ["Vi lytter før vi svarer"] }],
    await wordsOf("da"),
  );
  expect(suggested.clusters).toEqual([{ clusterId: "lytte", name: "Lytte", noteIds: ["Lyt færdig"] }]);
});

test("every note is in one cluster or alone, once; the same wall gives the same suggestion", async () => {
  const words = await wordsOf("da");
  const word = fc.constantFrom(
    "ringer",
    "ringe",
    "lytter",
    "smil",
    "fejlen",
    "fejl",
    "og",
    "tilbage",
    "",
    "🙂",
    "'",
  );
  const texts = fc.array(fc.array(word, { maxLength: 5 }), { maxLength: 30 });
  fc.assert(
    fc.property(texts, fc.constantFrom("loose", "middle", "close"), (all, how) => {
      const notes = all.map((each, place) => ({ id: `${place}`, text: each.join(" ") }));
      const known = [{ id: "k", name: "Lytte", texts: ["lytter"] }];
      const suggested = suggestClusters(notes, known, words, how);
      const placed = [...suggested.clusters.flatMap(({ noteIds }) => noteIds), ...suggested.alone];
      expect(placed.sort()).toEqual(notes.map(({ id }) => id).sort());
      for (const { clusterId, noteIds } of suggested.clusters)
        expect(noteIds.length).toBeGreaterThanOrEqual(clusterId ? 1 : 2);
      expect(suggestClusters(notes, known, words, how)).toEqual(suggested);
    }),
  );
});

test("a wall of a thousand notes, all of them alike or none, is no trouble", async () => {
  const words = await wordsOf("da");
  const many = (textOf: (place: number) => string) =>
    Array.from({ length: 1000 }, (_, place) => ({ id: `${place}`, text: textOf(place) }));
  expect(
    suggestClusters(
      many(() => "Vi lytter først"),
      [],
      words,
    ).clusters[0]!.noteIds,
  ).toHaveLength(1000);
  expect(
    suggestClusters(
      many((place) => `ord${place}`),
      [],
      words,
    ).alone,
  ).toHaveLength(1000);
});
