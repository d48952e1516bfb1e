/**
 * Blocks that nobody has come to yet are laid out while the browser has nothing else to do: whoever then moves or zooms the
 * wall finds it all laid out.
 */
const waiting = new Set<HTMLElement>();
let isAsked = false;

/** A block is laid out in a few milliseconds; what is left of the browser's rest must hold the next one. */
const enough = 8;

const ask = () => {
  if (isAsked || waiting.size === 0) return;
  isAsked = true;
  // Not every browser says when it rests.
  if ("requestIdleCallback" in globalThis) requestIdleCallback(work, { timeout: 2000 });
  else setTimeout(() => work({ timeRemaining: () => 0 }), 50);
};

function work(rest: { timeRemaining: () => number }): void {
  isAsked = false;
  for (const block of waiting) {
    waiting.delete(block);
    block.dataset.laid = "";
    void block.offsetHeight;
    if (rest.timeRemaining() < enough) break;
  }
  ask();
}

export function layAhead(block: HTMLElement): () => void {
  waiting.add(block);
  ask();
  return () => void waiting.delete(block);
}
