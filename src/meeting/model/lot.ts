/** A number from 0 up to 1, then the next: a small generator (mulberry32) whose whole run follows from its seed. */
function numbersFrom(seed: string): () => number {
  let state = 2166136261;
  for (const letter of seed) state = Math.imul(state ^ letter.codePointAt(0)!, 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The list in an order drawn by lot. The lot is passed in, so that a draw can be gone through again. */
export function drawn<T>(list: readonly T[], lot: string): T[] {
  const next = numbersFrom(lot);
  const order = [...list];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(next() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

/** The options of a vote in an order that is each voter's own, so that the top of the list wins nothing. */
export const inOwnOrder = <T>(options: readonly T[], voter: string, roundId: string): T[] =>
  drawn(options, `${voter} ${roundId}`);
