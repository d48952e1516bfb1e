type Fields = Record<string, unknown>;
/** Whether two values say the same where they are kept as JSON. */
export const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Of what is to be saved, what is another than is saved: the rest is left to whoever else is at it. */
export const changesIn = <Change extends object>(saved: object, change: Change): Partial<Change> =>
  Object.fromEntries(
    Object.entries(change).filter(([field, value]) => !isSame(value, (saved as Fields)[field])),
  ) as Partial<Change>;

/**
 * What is being written, once somebody else has saved: her change is taken over in every field that nothing was written
 * in. `clashes` are the fields that both have changed, each to something else.
 */
export function mergedInto<Draft extends object>(
  base: Draft,
  draft: Draft,
  newest: Draft,
): { draft: Draft; clashes: (keyof Draft)[] } {
  const mine = changesIn(base, draft);
  const theirs = changesIn(base, newest);
  const clashes = (Object.keys(mine) as (keyof Draft)[]).filter(
    (field) => field in theirs && !isSame(mine[field], newest[field]),
  );
  return { draft: { ...newest, ...mine }, clashes };
}
