import { expect, test } from "vitest";
import {
  flesch,
  hintsOf,
  isSameWording,
  languageOf,
  languagesOf,
  lix,
  readingOf,
  suggestQuestion,
} from "./questions.ts";

test.each([
  ["Vi ringer tilbage samme dag.", "Jeg oplevede, at I ringer tilbage samme dag."],
  [
    "Vi spørger kunden, hvad vores svar skal bruges til",
    "Jeg oplevede, at I spørger mig, hvad jeres svar skal bruges til.",
  ],
  ["Siger goddag, før du bliver bedt om det", "Jeg oplevede, at I siger goddag, før du bliver bedt om det."],
])("the question to “%s” is in the customer's words", (act, question) => {
  expect(suggestQuestion({ act })).toEqual({ textDa: question, textEn: "" });
});

test("a behaviour decided in English is asked about in English", () => {
  expect(suggestQuestion({ act: "We tell the customer when our part is done" })).toEqual({
    textDa: "",
    textEn: "In my experience, you tell me when your part is done.",
  });
  expect(languageOf("We call back")).toBe("en");
  expect(languageOf("Vi ringer")).toBe("da");
});

test("a language is offered only where every question stands in it", () => {
  const both = { textDa: "A", textEn: "A" };
  expect(languagesOf([both, both])).toEqual(["da", "en"]);
  expect(languagesOf([both, { textDa: "B", textEn: " " }])).toEqual(["da"]);
  expect(languagesOf([])).toEqual([]);
});

test("wording is hinted at: two things at once, a lead, a negation, a long one", () => {
  expect(hintsOf("Jeg oplevede, at I ringer tilbage samme dag.", "da")).toEqual([]);
  expect(hintsOf("I var venlige og hurtige.", "da")).toEqual(["twoThings"]);
  expect(hintsOf("Hvad var godt og skidt?", "da", "open")).toEqual([]);
  expect(hintsOf("Selvfølgelig fik jeg hjælp.", "da")).toEqual(["leading"]);
  expect(hintsOf("You never kept me waiting.", "en")).toEqual(["negation"]);
  expect(hintsOf(`I ${"svarede ".repeat(20)}.`, "da")).toContain("long");
});

test("LIX counts words to the sentence and long words, as in Björnsson's formula", () => {
  // 5 words in 1 sentence, of which 1 is longer than six letters: 5 + 20.
  expect(lix("Vi ringer tilbage samme dag.")).toBeCloseTo(25);
});

test("English is measured by Flesch's formula, which was made for it", () => {
  // 6 words of 1 syllable each in 1 sentence.
  expect(flesch("The cat sat on the mat.")).toBeCloseTo(206.835 - 1.015 * 6 - 84.6);
  expect(readingOf("You called me back the same day.", "en").level).toBe("easy");
  expect(readingOf("Vi ringer tilbage samme dag.", "da").level).toBe("easy");
  expect(readingOf("I ringede tilbage samme dag.", "da")).toEqual({ level: "easy", value: 45 });
  expect(readingOf("I overholdt reklamationsfristen.", "da").level).toBe("medium");
  const official =
    "Notification regarding administrative responsibilities was communicated satisfactorily beforehand.";
  expect(readingOf(official, "en").level).toBe("hard");
  expect(hintsOf(official, "en")).toContain("hard");
});

test("rounds are compared where they asked in the same words; a translation that is added changes nothing", () => {
  const danish = { textDa: "I ringede tilbage.", textEn: "" };
  expect(isSameWording(danish, danish)).toBe(true);
  expect(isSameWording(danish, { ...danish, textEn: "You called back." })).toBe(true);
  expect(isSameWording(danish, { ...danish, textDa: "I ringede igen." })).toBe(false);
  expect(isSameWording(danish, { textDa: "", textEn: "You called back." })).toBe(false);
});
