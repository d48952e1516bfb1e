/** What customers are asked: made from decided behaviours, in the customer's words. */

export const mostScaleQuestions = 5;
export const longestQuestion = 500;
export const scores = [1, 2, 3, 4, 5] as const;

export type Language = "da" | "en";
export const questionKinds = ["scale", "open"] as const;
export type QuestionKind = (typeof questionKinds)[number];
export type QuestionTexts = { textDa: string; textEn: string };

export const textIn = (question: QuestionTexts, language: Language): string =>
  language === "da" ? question.textDa : question.textEn;

/** A question as somebody reads of it: where it was only asked in the other language, in that. */
export const readIn = (question: QuestionTexts, language: Language): string =>
  textIn(question, language) || textIn(question, language === "da" ? "en" : "da");

/** The languages in which every question can be asked. */
export const languagesOf = (questions: readonly QuestionTexts[]): Language[] =>
  questions.length === 0
    ? []
    : (["da", "en"] as const).filter((language) =>
        questions.every((question) => textIn(question, language).trim() !== ""),
      );

const commonWords = {
  da: /(?<!\p{L})(vi|jeg|og|at|det|den|der|ikke|til|på|med|samme|kunden|kunderne|er|en|et|altid|når|inden|os)(?!\p{L})|[æøå]/giu,
  en: /(?<!\p{L})(we|i|and|the|that|not|to|of|with|same|customers?|is|an?|always|when|within|us|our|by|it)(?!\p{L})/giu,
} as const;

/** Which of the two languages a sentence is written in, by its common words. */
export function languageOf(sentence: string): Language {
  const count = (language: Language) => sentence.match(commonWords[language])?.length ?? 0;
  return count("en") > count("da") ? "en" : "da";
}

