import da from "./text.da.json" with { type: "json" };
import en from "./text.en.json" with { type: "json" };

type WithoutPlural<Key extends string> = Key extends `${infer Stem}_${"one" | "other"}` ? Stem : Key;
export type TextKey = WithoutPlural<keyof typeof da>;
export type Locale = "da" | "en";
export type Translate = (key: TextKey, values?: Record<string, string | number>) => string;

const files: Record<Locale, Record<string, string>> = { da, en };

/** As platform/text does it, in a few lines: its library alone would weigh as much as the whole phone. */
export function text(locale: Locale): Translate {
  const plural = new Intl.PluralRules(locale);
  return (key, values = {}) => {
    const form = `${key}_${plural.select(Number(values.count ?? 0))}`;
    const sentence = files[locale][form] ?? files[locale][key] ?? key;
    return sentence.replaceAll(/{{(\w+)}}/g, (_, name: string) => String(values[name] ?? ""));
  };
}
