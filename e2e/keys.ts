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

/** To a note by the arrow keys alone, from wherever Tab comes to the wall: down from each of those that stand at the top. */
export async function walkToNote(page: Page, name: RegExp): Promise<void> {
  const onNote = () =>
    page.evaluate(() => document.activeElement?.closest("[data-note]")?.getAttribute("data-note"));
  await reach(page, page.locator("[data-note][tabindex='0']"));
  const target = await page
    .locator("[data-note]")
    .and(page.getByRole("row", { name }))
    .first()
    .getAttribute("data-note");
  for (let across = 0; across < 20; across++) {
    await page.keyboard.press("Control+Home");
    for (let steps = 0; steps < across; steps++) await page.keyboard.press("ArrowRight");
    for (let at = await onNote(), before: typeof at; at !== before; at = await onNote()) {
      if (at === target) return;
      before = at;
      await page.keyboard.press("ArrowDown");
    }
  }
  throw new Error(`the arrow keys never came to ${name}`);
}
