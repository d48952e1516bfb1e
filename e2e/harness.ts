import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { serve } from "@hono/node-server";
import axeCore from "axe-core";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { makeHall } from "#meeting/hall.ts";
import { attachLive } from "#meeting/live.ts";
import { makeIdentity } from "#organisation/identity.ts";
import { sendSignInLink } from "#organisation/signIn.routes.ts";
import { testDatabase } from "#platform/database/testing.ts";
import { startJobs } from "#platform/jobs/index.ts";
import { makeLogger } from "#platform/logger.ts";
import { launchBrowser } from "../scripts/browser.mjs";
import { makeApp } from "../src/app.ts";
import { everyJob } from "../src/jobs.ts";
import { loadSample } from "../src/sample/index.ts";
import { configFor, testSecret } from "../src/testing/config.ts";
import { postOffice } from "../src/testing/postOffice.ts";
import { until } from "./until.ts";

export { until };

/** What moves has come to rest: on the way from one colour to another there is none that anybody chose. */
const atRest = (page: Page): Promise<unknown> =>
  page.evaluate(() => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
    return Promise.all(ending.map(({ finished }) => finished.catch(() => null))).then(() => null);
  });

/**
 * What axe finds on a page, as sentences; the component library's invisible announcer and the preview's frame aside.
 * `only`: by these rules, where nothing else can differ from what has been looked at.
 */
export async function axe(page: Page, only?: string[]): Promise<string[]> {
  // Read once by each page: it is larger than the page itself.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeCore.source);
  await atRest(page);
  const { violations } = await page.evaluate(
    (values) =>
      (
        window as unknown as {
          axe: {
            run(
              context: object,
              options: object,
            ): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
          };
        }
      ).axe.run(
        { exclude: ["[data-live-announcer]", "iframe"] },
        { resultTypes: ["violations"], ...(values && { runOnly: { type: "rule", values } }) },
      ),
    only,
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
}

/** One for all files of a worker, started with the first; it ends with the process. */
let browser: Promise<Browser> | null = null;
const theBrowser = (): Promise<Browser> => {
  browser ??= launchBrowser();
  return browser;
};

/** The whole product on a port, a database and a mail server of its own, and browsers to use it with. */
export async function openHouse(templateUrl?: string) {
  const database = await testDatabase(templateUrl);
  const post = await postOffice();
  const config = configFor(database.url, {
    ...{ baseUrl: "", smtpUrl: post.url, mailFrom: "Udlev <udlev@nordvarme.example>" },
    ...{ logLevel: "error", metricsToken: "a token for tests" },
    builtFolder: process.env.BUILT ?? fileURLToPath(new URL("../dist/browser", import.meta.url)),
  });
  // The port is known once the server listens, and links in mails need it: the config is filled in then.
  const logger = makeLogger(config.logLevel);
  let app: ReturnType<typeof makeApp>;
  const server = serve({ fetch: (...args) => app.fetch(...args), port: 0, hostname: "127.0.0.1" });
  await until("the server", () => server.address());
  config.port = (server.address() as AddressInfo).port;
  config.baseUrl = `http://127.0.0.1:${config.port}`;
  const identity = makeIdentity(database.db, config, sendSignInLink(database.db, config));
  // Its clock is the test's: days go by when it says so.
  let ahead = 0;
  const now = () => new Date(Date.now() + ahead);
  const hall = makeHall({ db: database.db, pool: database.pool, logger, now });
  app = makeApp({ db: database.db, pool: database.pool, config, identity, logger, hall, now });
  const live = attachLive(server as import("node:http").Server, {
    ...{ db: database.db, config, identity, hall, logger, now },
  });
  const jobs = await startJobs(database.pool, everyJob(config, hall), { db: database.db, config, logger });

  const contexts: BrowserContext[] = [];
  const faults: string[] = [];
  /** Somebody's own browser. What its pages throw, or the server answers with 5xx, is collected in `faults`. */
  async function someone(options: BrowserContextOptions = {}): Promise<Page> {
    const own = { baseURL: config.baseUrl, locale: "da-DK", ...options };
    const context = await (await theBrowser()).newContext(own);
    contexts.push(context);
    const page = await context.newPage();
    page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.message}`));
    page.on("response", (response) => {
      if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`);
    });
    page.setDefaultTimeout(20_000);
    return page;
  }

  /** Comes in by the link in a mail. */
  async function signIn(page: Page, email: string): Promise<void> {
    const headers = { origin: config.baseUrl };
    const before = post.to(email).length;
    await page.request.post("/api/organisation/sign-in/link", { data: { email }, headers });
    // What she is told of a sign-in before may come in between.
    const isLink = ({ text }: { text?: string }) => text?.includes("/sign-in/link/");
    const mail = await until("the sign-in mail", () => post.to(email).slice(before).find(isLink));
    const token = mail.text?.match(/\/sign-in\/link\/(\S+)/)?.[1];
    const path = "/api/organisation/sign-in/confirm";
    const confirmed = await page.request.post(path, { data: { token }, headers });
    if (confirmed.status() !== 200) throw new Error(`${email} could not sign in: ${confirmed.status()}`);
  }

  /** What was to happen later happens now, and has happened: one that is under way already cannot be called forward. */
  async function hurry(job: string): Promise<void> {
    const isDone = () =>
      until(`${job} to be done`, async () => {
        const due = await database.pool.query(
          "select from graphile_worker.jobs where task_identifier = $1 and (locked_at is not null or run_at <= now())",
          [job],
        );
        return due.rowCount === 0;
      });
    await isDone();
    await database.pool.query(
      "select graphile_worker.reschedule_jobs(array_agg(id), run_at := now()) from graphile_worker.jobs where task_identifier = $1",
      [job],
    );
    await database.pool.query(`notify "jobs:insert", '{"r": 1, "count": 4}'`);
    await isDone();
  }

  return {
    ...database,
    signIn,
    hurry,
    /** So many milliseconds go by. */
    later(milliseconds: number) {
      ahead += milliseconds;
    },
    config,
    post,
    someone,
    faults,
    async close() {
      await Promise.all(contexts.map((context) => context.close()));
      live.close();
      await jobs.stop();
      server.close();
      (server as import("node:http").Server).closeAllConnections();
      await post.close();
      await database.close();
    },
  };
}
export type House = Awaited<ReturnType<typeof openHouse>>;

let sample: Promise<{ url: string; email: string }> | null = null;
async function makeSample() {
  const { db, url } = await testDatabase();
  const { email } = await loadSample(db, { secret: testSecret });
  await db.destroy();
  return { url, email };
}
/** A house with the sample organisation in it, and whom to sign in as. It is made once, and copied. */
export async function openSample() {
  sample ??= makeSample();
  const { url, email } = await sample;
  return { ...(await openHouse(url)), email };
}
export type SampleHouse = Awaited<ReturnType<typeof openSample>>;

export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  locale: "da-DK",
};
