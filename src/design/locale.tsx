import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { I18nProvider } from "react-aria-components";
import { isLocale, type Locale, type Text, type Translate } from "#platform/text/index.ts";

const cookieName = "udlev-language";

function deviceLocale(): Locale {
  const kept = document.cookie.match(/(?:^|; )udlev-language=(\w+)/)?.[1];
  if (isLocale(kept)) return kept;
  const spoken = navigator.languages.map((language) => language.slice(0, 2)).find(isLocale);
  return spoken ?? "da";
}

const LocaleContext = createContext<{ locale: Locale; setLocale(locale: Locale): void }>({
  locale: "da",
  setLocale: () => undefined,
});

/** The reader's language, kept on this device in the cookie that the server reads too. */
export function LocaleProvider({ children }: { children: ReactNode }) {
  const [locale, setLocale] = useState(deviceLocale);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const value = useMemo(
    () => ({
      locale,
      setLocale(chosen: Locale) {
        // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Safari
        document.cookie = `${cookieName}=${chosen}; path=/; max-age=31536000; samesite=lax`;
        setLocale(chosen);
      },
    }),
    [locale],
  );
  return (
    <LocaleContext.Provider value={value}>
      <I18nProvider locale={locale === "da" ? "da-DK" : "en-GB"}>{children}</I18nProvider>
    </LocaleContext.Provider>
  );
}

export const useLocale = () => useContext(LocaleContext);

/** A room's texts in the reader's language. */
export const useText = <Key extends string>(text: Text<Key>): Translate<Key> => text(useLocale().locale);

const tag = (locale: Locale) => (locale === "da" ? "da-DK" : "en-GB");

export const formatDate = (date: Date | string, locale: Locale, timeZone?: string): string =>
  new Intl.DateTimeFormat(tag(locale), { dateStyle: "medium", timeZone }).format(new Date(date));

export const formatDateTime = (date: Date | string, locale: Locale, timeZone?: string): string =>
  new Intl.DateTimeFormat(tag(locale), { dateStyle: "medium", timeStyle: "short", timeZone }).format(new Date(date));

export const formatNumber = (number: number, locale: Locale, digits = 0): string =>
  new Intl.NumberFormat(tag(locale), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(number);