/** "We" of the meeting is "you" to the customer, and "the customer" is the one who reads. */
const turned: Record<Language, readonly (readonly [RegExp, string])[]> = {
  da: [
    [/(?<!\p{L})(kundernes|kundens)(?!\p{L})/giu, "mine"],
    [/(?<!\p{L})(kunderne|kunden|kunder)(?!\p{L})/giu, "mig"],
    [/(?<!\p{L})(vi|jeg)(?!\p{L})/giu, "I"],
    [/(?<!\p{L})(os|mig selv)(?!\p{L})/giu, "jer"],
    [/(?<!\p{L})(vores|vort|vore|min|mit)(?!\p{L})/giu, "jeres"],
  ],
  en: [
    [/(?<!\p{L})(the )?customers?['’]s?(?!\p{L})/giu, "my"],
    [/(?<!\p{L})(the customers?|customers)(?!\p{L})/giu, "me"],
    [/(?<!\p{L})(we|i|us)(?!\p{L})/giu, "you"],
    [/(?<!\p{L})(our|my)(?!\p{L})/giu, "your"],
  ],
};
const opening: Record<Language, string> = { da: "Jeg oplevede, at ", en: "In my experience, " };
const subject: Record<Language, RegExp> = { da: /^(I|jeg)(?!\p{L})/iu, en: /^you(?!\p{L})/iu };

/**
 * A first wording of the question to a decided behaviour, in the language it was decided in. The other language stays
 * empty: nothing here translates, and a half translated question is worse than none.
 */
export function suggestQuestion(behaviour: { act: string }): QuestionTexts {
  const act = behaviour.act
    .replace(/\s+/gu, " ")
    .trim()
    .replace(/[.!?]+$/u, "");
  const language = languageOf(act);
  // In one sweep, so that what was turned once is not turned back by a later rule.
  const rules = turned[language];
  const pattern = new RegExp(rules.map(([from]) => `(?:${from.source})`).join("|"), "giu");
  const inCustomersWords = act.replace(pattern, (found) => {
    const rule = rules.find(([from]) => new RegExp(`^(?:${from.source})$`, "iu").test(found));
    return rule ? rule[1] : found;
  });
  const withSubject = subject[language].test(inCustomersWords)
    ? inCustomersWords
    : `${language === "da" ? "I" : "you"} ${inCustomersWords.charAt(0).toLowerCase()}${inCustomersWords.slice(1)}`;
  const sentence = `${opening[language]}${withSubject}.`.slice(0, longestQuestion);
  return language === "da" ? { textDa: sentence, textEn: "" } : { textDa: "", textEn: sentence };
}

export const openQuestion: QuestionTexts = {
  textDa: "Hvad gjorde vi godt, og hvad kunne vi gøre bedre?",
  textEn: "What did we do well, and what could we do better?",
};

const wordingHints = ["twoThings", "leading", "negation", "long", "hard"] as const;
export type WordingHint = (typeof wordingHints)[number];

const twoThings = { da: /\p{L}\s+(og|eller|samt)\s+\p{L}/iu, en: /\p{L}\s+(and|or)\s+\p{L}/iu };
const leading = {
  da: /\b(selvfølgelig|naturligvis|vel|fantastisk\w*|dejlig\w*|heldigvis|som altid|enestående)\b/iu,
  en: /\b(of course|naturally|surely|fantastic\w*|wonderful\w*|excellent\w*|as always)\b/iu,
};
const negation = {
  da: /\b(ikke|aldrig|ingen|hverken|uden)\b/iu,
  en: /\b(not|never|no|neither|without)\b|n't\b/iu,
};

const wordsOf = (sentence: string): string[] => sentence.match(/[\p{L}\p{N}]+/gu) ?? [];
const sentencesIn = (text: string): number => Math.max(1, text.match(/[.!?:]+(\s|$)/gu)?.length ?? 1);

/** LIX (Björnsson 1968): words per sentence plus the share of words longer than six letters. Made for the Nordic languages. */
export function lix(sentence: string): number {
  const words = wordsOf(sentence);
  if (words.length === 0) return 0;
  const long = words.filter((word) => word.length > 6).length;
  return words.length / sentencesIn(sentence) + (100 * long) / words.length;
}

/** Groups of vowels, less the e that is not heard: near enough for a sentence. */
const syllablesIn = (word: string): number =>
  Math.max(
    1,
    word
      .toLowerCase()
      .replace(/(?<=[^aeiouyl])e$/u, "")
      .match(/[aeiouy]+/gu)?.length ?? 1,
  );

/** Flesch's reading ease (1948), made for English: the higher, the easier; 60 to 70 is plain English. */
export function flesch(sentence: string): number {
  const words = wordsOf(sentence);
  if (words.length === 0) return 100;
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0);
  return 206.835 - 1.015 * (words.length / sentencesIn(sentence)) - 84.6 * (syllables / words.length);
}

export type Reading = { level: "easy" | "medium" | "hard"; value: number };
/** Of fewer words neither measure says much: two of five that are a little long make "hard" of plain speech. */
const fewestToMeasure = 8;
const longestPlainWord = 12;

/** How easy a sentence is to read, by the measure that was made for its language: as a newspaper at most is "medium". */
export function readingOf(sentence: string, language: Language): Reading {
  const value = Math.round(language === "da" ? lix(sentence) : flesch(sentence));
  const words = wordsOf(sentence);
  if (words.length < fewestToMeasure)
    return { level: words.some(({ length }) => length > longestPlainWord) ? "medium" : "easy", value };
  const [easy, medium] = language === "da" ? [value < 35, value < 45] : [value >= 70, value >= 50];
  return { level: easy ? "easy" : medium ? "medium" : "hard", value };
}

/**
 * Whether two rounds asked the same, so that their answers may be compared: in every language in which both asked, and in
 * one at least, word by word. A translation that is added makes no new question of it.
 */
export function isSameWording(a: QuestionTexts, b: QuestionTexts): boolean {
  const shared = (["da", "en"] as const).filter(
    (language) => textIn(a, language).trim() !== "" && textIn(b, language).trim() !== "",
  );
  return shared.length > 0 && shared.every((language) => textIn(a, language) === textIn(b, language));
}

/** What could make a question hard to answer: hints, which never stop anybody. */
export function hintsOf(sentence: string, language: Language, kind: QuestionKind = "scale"): WordingHint[] {
  if (sentence.trim() === "") return [];
  const found: Record<WordingHint, boolean> = {
    // An open question may well ask about two things.
    twoThings: kind === "scale" && twoThings[language].test(sentence),
    leading: leading[language].test(sentence),
    negation: negation[language].test(sentence),
    long: sentence.length > 140,
    hard:
      wordsOf(sentence).length >= fewestToMeasure &&
      (language === "da" ? lix(sentence) > 55 : flesch(sentence) < 40),
  };
  return wordingHints.filter((hint) => found[hint]);
}
