// Pictures of the sample organisation for README and docs, in docs/images/: `npm run pictures` after a build;
// `npm run pictures meeting` takes those of the meeting only, `asking` those of asking customers, `documents` those of paper,
// `followUp` those of what happens afterwards.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContextOptions } from "playwright-core";
import { takeAsking } from "./askingPictures.ts";
import { launchBrowser } from "./browser.mjs";
import { takeDocuments } from "./documentPictures.ts";
import { takeFollowUp } from "./followUpPictures.ts";
import { takeMeeting } from "./meetingPictures.ts";

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

type View = { name: string; path: string; options: BrowserContextOptions };

try {
  await untilReady();
  const browser = await launchBrowser();
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
  const only = ["meeting", "asking", "documents", "followUp"].find((part) => process.argv.includes(part));
  const isTaken = (part: string) => !only || only === part;
  for (const { name, path, options } of only ? [] : views) {
    const context = await browser.newContext({ baseURL, storageState, ...options });
    const view = await context.newPage();
    await view.goto(path);
    await view.getByRole("heading", { level: 1 }).waitFor();
    await view.waitForLoadState("networkidle");
    await view.screenshot({ path: `docs/images/${name}.png` });
    await context.close();
  }
  if (isTaken("documents")) await takeDocuments(browser, baseURL, storageState, fitters);
  if (isTaken("meeting")) await takeMeeting(browser, baseURL, storageState, fitters);
  const asked = journeys.find((journey) => journey.unitName === "Kundeservice")!.id;
  if (isTaken("asking")) await takeAsking(browser, baseURL, storageState, asked);
  if (isTaken("followUp")) await takeFollowUp(browser, baseURL, storageState, service);
  await browser.close();
} finally {
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  await ended;
  rmSync(folder, { recursive: true, force: true });
}
