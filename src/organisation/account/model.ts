/** The parts of the API that a token can be let into, as their addresses begin: /api/values → "values". */
export const areas = [
  "organisation",
  "values",
  "guide",
  "preparation",
  "behaviour",
  "meeting",
  "pulse",
  "follow-up",
  "thread",
  "privacy",
  "webhooks",
] as const;
export type Area = (typeof areas)[number];
export type Scope = `${Area}.${"read" | "write"}`;
export const scopes = areas.flatMap((area): Scope[] => [`${area}.read`, `${area}.write`]);

/** How long a token can last. None lasts for ever: what nobody remembers ends by itself. */
export const lifetimes = [30, 90, 365] as const;

/**
 * What a token must hold for a request; null where no token gets in, whatever it holds: a person's own access is
 * changed by herself in a browser, and a token cannot make another.
 */
export function scopeFor(method: string, path: string): Scope | null {
  const area = areas.find((each) => path === `/api/${each}` || path.startsWith(`/api/${each}/`));
  if (!area || /^\/api\/organisation\/(sign-in|sign-out|first|sample)/u.test(path)) return null;
  return `${area}.${method === "GET" || method === "HEAD" ? "read" : "write"}`;
}

/** The ways in. `setUp`: by setting the installation up, or by loading the sample. */
export const waysIn = ["link", "password", "passkey", "provider", "setUp"] as const;
export type WayIn = (typeof waysIn)[number];

const minute = 60 * 1000;
const day = 24 * 60 * minute;
/** A session that is not used ends after so many days. */
const idleDays = 14;
/** And after so many however much it is used: then she signs in again. */
export const sessionDays = 30;
/** What changes how she gets in is done within so many minutes of signing in. */
const freshMinutes = 15;

export const isOver = ({ createdAt, usedAt }: { createdAt: Date; usedAt: Date }, now: Date): boolean =>
  now.getTime() - createdAt.getTime() >= sessionDays * day ||
  now.getTime() - usedAt.getTime() >= idleDays * day;

export const isFresh = ({ createdAt }: { createdAt: Date }, now: Date): boolean =>
  now.getTime() - createdAt.getTime() < freshMinutes * minute;

/** Who may write may read what she writes to. */
export const isAllowedBy = (held: readonly string[], needed: Scope): boolean =>
  held.includes(needed) || (needed.endsWith(".read") && held.includes(needed.replace(/read$/u, "write")));

/** A browser by its user agent, as people call it. Brands that say they are another's come first. */
export function deviceName(userAgent: string): { browser: string; system: string } {
  const first = (names: [RegExp, string][]) => names.find(([sign]) => sign.test(userAgent))?.[1] ?? "";
  return {
    browser: first([
      [/\bEdgA?\//u, "Edge"],
      [/\bOPR\//u, "Opera"],
      [/\bSamsungBrowser\//u, "Samsung Internet"],
      [/\b(Firefox|FxiOS)\//u, "Firefox"],
      [/\b(Chrome|CriOS|HeadlessChrome)\//u, "Chrome"],
      [/\bSafari\//u, "Safari"],
    ]),
    system: first([
      [/\biPhone\b/u, "iPhone"],
      [/\biPad\b/u, "iPad"],
      [/\bAndroid\b/u, "Android"],
      [/\bWindows\b/u, "Windows"],
      [/\bCrOS\b/u, "ChromeOS"],
      [/\bMac OS X\b/u, "Mac"],
      [/\bLinux\b/u, "Linux"],
    ]),
  };
}
