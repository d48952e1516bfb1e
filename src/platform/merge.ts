/** What is written in a form, flat: one text per field. */
export type Written = Record<string, string>;

/**
 * Two people wrote in the same form at once. What only one of them touched is taken from her; `both` names the fields
 * that both changed, and differently: those are hers to choose between, and `merged` keeps `mine` there.
 */
export function merge(base: Written, mine: Written, theirs: Written): { merged: Written; both: string[] } {
  const merged: Written = {};
  const both: string[] = [];
  for (const field of new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)])) {
    const [was, my, their] = [base[field] ?? "", mine[field] ?? "", theirs[field] ?? ""];
    merged[field] = my === was ? their : my;
    if (my !== was && their !== was && my !== their) both.push(field);
  }
  return { merged, both };
}

/** The fields that are no longer as they were: what a save has to send. */
export const changedFields = (base: Written, now: Written): Written =>
  Object.fromEntries(Object.entries(now).filter(([field, value]) => value !== (base[field] ?? "")));
