/** Who listens or uses the keyboard goes on at the beginning of what the page shows now; where it is scrolled stays as it is. */
export const focusContent = (): void => document.getElementById("content")?.focus({ preventScroll: true });

/** What was pressed is gone and the page is another: she is shown it from its beginning. */
export function showFromTheTop(): void {
  focusContent();
  scrollTo({ top: 0 });
}
