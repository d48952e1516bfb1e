import { makeHall } from "#meeting/hall.ts";
import { makeIdentity } from "#organisation/identity.ts";
import { sendSignInLink } from "#organisation/signIn.routes.ts";
import { inSystem } from "#platform/database/index.ts";
import { type TestDatabase, testDatabase } from "#platform/database/testing.ts";
import { type Logger, makeLogger } from "#platform/logger.ts";
import { makeApp } from "../app.ts";
import { configFor } from "./config.ts";

export type Answer<Body = Record<string, never>> = {
  status: number;
  body: Body;
  bytes: Buffer;
  headers: Headers;
};

/** The whole application on a database of its own, without a network: for route tests of every room. */
export async function testServer(logger: Logger = makeLogger("silent"), own?: TestDatabase) {
  const database = own ?? (await testDatabase());
  const config = configFor(database.url, { metricsToken: "a token for tests" });
  const identity = makeIdentity(database.db, config, sendSignInLink(database.db, config));
  const hall = makeHall({ db: database.db, pool: database.pool, logger, now: () => new Date() });
  const app = makeApp({ db: database.db, pool: database.pool, config, identity, logger, hall });

  /** Somebody's browser: keeps its cookie. */
  function browser(locale: "da" | "en" = "da") {
    const jar = new Map([["udlev-language", locale as string]]);
    const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects to find
    const visit = async <Body = any>(method: string, path: string, body?: unknown): Promise<Answer<Body>> => {
      const response = await app.request(`http://localhost${path}`, {
        method,
        headers: {
          cookie: cookie(),
          origin: "http://localhost",
          ...(body === undefined || body instanceof FormData ? {} : { "content-type": "application/json" }),
        },
        body: body === undefined || body instanceof FormData ? body : JSON.stringify(body),
      });
      for (const set of response.headers.getSetCookie()) {
        const [, name, value] = set.match(/^([^=]+)=([^;]*)/u)!;
        jar.set(name!, value!);
      }
      const isJson = response.headers.get("content-type")?.includes("json");
      const bytes = Buffer.from(await response.arrayBuffer());
      return {
        status: response.status,
        body: (isJson ? JSON.parse(bytes.toString()) : bytes.toString()) as Body,
        bytes,
        headers: response.headers,
      };
    };
    /** What the browser has, for what does not come by http: a socket. */
    return Object.assign(visit, { cookie });
  }

  /** The mails to an address, newest first. */
  const mailsTo = (email: string) =>
    inSystem(database.db, (tx) =>
      tx.selectFrom("mail").selectAll().where("toEmail", "=", email).orderBy("createdAt", "desc").execute(),
    );

  /** A browser signed in as the person of that address, by the link in the mail. */
  async function signedInAs(email: string, locale: "da" | "en" = "da") {
    const visit = browser(locale);
    await visit("POST", "/api/organisation/sign-in/link", { email });
    const [mail] = await mailsTo(email);
    if (!mail) throw new Error(`no sign-in mail went to ${email}`);
    const token = (mail.content as unknown as { text: string }).text.match(/\/sign-in\/link\/(\S+)/)![1];
    const { status } = await visit("POST", "/api/organisation/sign-in/confirm", { token });
    if (status !== 200) throw new Error(`${email} could not sign in: ${status}`);
    return visit;
  }

  /** Sets the installation up, and gives the browser of its first leader and the unit that she leads. */
  async function firstLeader() {
    const leader = browser();
    await leader("POST", "/api/organisation/first", {
      organisation: "Nordvarme",
      name: "Karen Skovbo",
      email: "karen@nordvarme.example",
      password: "en lang adgangskode",
    });
    const { roles } = (await leader("GET", "/api/organisation/session")).body;
    const unitId: string = roles.find((held: { unitId: string | null }) => held.unitId).unitId;
    return { leader, unitId };
  }

  return { firstLeader, ...database, app, hall, logger, config, identity, browser, mailsTo, signedInAs };
}
export type TestServer = Awaited<ReturnType<typeof testServer>>;
