import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** Without a mouse: everything is reached by Tab, seen where it is, and done by keys. */
const mostTabs = 160;

/** Goes there by Tab alone, and sees that the eye can follow: what has the focus is marked and in the window. */
export async function reach(page: Page, target: Locator): Promise<void> {
  await target.waitFor({ state: "attached" });
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  for (let tabs = 0; !(await isThere()); tabs++) {
    if (tabs === mostTabs) throw new Error(`Tab never came to ${target}`);
    await page.keyboard.press("Tab");
  }
  const isSeen = await target.evaluate((element) => {
    const marked = [element, element.parentElement, element.closest("label")].some((each) => {
      const style = each && getComputedStyle(each);
      return style && (style.outlineStyle !== "none" || style.boxShadow !== "none");
    });
    const box = element.getBoundingClientRect();
    return marked && box.bottom >= 0 && box.top <= innerHeight;
  });
  expect(isSeen, `the focus shows on ${target}`).toBe(true);
}
export async function press(page: Page, target: Locator, key = "Enter"): Promise<void> {
  await reach(page, target);
  await page.keyboard.press(key);
}
export async function write(page: Page, target: Locator, text: string): Promise<void> {
  await reach(page, target);
  await page.keyboard.type(text);
}
export const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first();

/** To a note by the arrow keys alone, from wherever Tab comes to the wall: down each column in turn. */
export async function walkToNote(page: Page, name: RegExp): Promise<void> {
  const onNote = () =>
    page.evaluate(() => document.activeElement?.closest("[data-note]")?.getAttribute("data-note"));
  await reach(page, page.locator("[data-note][tabindex='0']"));
  await page.keyboard.press("Control+Home");
  const target = await page.getByRole("row", { name }).first().getAttribute("data-note");
  for (let steps = 0; steps < 40; steps++) {
    const before = await onNote();
    if (before === target) return;
    await page.keyboard.press("ArrowDown");
    if ((await onNote()) !== before) continue;
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
  }
  throw new Error(`the arrow keys never came to ${name}`);
}
