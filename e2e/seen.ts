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

/** The smallest that stands on a big screen, in pixels, and what is cut off at its edges. */
export const onTheWall = (page: Page): Promise<{ smallest: number; words: string; outside: string[] }> =>
  page.evaluate(() => {
    const sizes: { size: number; words: string }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { parentElement: parent, textContent } = node;
      const words = textContent?.trim() ?? "";
      if (!words || !parent?.checkVisibility() || parent.closest("script, style, noscript")) continue;
      if (getComputedStyle(parent).clipPath !== "none") continue;
      sizes.push({ size: Number.parseFloat(getComputedStyle(parent).fontSize), words });
    }
    const { size, words } = sizes.sort((a, b) => a.size - b.size)[0] ?? { size: 0, words: "nothing" };
    const outside = [...document.querySelectorAll("h1, header span, footer span, footer svg")]
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0)
      .filter(
        ({ box }) =>
          box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1,
      )
      .map(({ element }) => element.textContent || element.outerHTML.slice(0, 60));
    return { smallest: Math.round(size * 100) / 100, words, outside };
  });
