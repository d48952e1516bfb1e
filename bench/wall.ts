// The console's wall in a real browser: a note carried across 500 and 1,000 others, and the wall scrolled, beside a page
// with nothing on it that does the same (a box that follows the mouse; an empty page as long). The processor as it is,
// and slowed down four times. Frames are counted where the page is asked to draw them.
import { setTimeout as pause } from "node:timers/promises";
import type { CDPSession, Page } from "playwright-core";
import { launchBrowser } from "../scripts/browser.mjs";
import { type Measure, median, percentile, rounded } from "./measure.ts";
import { openProduct } from "./wall/product.ts";

const sizes = [500, 1000];
const slowed = [1, 4];
const rounds = 2;
/** Steps of the hand, one for each frame that a screen of 60 shows. */
const steps = 90;
const frame = 1000 / 60;
const window = { width: 1440, height: 900 };

const emptyPage = `<!doctype html><style>body{margin:0}
  #view{height:600px;overflow:auto}#long{height:12000px}
  #box{position:fixed;top:0;left:0;width:216px;height:90px;background:#eee;will-change:transform;pointer-events:none}</style>
  <div id="view"><div id="long"></div></div><div id="box"></div><script>
  let x=0,y=0;addEventListener("pointermove",(e)=>{x=e.clientX;y=e.clientY});
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

/** A hand that does not wait for the page: it moves as often as a screen shows, whatever is drawn. */
async function inStep(act: (step: number) => void): Promise<void> {
  const start = performance.now();
  for (let step = 0; step < steps; step++) {
    act(step);
    await pause(Math.max(0, start + (step + 1) * frame - performance.now()));
  }
}
const mouse = (
  hand: CDPSession,
  type: "mousePressed" | "mouseMoved" | "mouseReleased",
  x: number,
  y: number,
) => hand.send("Input.dispatchMouseEvent", { type, x, y, button: "left", buttons: 1, clickCount: 1 });

/** From the top left of `area` to its bottom right and back: over most columns, and along the edges. */
async function carried(
  page: Page,
  hand: CDPSession,
  area: { x: number; y: number; width: number; height: number },
) {
  await mouse(hand, "mousePressed", area.x + 60, area.y + 90);
  const frames = await framesDuring(page, () =>
    inStep((step) => {
      const share = Math.abs(1 - (2 * step) / steps);
      const x = area.x + 60 + (1 - share) * (area.width - 140);
      void mouse(hand, "mouseMoved", x, area.y + 90 + Math.sin(step / 9) * 60 + 60);
    }),
  );
  return frames;
}
const scrolled = (page: Page, hand: CDPSession, at: { x: number; y: number }) =>
  framesDuring(page, () =>
    inStep((step) => {
      const deltaY = step < steps / 2 ? 90 : -90;
      void hand.send("Input.dispatchMouseEvent", { type: "mouseWheel", ...at, deltaX: 0, deltaY });
    }),
  );

type Times = { carried: number[]; scrolled: number[] };

async function measured(page: Page, hand: CDPSession, isOurs: boolean): Promise<Times> {
  const view = page.locator(isOurs ? "[class*=view]:has([data-note])" : "#view").last();
  // Beneath the page's head, above the bar at its foot; the wheel moves the page as well where the wall ends.
  const areaNow = async () => {
    await view.evaluate((element) => {
      element.scrollTo(0, 0);
      scrollTo(0, element.getBoundingClientRect().top + scrollY - 80);
    });
    await pause(300);
    const box = (await view.boundingBox())!;
    return { ...box, height: Math.min(box.height, window.height - box.y - 110) };
  };
  const area = await areaNow();
  const scrolling = await scrolled(page, hand, { x: area.x + area.width / 2, y: area.y + area.height / 2 });
  const carrying = await carried(page, hand, await areaNow());
  if (isOurs && (await page.locator("[data-carrying]").count()) === 0)
    throw new Error("no note was carried: what was measured is something else");
  await page.keyboard.press("Escape");
  await mouse(hand, "mouseReleased", area.x + 60, area.y + 90);
  await pause(300);
  return { carried: carrying, scrolled: scrolling };
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
      await ours
        .locator("[data-note]")
        .nth(notes - 1)
        .waitFor({ state: "attached" });
      for (const slower of slowed) {
        const turns: { ours: Times; empty: Times }[] = [];
        for (let round = 0; round < rounds; round++) {
          const of = async (page: Page, isOurs: boolean): Promise<Times> => {
            await page.bringToFront();
            const hand = await context.newCDPSession(page);
            await hand.send("Emulation.setCPUThrottlingRate", { rate: slower });
            const times = await measured(page, hand, isOurs);
            await hand.send("Emulation.setCPUThrottlingRate", { rate: 1 });
            await hand.detach();
            return times;
          };
          turns.push({ empty: await of(empty, false), ours: await of(ours, true) });
        }
        for (const what of ["carried", "scrolled"] as const) {
          const p95 = (whose: "ours" | "empty") =>
            median(turns.map((turn) => percentile(turn[whose][what], 0.95)));
          const mean = (whose: "ours" | "empty") =>
            median(
              turns.map(
                (turn) => turn[whose][what].reduce((sum, time) => sum + time, 0) / turn[whose][what].length,
              ),
            );
          const late = median(
            turns.map(
              ({ ours: { [what]: times } }) =>
                times.filter((time) => time > 1.5 * frame).length / times.length,
            ),
          );
          const named = `${what === "carried" ? "a note carried across" : "scrolled:"} ${notes} notes, processor ${slower === 1 ? "as it is" : `${slower} × slower`}`;
          const ratio = mean("ours") / mean("empty");
          measures.push({
            ...{ what: `mean frame, ${named}`, unit: "ms", sizes: { notes, slower, rounds, steps } },
            ...{ value: rounded(mean("ours"), 1), beside: rounded(mean("empty"), 1), ratio: rounded(ratio) },
            // Sixty frames a second, or as many as the machine shows of nothing.
            ...{
              must: slower === 1 ? "≤ 1.1 × an empty page" : "for orientation",
              holds: slower > 1 || ratio <= 1.1,
            },
          });
          measures.push({
            ...{ what: `p95 frame, ${named}`, unit: "ms", sizes: { notes, slower, rounds, steps } },
            ...{ value: rounded(p95("ours"), 1), beside: rounded(p95("empty"), 1) },
            ...{
              ratio: rounded(p95("ours") / p95("empty")),
              must: `for orientation; ${Math.round(100 * late)} % late`,
            },
            holds: true,
          });
        }
      }
    }
    return measures;
  } finally {
    await browser.close();
    await product.close();
  }
}
