// A hand that does not wait for the page: it moves as often as a screen of 60 shows, whatever is drawn.
import { setTimeout as pause } from "node:timers/promises";
import type { CDPSession, Page } from "playwright-core";

/** Steps of the hand, one for each frame. */
export const steps = 90;
export const frame = 1000 / 60;
export type Area = { x: number; y: number; width: number; height: number };

async function inStep(act: (step: number) => void): Promise<void> {
  const start = performance.now();
  for (let step = 0; step < steps; step++) {
    act(step);
    await pause(Math.max(0, start + (step + 1) * frame - performance.now()));
  }
}

/** `there`: 0 to 1 and back again. */
const thereAndBack = (step: number): number => 1 - Math.abs(1 - (2 * step) / steps);

export function handOf(page: Page, session: CDPSession) {
  const mouse = (type: "mousePressed" | "mouseMoved" | "mouseReleased", x: number, y: number) =>
    session.send("Input.dispatchMouseEvent", {
      type,
      x,
      y,
      button: "left",
      buttons: type === "mouseReleased" ? 0 : 1,
      clickCount: 1,
    });
  const wheel = ({ x, y, width, height }: Area, deltaY: number) =>
    void session.send("Input.dispatchMouseEvent", {
      ...({ type: "mouseWheel", deltaX: 0 } as const),
      ...{ x: x + width / 2, y: y + height / 2, deltaY },
    });
  /** As a touchpad tells of two fingers. Given to the page itself: a browser without windows cannot take it. */
  const pinch = ({ x, y, width, height }: Area, deltaY: number) => {
    const [clientX, clientY] = [x + width / 2, y + height / 2];
    const how = JSON.stringify({ deltaY, clientX, clientY, ctrlKey: true, bubbles: true, cancelable: true });
    const expression = `document.elementFromPoint(${clientX}, ${clientY}).dispatchEvent(new WheelEvent("wheel", ${how}))`;
    void session.send("Runtime.evaluate", { expression });
  };
  const isCarrying = () => page.evaluate(() => document.querySelector("[data-carrying]") !== null);
  const areCaught = () => page.evaluate(() => document.querySelector("[data-caught]") !== null);
  /** Put back where it was taken. */
  const letGo = async ({ x, y }: Area) => {
    await page.keyboard.press("Escape");
    await mouse("mouseReleased", x + 60, y + 90);
  };

  return {
    /** A note from the top left to the bottom right and back: over most columns, and along the edges. */
    async carries(area: Area, frames: (act: () => Promise<void>) => Promise<void>, isOurs: boolean) {
      await mouse("mousePressed", area.x + 60, area.y + 90);
      await frames(() =>
        inStep((step) => {
          const x = area.x + 60 + thereAndBack(step) * (area.width - 140);
          void mouse("mouseMoved", x, area.y + 150 + Math.sin(step / 9) * 60);
        }),
      );
      if (isOurs && !(await isCarrying()))
        throw new Error("no note was carried: something else was measured");
      await letGo(area);
    },
    async pans(area: Area, frames: (act: () => Promise<void>) => Promise<void>) {
      await frames(() => inStep((step) => wheel(area, step < steps / 2 ? 90 : -90)));
    },
    async zooms(area: Area, frames: (act: () => Promise<void>) => Promise<void>, isOurs: boolean) {
      const height = () =>
        page.evaluate(() => document.querySelector("[data-note]")!.getBoundingClientRect().height);
      const before = isOurs ? await height() : 0;
      // At the end the wall rests and is laid out anew.
      await frames(async () => {
        await inStep((step) => pinch(area, step < steps / 2 ? 20 : -20));
        await pause(250);
      });
      if (!isOurs) return;
      pinch(area, 300);
      await pause(300);
      if ((await height()) > 0.7 * before) throw new Error("nothing was zoomed: something else was measured");
      pinch(area, -300);
      await pause(300);
    },
    /** A band over most of what is in the window, from the gap between two columns. */
    async bands(area: Area, frames: (act: () => Promise<void>) => Promise<void>, isOurs: boolean) {
      const start = { x: area.x + 4, y: area.y + 70 };
      await mouse("mousePressed", start.x, start.y);
      await frames(() =>
        inStep((step) => {
          const share = thereAndBack(step);
          void mouse(
            "mouseMoved",
            start.x + 20 + share * (area.width - 120),
            start.y + share * (area.height - 140),
          );
        }),
      );
      await mouse("mouseMoved", start.x + 300, start.y + 100);
      if (isOurs)
        await page
          .locator("[data-caught]")
          .first()
          .waitFor({ timeout: 5000 })
          .catch(() => undefined);
      if (isOurs && !(await areCaught()))
        throw new Error("the band caught nothing: something else was measured");
      await letGo(area);
    },
  };
}
