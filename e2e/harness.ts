import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { serve } from "@hono/node-server";
import axeCore from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { makeHall } from "#meeting/hall.ts";
import { attachLive } from "#meeting/live.ts";
import { makeIdentity } from "#organisation/identity.ts";
import { sendSignInLink } from "#organisation/signIn.routes.ts";
import type { Config } from "#platform/config.ts";
import { testDatabase } from "#platform/database/testing.ts";
import { startJobs } from "#platform/jobs/index.ts";
import { makeLogger } from "#platform/logger.ts";
import { launchBrowser } from "../scripts/browser.mjs";
import { makeApp } from "../src/app.ts";
import { everyJob } from "../src/jobs.ts";
import { postOffice } from "../src/testing/postOffice.ts";
import { until } from "./until.ts";

export { until };

/** What axe finds on a page, as sentences; the component library's invisible announcer and the preview's frame aside. */
export async function axe(page: Page): Promise<string[]> {
  await page.addScriptTag({ content: axeCore.source }).catch(() => page.evaluate(axeCore.source));
  const { violations } = await page.evaluate(() =>
    (
      window as unknown as {
        axe: { run(context: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      }
    ).axe.run({ exclude: ["[data-live-announcer]", "iframe"] }),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
}

/** The whole product on a port, a database and a mail server of its own, and browsers to use it with. */
export async function openHouse() {
  const database = await testDatabase();
  const post = await postOffice();
  const config: Config = {
    port: 0,
    host: "127.0.0.1",
    baseUrl: "",
    dataDir: "",
    databaseUrl: database.url,
    smtpUrl: post.url,
    mailFrom: "Udlev <udlev@nordvarme.example>",
    secret: "a secret for tests, 32 characters or more",
    logLevel: "error",
    metricsToken: "a token for tests",
    webhookHosts: [],
    oidc: null,
    builtFolder: process.env.BUILT ?? fileURLToPath(new URL("../dist/browser", import.meta.url)),
  };
  // The port is known once the server listens, and links in mails need it: the config is filled in then.
  const logger = makeLogger(config.logLevel);
  let app: ReturnType<typeof makeApp>;
  const server = serve({ fetch: (...args) => app.fetch(...args), port: 0, hostname: "127.0.0.1" });
  await until("the server", () => server.address());
  config.port = (server.address() as AddressInfo).port;
  config.baseUrl = `http://127.0.0.1:${config.port}`;
  const identity = makeIdentity(database.db, config, sendSignInLink(database.db, config));
  const now = () => new Date();
  const hall = makeHall({ db: database.db, pool: database.pool, logger, now });
  app = makeApp({ db: database.db, pool: database.pool, config, identity, logger, hall, now });
  const live = attachLive(server as import("node:http").Server, {
    ...{ db: database.db, config, identity, hall, logger, now },
  });
  const jobs = await startJobs(database.pool, everyJob(config, hall), { db: database.db, config, logger });

  const browser: Browser = await launchBrowser();

  const faults: string[] = [];
  /** Somebody's own browser. What its pages throw, or the server answers with 5xx, is collected in `faults`. */
  async function someone(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ baseURL: config.baseUrl, locale: "da-DK", ...options });
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
    const mail = await until("the sign-in mail", () => post.to(email)[before]);
    const token = mail.text?.match(/\/sign-in\/link\/(\S+)/)?.[1];
    const path = "/api/organisation/sign-in/confirm";
    const confirmed = await page.request.post(path, { data: { token }, headers });
    if (confirmed.status() !== 200) throw new Error(`${email} could not sign in: ${confirmed.status()}`);
  }

  /** What was to happen later happens now. */
  async function hurry(job: string): Promise<void> {
    await database.pool.query(
      "select graphile_worker.reschedule_jobs(array_agg(id), run_at := now()) from graphile_worker.jobs where task_identifier = $1",
      [job],
    );
  }

  return {
    ...database,
    signIn,
    hurry,
    config,
    post,
    someone,
    faults,
    async close() {
      await browser.close();
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

export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  locale: "da-DK",
};
