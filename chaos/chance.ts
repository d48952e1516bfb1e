/** Chance that can be had again: the same seed gives the same numbers (mulberry32). */
export type Chance = ReturnType<typeof makeChance>;

export function makeChance(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number) => from + next() * (to - from);
  return {
    happens: (share: number) => next() < share,
    between,
    whole: (from: number, to: number) => Math.floor(between(from, to + 1)),
    of: <Each>(all: readonly Each[]): Each | undefined => all[Math.floor(next() * all.length)],
    /** Of waiting times that come at any moment alike. */
    span: (mean: number) => -Math.log(1 - next()) * mean,
    /** A stream of its own, so that one does not disturb the other. */
    branch: () => makeChance(Math.floor(next() * 2 ** 32)),
  };
}
