// Pictures of the sample organisation for README and docs, in docs/images/: `npm run pictures` after a build.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { findBrowser } from "./browser.mjs";

const folder = mkdtempSync(join(tmpdir(), "udlev-pictures-"));
const port = 20_000 + Math.floor(Math.random() * 20_000);
const baseURL = `http://127.0.0.1:${port}`;
const server = spawn(process.execPath, ["src/main.ts"], {
  env: {
    ...process.env,
    PORT: String(port),
    HOST: "127.0.0.1",
    DATA_DIR: folder,
    BASE_URL: baseURL,
    LOG_LEVEL: "error",
  },
  stdio: ["ignore", "ignore", "inherit"],
});

async function untilReady(): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const isReady = await fetch(`${baseURL}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (isReady) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the server did not start");
}

/** The meeting of the unit that is about to meet: its console at the first question, and a participant's phone. */
async function takeMeeting(
  browser: Browser,
  storageState: BrowserContextOptions["storageState"],
  journeyId: string,
): Promise<void> {
  const leading = await browser.newContext({
    baseURL,
    storageState,
    viewport: { width: 1280, height: 860 },
    locale: "da-DK",
  });
  const console = await leading.newPage();
  const meetings = await (
    await console.request.get(`/api/preparation/journeys/${journeyId}/meetings`)
  ).json();
  const meetingId: string = meetings[0].id;
  await console.goto(`/meetings/${meetingId}/lead`);
  await console.getByRole("button", { name: "Åbn mødet" }).click();
  await console.getByRole("button", { name: "Vis de fem punkter" }).waitFor();
  const { joinCode } = await (await console.request.get(`/api/meeting/meetings/${meetingId}`)).json();
  const phones: Page[] = [];
  for (const name of ["Frode", "Gitte", "Ida"]) {
    const context = await browser.newContext({
      baseURL,
      viewport: { width: 390, height: 780 },
      locale: "da-DK",
    });
    const phone = await context.newPage();
    await phone.goto(`/m/${joinCode}`);
    await phone.getByLabel("Dit navn").fill(name);
    await phone.getByRole("button", { name: "Gå ind" }).click();
    await phone.getByText(`Hej ${name}. Du er med.`).waitFor();
    phones.push(phone);
  }
  await console
    .getByRole("navigation")
    .getByRole("button", { name: /overvejelserne/ })
    .click();
  await console.getByRole("menuitem", { name: /^Gå til/ }).click();
  const [first] = phones;
  await first!
    .getByLabel("Dit svar")
    .fill("Det lyder rigtigt. Men hvem ringer, når vi sidder fast i trafikken?");
  await first!.screenshot({ path: "docs/images/phone.png" });
  for (const phone of phones) {
    await phone
      .getByLabel("Dit svar")
      .fill("Det lyder rigtigt. Men hvem ringer, når vi sidder fast i trafikken?");
    await phone.getByRole("button", { name: "Send svaret" }).click();
  }
  await console.getByText("3 svar er skrevet").first().waitFor();
  await console.screenshot({ path: "docs/images/console.png" });
}

type View = { name: string; path: string; options: BrowserContextOptions };

try {
  await untilReady();
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const first = await browser.newContext({ baseURL, locale: "da-DK" });
  const page = await first.newPage();
  await page.goto("/");
  await page.getByRole("button", { name: "Hent eksemplet" }).click();
  await page.getByRole("heading", { level: 1, name: /Hej/ }).waitFor();
  const storageState = await first.storageState();
  const get = async <T>(path: string): Promise<T> => (await page.request.get(path)).json();
  const units = await get<{ id: string; name: string }[]>("/api/organisation/units");
  const journeys = await get<{ id: string; unitName: string }[]>("/api/guide/journeys");
  const service = units.find((unit) => unit.name === "Kundeservice")!.id;
  const fitters = journeys.find((journey) => journey.unitName === "Montører Nord")!.id;

  const laptop = { viewport: { width: 1280, height: 860 }, locale: "da-DK" };
  const phone = {
    viewport: { width: 390, height: 844 },
    locale: "en-GB",
    isMobile: true,
    colorScheme: "dark" as const,
  };
  const views: View[] = [
    { name: "values", path: "/values", options: laptop },
    { name: "unit", path: `/units/${service}`, options: laptop },
    { name: "journey", path: `/journeys/${fitters}`, options: laptop },
    { name: "statements", path: `/journeys/${fitters}/statements`, options: laptop },
    { name: "results", path: `/units/${service}/results`, options: laptop },
    {
      name: "thread",
      path: `/units/${service}/thread`,
      options: { ...laptop, viewport: { width: 1280, height: 1180 } },
    },
    { name: "step-phone", path: `/journeys/${fitters}/steps/meeting`, options: phone },
  ];
  for (const { name, path, options } of views) {
    const context = await browser.newContext({ baseURL, storageState, ...options });
    const view = await context.newPage();
    await view.goto(path);
    await view.getByRole("heading", { level: 1 }).waitFor();
    await view.waitForLoadState("networkidle");
    await view.screenshot({ path: `docs/images/${name}.png` });
    await context.close();
  }
  await takeMeeting(browser, storageState, fitters);
  await browser.close();
} finally {
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  await ended;
  rmSync(folder, { recursive: true, force: true });
}
