import type { Locale } from "./index.ts";

type WithoutPlural<Key extends string> = Key extends `${infer Stem}_${"one" | "other"}` ? Stem : Key;
type Translate<Key extends string> = (key: Key, values?: Record<string, string | number>) => string;

/** As `defineText` does it, in a few lines: its library alone would weigh as much as the whole phone. */
export function smallText<Da extends Record<string, string>>(files: {
  da: Da;
  en: Record<keyof Da, string>;
}): (locale: Locale) => Translate<WithoutPlural<keyof Da & string>> {
  return (locale) => {
    const plural = new Intl.PluralRules(locale);
    const sentences: Record<string, string> = files[locale];
    return (key, values = {}) => {
      const form = `${key}_${plural.select(Number(values.count ?? 0))}`;
      const sentence = sentences[form] ?? sentences[key] ?? key;
      return sentence.replaceAll(/{{(\w+)}}/g, (_, name: string) => String(values[name] ?? ""));
    };
  };
}
