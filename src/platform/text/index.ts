import i18next, { type i18n } from "i18next";

export const locales = ["da", "en"] as const;
export type Locale = (typeof locales)[number];

export const isLocale = (value: unknown): value is Locale => locales.includes(value as Locale);

/** A key as the code writes it: plural forms (`_one`, `_other`) are chosen by the `count` that is passed. */
type WithoutPlural<Key extends string> = Key extends `${infer Stem}_${"zero" | "one" | "other"}` ? Stem : Key;

type Values = Record<string, string | number>;
export type Translate<Key extends string> = (key: Key, values?: Values) => string;
export type Text<Key extends string> = (locale: Locale) => Translate<Key>;
export type KeyOf<T> = T extends Text<infer Key> ? Key : never;

/**
 * Makes a room's texts from its two files. Keys are flat ("join.title"), so that a search for one finds it
 * in the code and in both languages. Numbers passed as values are written the locale's way with `{{n, number}}`.
 * `npm run texts` fails on a key that is missing in one language, unused, or has other values in the other language.
 */
export function defineText<
  Da extends Record<string, string>,
  En extends { [Key in keyof Da]: string } & { [Key in Exclude<keyof En, keyof Da>]: never },
>(files: { da: Da; en: En }): Text<WithoutPlural<keyof Da & string>> {
  const instance: i18n = i18next.createInstance();
  instance.init({
    lng: "da",
    fallbackLng: "en",
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
    resources: { da: { translation: files.da }, en: { translation: files.en } },
  });
  const fixed = { da: instance.getFixedT("da"), en: instance.getFixedT("en") };
  return (locale) => (key, values) => fixed[locale](key as string, values ?? {}) as string;
}
