import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { I18nProvider } from "react-aria-components";
import type { Locale, Text, Translate } from "#platform/text/index.ts";
import { type DateStyle, formatDate, formatDateTime, formatDay, formatNumber, formatTime } from "./format.ts";
import { applyTheme, firstLocale, firstTheme, keepPreference, type Theme } from "./preferences.ts";

type Preferences = {
  locale: Locale;
  setLocale: (locale: Locale) => void;
  theme: Theme;
  setTheme: (theme: Theme) => void;
  /** The organisation's or unit's zone; moments are shown in it. */
  timeZone: string | undefined;
};

const PreferencesContext = createContext<Preferences | null>(null);

/** Language, theme and time zone for everything inside; the choices are kept on this device. */
export function LocaleProvider({
  children,
  timeZone,
}: {
  children: ReactNode;
  timeZone?: string | undefined;
}) {
  const [locale, changeLocale] = useState<Locale>(firstLocale);
  const [theme, changeTheme] = useState<Theme>(firstTheme);

  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  useEffect(() => {
    applyTheme(theme);
    const system = matchMedia("(prefers-color-scheme: dark)");
    const follow = () => applyTheme(theme);
    system.addEventListener("change", follow);
    return () => system.removeEventListener("change", follow);
  }, [theme]);

  const preferences = useMemo<Preferences>(
    () => ({
      locale,
      theme,
      timeZone,
      setLocale: (next) => {
        keepPreference("udlev-language", next);
        changeLocale(next);
      },
      setTheme: (next) => {
        keepPreference("udlev-theme", next);
        changeTheme(next);
      },
    }),
    [locale, theme, timeZone],
  );
  return (
    <PreferencesContext value={preferences}>
      <I18nProvider locale={locale === "da" ? "da-DK" : "en-GB"}>{children}</I18nProvider>
    </PreferencesContext>
  );
}

export function useLocale(): Preferences {
  const preferences = useContext(PreferencesContext);
  if (!preferences) throw new Error("useLocale is used outside LocaleProvider");
  return preferences;
}

/** The room's texts in the reader's language: `const t = useText(text)`. */
export function useText<Key extends string>(text: Text<Key>): Translate<Key> {
  const { locale } = useLocale();
  return useMemo(() => text(locale), [text, locale]);
}

/** Dates and numbers as the reader writes them, in the organisation's time zone unless another is given. */
export function useFormat() {
  const { locale, timeZone } = useLocale();
  const date = useCallback(
    (value: Date | string | number, options: { style?: DateStyle; timeZone?: string } = {}) =>
      formatDate(locale, value, { timeZone, ...options }),
    [locale, timeZone],
  );
  return {
    date,
    /** The day that it is (YYYY-MM-DD) where the organisation is, whatever the clock of this device is set to. */
    today: () => formatDay(new Date(), timeZone),
    time: (value: Date | string | number, options: { timeZone?: string } = {}) =>
      formatTime(locale, value, { timeZone, ...options }),
    dateTime: (value: Date | string | number, options: { style?: DateStyle; timeZone?: string } = {}) =>
      formatDateTime(locale, value, { timeZone, ...options }),
    number: (value: number, options?: Intl.NumberFormatOptions) => formatNumber(locale, value, options),
  };
}
