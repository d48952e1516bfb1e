import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import type { Config } from "#platform/config.ts";
import type { Database } from "#platform/database/index.ts";
import type { Locale } from "#platform/text/index.ts";
import { isLocale } from "#platform/text/index.ts";

/** What every request carries. The viewer is put there by the organisation's room. */
export type Env = {
  Variables: {
    db: Database;
    config: Config;
    locale: Locale;
    /** Filled in by whoever knows who is signed in; its shape is organisation/viewer.ts. */
    viewer: unknown;
    /** Likewise: the session that a browser came with, its shape is organisation/account/session.store.ts. */
    session: unknown;
    now: () => Date;
  };
};

export const localeCookie = "udlev-language";

/** The language chosen on this device, else the browser's first that we speak, else Danish. */
export function requestLocale(c: Context): Locale {
  const chosen = getCookie(c, localeCookie);
  if (isLocale(chosen)) return chosen;
  for (const part of (c.req.header("accept-language") ?? "").split(",")) {
    const language = part.trim().slice(0, 2).toLowerCase();
    if (isLocale(language)) return language;
  }
  return "da";
}
