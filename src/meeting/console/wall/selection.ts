/** Which notes are chosen, and from which one a range runs. As in any list of files. */
export type Selection = { chosen: ReadonlySet<string>; anchor: string | null };
export type How = "only" | "toggle" | "range";

export const nothingChosen: Selection = { chosen: new Set(), anchor: null };

/** `order`: all notes as they hang, column by column. */
export function picked(before: Selection, id: string, how: How, order: readonly string[]): Selection {
  if (how === "toggle") {
    const chosen = new Set(before.chosen);
    if (!chosen.delete(id)) chosen.add(id);
    return { chosen, anchor: id };
  }
  const from = before.anchor === null ? -1 : order.indexOf(before.anchor);
  const to = order.indexOf(id);
  if (how === "only" || from < 0 || to < 0) return { chosen: new Set([id]), anchor: id };
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { chosen: new Set(range), anchor: before.anchor };
}

/** All of the column; all of the wall where the column is chosen already. */
export function pickedAll(before: Selection, column: readonly string[], order: readonly string[]): Selection {
  const hasColumn = column.length > 0 && column.every((id) => before.chosen.has(id));
  return { chosen: new Set(hasColumn ? order : column), anchor: before.anchor };
}

type Box = { left: number; top: number; right: number; bottom: number };
export type Way = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight";

/** The note that the eye would go to from here: the nearest in that direction, one that is level with it before others. */
export function neighbour<T extends Box>(from: Box, others: readonly T[], way: Way): T | null {
  const isAcross = way === "ArrowLeft" || way === "ArrowRight";
  let nearest: T | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const box of others) {
    const ahead = {
      ArrowUp: from.top - box.bottom,
      ArrowDown: box.top - from.bottom,
      ArrowLeft: from.left - box.right,
      ArrowRight: box.left - from.right,
    }[way];
    if (ahead < -1) continue;
    const [a, b, c, d] = isAcross
      ? [from.top, from.bottom, box.top, box.bottom]
      : [from.left, from.right, box.left, box.right];
    const aside = Math.max(0, a - d, c - b);
    // Down from the last of a column is nowhere, not a lower one of another.
    if (!isAcross && aside > 0) continue;
    // Of several beside it the one whose beginning is level.
    const distance = ahead + 4 * aside + Math.abs(a - c) / 100;
    if (distance < least) [nearest, least] = [box, distance];
  }
  return nearest;
}
