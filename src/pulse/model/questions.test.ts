import { expect, test } from "vitest";
import { hintsOf, languageOf, languagesOf, readingEase, suggestQuestion } from "./questions.ts";

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
  expect(readingEase("Vi ringer tilbage samme dag.")).toBeCloseTo(25);
});
