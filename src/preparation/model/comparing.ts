/** "This one matters more than that one": what the leader answered, in the order in which she did. */
export type Choice = { over: string; under: string };

export type Comparing = {
  /** The two to lay before her next; null when the most important are known. */
  pair: [string, string] | null;
  /** The most important found so far, the very most important first. */
  found: string[];
  /** How many choices there may be at most, from the first to the last. */
  most: number;
};

/**
 * The `wanted` most important of many, found by asking about two at a time. Nothing is asked that follows from what was
 * answered: an item can be the next most important only if nothing that is still in the running was put above it, and of
 * those the two with the fewest wins meet, as in a knock-out. All of it follows from the answers: undoing one takes it off.
 */
export function comparing(items: readonly string[], choices: readonly Choice[], wanted: number): Comparing {
  const count = Math.min(wanted, items.length);
  const most =
    items.length < 2
      ? 0
      : items.length - 1 + Math.max(0, count - 1) * Math.ceil(Math.log2(Math.max(2, items.length)));
  const wins = new Map(items.map((item) => [item, 0]));
  for (const { over } of choices) wins.set(over, (wins.get(over) ?? 0) + 1);
  const found: string[] = [];
  let left = [...items];
  while (found.length < count) {
    const running = new Set(left);
    const beaten = new Set(choices.flatMap(({ over, under }) => (running.has(over) ? [under] : [])));
    const open = left.filter((item) => !beaten.has(item));
    if (open.length > 1) {
      const [first, second] = open.sort((a, b) => wins.get(a)! - wins.get(b)!) as [string, string];
      return { pair: [first, second], found, most };
    }
    const [next] = open;
    if (next === undefined) break;
    found.push(next);
    left = left.filter((item) => item !== next);
  }
  return { pair: null, found, most };
}
