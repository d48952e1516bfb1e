import { expect, test } from "vitest";
import { defineText } from "./index.ts";

const text = defineText({
  da: { greeting: "Hej {{name}}", answers_one: "{{count}} svar", answers_other: "{{count, number}} svar" },
  en: {
    greeting: "Hello {{name}}",
    answers_one: "{{count}} answer",
    answers_other: "{{count, number}} answers",
  },
});

test("a text is written in the reader's language, with its values", () => {
  expect(text("da")("greeting", { name: "Åse <b>" })).toBe("Hej Åse <b>");
  expect(text("en")("greeting", { name: "Åse" })).toBe("Hello Åse");
});

test("plurals and numbers follow the language", () => {
  expect(text("en")("answers", { count: 1 })).toBe("1 answer");
  expect(text("en")("answers", { count: 12345 })).toBe("12,345 answers");
  expect(text("da")("answers", { count: 12345 })).toBe("12.345 svar");
});
