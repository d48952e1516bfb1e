/** The words of a language for finding notes that are alike: fetched when a suggestion is asked for, not before. */
import { locales } from "./index.ts";
import type { Words } from "./likeness.ts";

/** Besides the usual ones: words of time, place and manner that stand in promises of every kind. */
const furtherEmpty = {
  da: "kunde kunden kunder kunderne kundens vores jer jeres os dem deres inden ved efter før mens samt både altid aldrig ofte lige så også kan kl nr få får fået give giver går komme kommer gøre gør gjort sige siger sagt skal kunne hvem sådan ind ud op ned hen bare lad lade andre alle ingen flere mere meget når hvor samme tag tage tager taget hele nogen gang gange fortæl fortæller fortælle begge selv",
  en: "customer customers always never often also just let us get gets give gives come comes do does done say says said make makes every all none more much when where in out up down one way able take takes taken same people let lets before after whole someone everyone everybody",
};

export async function wordsOf(locale: "da" | "en"): Promise<Words> {
  const [{ stemmer }, { stopwords }] =
    locale === "da"
      ? await Promise.all([import("@orama/stemmers/danish"), import("@orama/stopwords/danish")])
      : await Promise.all([import("@orama/stemmers/english"), import("@orama/stopwords/english")]);
  const empty = new Set([...stopwords, ...furtherEmpty[locale].split(" ")]);
  return { stem: stemmer, isEmpty: (word) => empty.has(word) };
}

/** The words of the language that most of the texts are in, whatever language their reader has chosen. */
export async function wordsFor(texts: readonly string[]): Promise<Words> {
  const languages = await Promise.all(locales.map(wordsOf));
  const all =
    texts
      .join("\n")
      .toLocaleLowerCase("da")
      .match(/\p{L}+/gu) ?? [];
  const hits = languages.map(({ isEmpty }) => all.filter(isEmpty).length);
  return languages[hits.indexOf(Math.max(...hits))]!;
}
