import type { Page } from "playwright-core";

/** What can be pressed and is smaller than a thumb: 44 px, as WCAG 2.2 counts it where there is room. */
export const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const pressed =
      "button, select, textarea, summary, a[href], label:has(input[type=radio], input[type=checkbox]), input:not([type=radio], [type=checkbox])";
    return [...document.querySelectorAll<HTMLElement>(pressed)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
      .map(({ element, box }) => `${element.outerHTML.slice(0, 120)} ${box.width} × ${box.height}`);
  });
