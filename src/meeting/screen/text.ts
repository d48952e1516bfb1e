import da from "./text.da.json" with { type: "json" };
import en from "./text.en.json" with { type: "json" };

type WithoutPlural<Key extends string> = Key extends `${infer Stem}_${"one" | "other"}` ? Stem : Key;
export type Translate = (
  key: WithoutPlural<keyof typeof da>,
  values?: Record<string, string | number>,
) => string;

const files: Record<"da" | "en", Record<string, string>> = { da, en };

/** As on the phone: platform/text's library alone would weigh as much as the whole screen. */
export function text(locale: "da" | "en"): Translate {
  const plural = new Intl.PluralRules(locale);
  return (key, values = {}) => {
    const form = `${key}_${plural.select(Number(values.count ?? 0))}`;
    const sentence = files[locale][form] ?? files[locale][key] ?? key;
    return sentence.replaceAll(/{{(\w+)}}/g, (_, name: string) => String(values[name] ?? ""));
  };
}
