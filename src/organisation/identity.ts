import { betterAuth } from "better-auth";
import { magicLink } from "better-auth/plugins/magic-link";
import type { Config } from "#platform/config.ts";
import type { Database } from "#platform/database/index.ts";

export const linkLifetimeMinutes = 30;

/**
 * Accounts, passwords, sessions and sign-in links, kept by the library in the schema `identity`.
 * It is called by our own routes only and never mounted: a link in a mail leads to a page with a button, because
 * mail scanners open links.
 */
export function makeIdentity(
  db: Database,
  config: Config,
  sendLink: (link: { email: string; token: string }) => Promise<void>,
) {
  return betterAuth({
    appName: "Udlev",
    baseURL: config.baseUrl,
    secret: config.secret,
    telemetry: { enabled: false },
    database: { db: db.withSchema("identity"), type: "postgres" },
    emailAndPassword: { enabled: true, minPasswordLength: 10, maxPasswordLength: 128, autoSignIn: true },
    session: { expiresIn: 60 * 60 * 24 * 30, updateAge: 60 * 60 * 24 },
    advanced: {
      // The session and whose it is are read together.
      database: { joins: true },
      cookiePrefix: "udlev",
      useSecureCookies: config.baseUrl.startsWith("https:"),
      defaultCookieAttributes: { sameSite: "lax", httpOnly: true },
    },
    logger: { disabled: true },
    plugins: [
      magicLink({
        disableSignUp: true,
        expiresIn: linkLifetimeMinutes * 60,
        storeToken: "hashed",
        sendMagicLink: ({ email, token }) => sendLink({ email, token }),
      }),
    ],
  });
}

export type Identity = ReturnType<typeof makeIdentity>;
