import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { splitPasted } from "./pasted.ts";

const taken = (text: string, known?: string[]) =>
  splitPasted(text, known)
    .filter((line) => line.note === "taken")
    .map((line) => line.text);

test("a mail full of bullets becomes one statement a line, in the customers' own words", () => {
  const mail = readFileSync(
    new URL("../testing/customer-statements-pasted-from-a-mail.txt", import.meta.url),
    "utf8",
  );
  expect(taken(mail)).toEqual([
    "Man får altid et ordentligt svar, også når svaret er nej.",
    "Jeg måtte ringe tre gange, før nogen tog ansvar.",
    "Montøren ryddede op efter sig og forklarede, hvad han havde gjort.",
    "I lover at ringe tilbage, men det sker ikke.",
    "Fakturaen er umulig at forstå.",
    "Hun spurgte, om der var andet, hun kunne hjælpe med — det gør de andre ikke.",
    "Ventetiden i telefonen er for lang!!! 😡",
    "De kendte mit hus bedre end jeg selv.",
    "Det er svært at se, hvem man skal tale med.",
    "Tak, fordi I sagde det ligeud, da I var forsinkede.",
    "Your technician spoke English with me, which helped a lot.",
    "Jeg følte mig som et sagsnummer.",
    "Hurtigt",
    "Venligt",
    "Dyrt",
    "God service",
    '"Vi ser på det" er ikke et svar.',
  ]);
  expect(splitPasted(mail).filter((line) => line.note === "double")).toEqual([
    { text: "god service", note: "double" },
  ]);
});

test("what the journey has already is shown as a double", () => {
  expect(splitPasted("God service!\nNy", ["god  service"])).toEqual([
    { text: "God service!", note: "double" },
    { text: "Ny", note: "taken" },
  ]);
});

test("quotation marks around the whole line go, inside it they stay; a number that is said stays", () => {
  expect(taken("“De kom til tiden.”\n3 gange ringede jeg\n- 24 timer ventede jeg")).toEqual([
    "De kom til tiden.",
    "3 gange ringede jeg",
    "24 timer ventede jeg",
  ]);
});

test("whatever is pasted, what is taken is one line, tidy, no two alike, and pasting it again gives nothing new", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (pasted) => {
      const once = taken(pasted);
      for (const text of once) expect(text).toBe(text.trim());
      expect(new Set(once).size).toBe(once.length);
      expect(taken(pasted, once)).toEqual([]);
    }),
  );
});
