/** Language and theme as this device keeps them. Without a framework, so that every entry can use it. */
export type Theme = "system" | "light" | "dark";
type Language = "da" | "en";

const year = 60 * 60 * 24 * 365;
export const keepPreference = (name: string, value: string): void => {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store API is not in every browser yet
  document.cookie = `${name}=${value}; path=/; max-age=${year}; samesite=lax`;
};
const kept = (name: string): string | undefined =>
  document.cookie
    .split("; ")
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);

const isLanguage = (value: unknown): value is Language => value === "da" || value === "en";

/** The same choice as the server makes (platform/http/context.ts), so that its answers come in the page's language. */
export function firstLocale(): Language {
  const chosen = kept("udlev-language");
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.map((language) => language.slice(0, 2).toLowerCase()).find(isLanguage) ?? "da";
}

export function firstTheme(): Theme {
  const chosen = kept("udlev-theme");
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}

export function applyTheme(theme: Theme): void {
  const isDark =
    theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
}
