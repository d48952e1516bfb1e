import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inSystem } from "#platform/database/index.ts";
import { axe, openSample, type SampleHouse } from "./harness.ts";

/** Every page of the sample organisation, as it must be wherever one comes to: whole, accessible, with one next thing. */
let house: SampleHouse;
let leader: Page;
let pages: string[];
let steps: string[];

beforeAll(async () => {
  house = await openSample();
  const all = await inSystem(house.db, async (tx) => {
    const ids = async (table: "unit" | "journey" | "meeting" | "pulse" | "oneToOne" | "reviewMeeting") =>
      (await tx.selectFrom(table).select("id").orderBy("id").execute()).map(({ id }) => id);
    const stepRows = await tx.selectFrom("journeyStep").select(["journeyId", "stepKey"]).execute();
    const [employee] = await tx
      .selectFrom("roleAssignment")
      .select(["personId", "unitId"])
      .where("role", "=", "employee")
      .execute();
    return {
      ...{ units: await ids("unit"), journeys: await ids("journey"), meetings: await ids("meeting") },
      ...{
        pulses: await ids("pulse"),
        oneToOnes: await ids("oneToOne"),
        reviews: await ids("reviewMeeting"),
      },
      ...{ stepRows, employee: employee! },
    };
  });
  steps = all.stepRows.map(({ journeyId, stepKey }) => `/journeys/${journeyId}/steps/${stepKey}`);
  pages = [
    ...["/guides", "/guides/liveOutValues", "/guides/communication/adapt"],
    ...[
      "/",
      "/overview",
      "/values",
      "/thread",
      "/thread/organisation",
      "/actions",
      "/one-to-ones",
      "/privacy",
    ],
    ...["/account", "/account/tokens"],
    ...["/organisation", "/organisation/units", "/organisation/people", "/organisation/webhooks"],
    ...all.units.flatMap((id) => [`/units/${id}`, `/units/${id}/results`, `/units/${id}/thread`]),
    `/units/${all.employee.unitId}/results/people/${all.employee.personId}`,
    ...all.journeys.flatMap((id) => [
      `/journeys/${id}`,
      ...["statements", "compare", "behaviours", "handout", "meeting", "pulses"].map(
        (part) => `/journeys/${id}/${part}`,
      ),
    ]),
    ...all.meetings.flatMap((id) => [
      `/meetings/${id}/plan`,
      `/meetings/${id}/slides`,
      `/meetings/${id}/minutes`,
    ]),
    ...all.pulses.map((id) => `/pulses/${id}`),
    ...all.oneToOnes.slice(0, 3).map((id) => `/one-to-ones/${id}`),
    ...all.reviews.map((id) => `/review-meetings/${id}`),
  ];
  leader = await house.someone({ bypassCSP: true });
  await house.signIn(leader, house.email);
  await leader.request.put("/api/guide/guides/communication/draft", { data: {} });
});
afterAll(() => house?.close());

/** What a page must not do, whatever it shows. */
async function wrongWith(page: Page, path: string): Promise<string[]> {
  const said: string[] = [];
  const listen = (message: { type(): string; text(): string }) => {
    if (message.type() === "error" && !message.text().includes("404")) said.push(message.text());
  };
  page.on("console", listen);
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(() => !document.querySelector('main [class*="_skeleton"]'));
  page.off("console", listen);
  const wide: string[] = [];
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    // What measures its own place has a moment for it.
    const fits = () => document.documentElement.scrollWidth <= innerWidth;
    const isWhole = page.waitForFunction(fits, undefined, { timeout: 3_000 });
    if (!(await isWhole.catch(() => null))) wide.push(`is wider than a window of ${width}`);
  }
  const primaries = await page.evaluate(() =>
    [
      ...(document.querySelector("main") ?? document.body).querySelectorAll<HTMLElement>(
        '[class*="_primary"]',
      ),
    ]
      .filter((button) => button.checkVisibility() && !button.closest("article"))
      .map((button) => button.textContent),
  );
  const text = (await page.getByRole("main").allInnerTexts()).join();
  const untranslated = text.match(/\{\{\w+\}\}|\b[a-z]+\.[a-z]+[A-Z]\w*\b|undefined|NaN|\[object/u)?.[0];
  return [
    ...said.map((text) => `says in the console: ${text}`),
    ...wide,
    ...(primaries.length > 1 ? [`has more than one next thing: ${primaries.join(" | ")}`] : []),
    ...(steps.includes(path) && primaries.length !== 1 ? [`has ${primaries.length} next things`] : []),
    ...(untranslated ? [`shows ${untranslated}`] : []),
  ].map((wrong) => `${path} ${wrong}`);
}

/** Through all of them in a few tabs at once: most of the time goes by waiting for a page to be quiet. */
async function inTabs(paths: Iterable<string>, look: (page: Page, path: string) => Promise<string[]>) {
  const left = [...paths];
  const tabs = Array.from({ length: 4 }, async () => {
    const tab = await leader.context().newPage();
    const wrong: string[] = [];
    for (let path = left.pop(); path; path = left.pop()) wrong.push(...(await look(tab, path)));
    await tab.close();
    return wrong;
  });
  return (await Promise.all(tabs)).flat();
}

test("every page is whole on a phone and a laptop, says nothing in the console and has one next thing", {
  timeout: 240_000,
}, async () => {
  expect(await inTabs([...pages, ...steps], wrongWith)).toEqual([]);
  expect(house.faults).toEqual([]);
});

test("in the dark and in English every kind of page is accessible", { timeout: 240_000 }, async () => {
  await leader.context().addCookies([
    { name: "udlev-language", value: "en", url: house.config.baseUrl },
    { name: "udlev-theme", value: "dark", url: house.config.baseUrl },
  ]);
  // One of each kind: an id more is the same page again.
  const kinds = new Map(
    [...pages, ...steps].reverse().map((path) => [path.replaceAll(/[0-9a-f-]{36}/gu, "…"), path]),
  );
  const wrong = await inTabs(kinds.values(), async (page, path) => {
    const found = await wrongWith(page, path);
    for (const violation of await axe(page)) found.push(`${path} ${violation}`);
    // What people wrote is Danish in the sample; what the product says is not.
    const danish = await page
      .getByRole("button", { name: /^(Gem|Tilføj|Fjern|Slet|Åbn|Ret|Udskriv)$/ })
      .count();
    if (danish > 0) found.push(`${path} has buttons in Danish`);
    return found;
  });
  expect(wrong).toEqual([]);
});
