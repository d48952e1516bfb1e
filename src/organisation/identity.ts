import { betterAuth } from "better-auth";
import { magicLink } from "better-auth/plugins/magic-link";
import type { Config } from "#platform/config.ts";
import type { Database } from "#platform/database/index.ts";
import { sessionDays } from "./account/model.ts";

export const linkLifetimeMinutes = 30;

/**
 * Accounts, passwords, sessions and sign-in links, kept by the library in the schema `identity`.
 * It is called by our own routes only and never mounted: a link in a mail leads to a page with a button, because
 * mail scanners open links.
 */
export function makeIdentity(
  db: Database,
  config: Config,
  sendLink: (link: { email: string; token: string; to: string }) => Promise<void>,
) {
  const isHttps = config.baseUrl.startsWith("https:");
  return betterAuth({
    appName: "Udlev",
    baseURL: config.baseUrl,
    secret: config.secret,
    telemetry: { enabled: false },
    database: { db: db.withSchema("identity"), type: "postgres" },
    emailAndPassword: { enabled: true, minPasswordLength: 10, maxPasswordLength: 128, autoSignIn: true },
    // It ends when it was said to end, however much it is used; that it ends sooner when it is not used is `isOver`.
    session: { expiresIn: 60 * 60 * 24 * sessionDays, disableSessionRefresh: true },
    advanced: {
      // The session and whose it is are read together.
      database: { joins: true },
      cookiePrefix: "udlev",
      // No other host and no plain http can set a cookie of that name: browsers see to it.
      cookies: { session_token: { name: `${isHttps ? "__Host-" : ""}udlev.session_token` } },
      useSecureCookies: false,
      defaultCookieAttributes: { sameSite: "lax", httpOnly: true, secure: isHttps },
      // Where somebody sits is nothing that we need to know.
      ipAddress: { disableIpTracking: true },
    },
    logger: { disabled: true },
    plugins: [
      magicLink({
        disableSignUp: true,
        expiresIn: linkLifetimeMinutes * 60,
        storeToken: "hashed",
        sendMagicLink: ({ email, token, url }) =>
          sendLink({ email, token, to: new URL(url).searchParams.get("callbackURL") ?? "/" }),
      }),
    ],
  });
}

export type Identity = ReturnType<typeof makeIdentity>;
