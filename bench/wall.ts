// The console's wall in a real browser: a note carried across 500 and 1,000 others, the wall panned and zoomed, and notes
// chosen by a band, beside a page with nothing on it that does the same. What our code answers for is the work of the
// page's own thread in a frame (script, style, layout, paint), in processor time; how many frames come of it depends on
// who draws them: a machine without a graphics card paints every pixel itself.
import { setTimeout as pause } from "node:timers/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchBrowser } from "../scripts/browser.mjs";
import { type Measure, median, percentile, rounded } from "./measure.ts";
import { type Area, frame, handOf, steps } from "./wall/hand.ts";
import { openProduct } from "./wall/product.ts";
import { noWork, type Work, workDuring } from "./wall/trace.ts";

const sizes = [500, 1000];
const rounds = 3;
const window = { width: 1440, height: 900 };
/** Half of what a frame of sixty has, in milliseconds. */
const most = 8;
const acts = {
  carries: "a note carried",
  pans: "panned",
  zooms: "zoomed",
  bands: "chosen by a band",
} as const;
type Act = keyof typeof acts;

const emptyPage = `<!doctype html><style>body{margin:0}
  #view{height:600px;overflow:auto}#long{height:12000px}
  #box{position:fixed;top:0;left:0;width:216px;height:90px;background:#eee;will-change:transform;pointer-events:none}</style>
  <div id="view"><div id="long"></div></div><div id="box"></div><script>
  let x=0,y=0;addEventListener("pointermove",(e)=>{x=e.clientX;y=e.clientY});
  addEventListener("wheel",(e)=>{if(e.ctrlKey)e.preventDefault()},{passive:false});
  requestAnimationFrame(function step(){requestAnimationFrame(step);box.style.transform=\`translate3d(\${x}px,\${y}px,0)\`});
  </script>`;

/** Times between the frames that the page was asked for while `act` went on, in milliseconds. */
async function framesDuring(page: Page, act: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    let isOver = false;
    Object.assign(globalThis, { frameTimes: times, endFrames: () => (isOver = true) });
    let last = 0;
    requestAnimationFrame(function step(now) {
      if (last) times.push(now - last);
      last = now;
      if (!isOver) requestAnimationFrame(step);
    });
  });
  await act();
  return page.evaluate(() => {
    const { frameTimes, endFrames } = globalThis as unknown as {
      frameTimes: number[];
      endFrames: () => void;
    };
    endFrames();
    return frameTimes;
  });
}

/** Beneath the page's head, above the bar at its foot; scrolled to its beginning. */
async function areaOf(page: Page, isOurs: boolean): Promise<Area> {
  const view = page.locator(isOurs ? "[class*=view]:has([data-note])" : "#view").last();
  await view.evaluate((element) => element.scrollTo(0, 0));
  await pause(300);
  const { x, y, width, height } = (await view.boundingBox())!;
  return { x, y, width, height };
}

type Done = { times: number[]; work: Work };

async function done(
  {
    browser,
    context,
    page,
    isOurs,
  }: { browser: Browser; context: BrowserContext; page: Page; isOurs: boolean },
  act: Act,
): Promise<Done> {
  await page.bringToFront();
  const session = await context.newCDPSession(page);
  const hand = handOf(page, session);
  const result: Done = { times: [], work: { ...noWork } };
  await hand[act](
    await areaOf(page, isOurs),
    async (during) => {
      result.work = await workDuring(browser, page, async () => {
        result.times = await framesDuring(page, during);
      });
    },
    isOurs,
  );
  await session.detach();
  await pause(300);
  return result;
}

const perFrame = ({ times, work }: Done, part: keyof Work): number => work[part] / Math.max(1, times.length);

/** Two rows of the table: the page's own work in a frame, and how often frames came. */
function measuresOf(turns: { ours: Done; empty: Done }[], act: Act, notes: number): Measure[] {
  const of = (whose: "ours" | "empty", part: keyof Work) =>
    median(turns.map((turn) => perFrame(turn[whose], part)));
  const mean = (whose: "ours" | "empty") =>
    median(turns.map(({ [whose]: { times } }) => times.reduce((sum, time) => sum + time, 0) / times.length));
  const late = median(
    turns.map(({ ours: { times } }) => times.filter((time) => time > 1.5 * frame).length / times.length),
  );
  const p95 = median(turns.map(({ ours }) => percentile(ours.times, 0.95)));
  const named = `${notes} notes, ${acts[act]}`;
  const own = of("ours", "all");
  const parts = (["script", "style", "layout", "paint"] as const)
    .map((part) => `${part} ${rounded(of("ours", part), 1)}`)
    .join(", ");
  const longest = median(turns.map(({ ours }) => ours.work.longest));
  const sized = { unit: "ms", sizes: { notes, rounds, steps } };
  return [
    {
      ...{ what: `the page's work in a frame: ${named}`, ...sized, value: rounded(own, 1) },
      ...{ beside: rounded(of("empty", "all"), 1), ratio: rounded(own / of("empty", "all")) },
      ...{ must: `≤ ${most} ms (${parts}; longest in one go ${rounded(longest, 0)})`, holds: own <= most },
    },
    {
      ...{ what: `from frame to frame: ${named}`, ...sized, value: rounded(mean("ours"), 1) },
      ...{ beside: rounded(mean("empty"), 1), ratio: rounded(mean("ours") / mean("empty")) },
      // Sixty frames a second, or as many as the machine shows of nothing: of a quiet one with a graphics card.
      must: `for orientation: ${Math.round(100 * late)} % late, p95 ${rounded(p95, 1)} ms`,
      holds: true,
    },
  ];
}

export async function run(): Promise<Measure[]> {
  const product = await openProduct();
  const browser = await launchBrowser();
  const measures: Measure[] = [];
  try {
    const context = await browser.newContext({ viewport: window, locale: "da-DK" });
    await context.addCookies(product.cookies());
    const [empty, ours] = [await context.newPage(), await context.newPage()];
    await empty.setContent(emptyPage);
    for (const notes of sizes) {
      await product.hang(notes);
      await ours.goto(product.address);
      const last = ours.locator("[data-note]").nth(notes - 1);
      await last.waitFor({ state: "attached" });
      await pause(1000);
      for (const act of Object.keys(acts) as Act[]) {
        const turns: { ours: Done; empty: Done }[] = [];
        for (let round = 0; round < rounds; round++)
          turns.push({
            empty: await done({ browser, context, page: empty, isOurs: false }, act),
            ours: await done({ browser, context, page: ours, isOurs: true }, act),
          });
        measures.push(...measuresOf(turns, act, notes));
      }
    }
    return measures;
  } finally {
    await browser.close();
    await product.close();
  }
}
