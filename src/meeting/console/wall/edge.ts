/** Close to the edge of what can be scrolled, the wall moves on under the hand, faster the closer. */
const reach = 56;
const fastest = 22;

const pull = (at: number, from: number, to: number): number => {
  if (at < from + reach) return -Math.min(1, (from + reach - at) / reach);
  return at > to - reach ? Math.min(1, (at - to + reach) / reach) : 0;
};

/** Gives back whether anything moved. `speed`: frames may be longer than usual. */
export function scrollAtEdge(view: HTMLElement, x: number, y: number): boolean {
  const box = view.getBoundingClientRect();
  const before = [view.scrollLeft, view.scrollTop];
  view.scrollBy(pull(x, box.left, box.right) * fastest, pull(y, box.top, box.bottom) * fastest);
  return view.scrollLeft !== before[0] || view.scrollTop !== before[1];
}
