type Placed = { id: string; parentId: string | null };
export type UnitRow<Unit extends Placed> = { unit: Unit; depth: number };

/** Units as they are read down the page: each followed by those below it, keeping the order they came in. */
export function asTree<Unit extends Placed>(units: readonly Unit[]): UnitRow<Unit>[] {
  const known = new Set(units.map((unit) => unit.id));
  const below = Map.groupBy(units, (unit) =>
    unit.parentId && known.has(unit.parentId) ? unit.parentId : null,
  );
  const rows: UnitRow<Unit>[] = [];
  const walk = (parentId: string | null, depth: number) => {
    for (const unit of below.get(parentId) ?? []) {
      rows.push({ unit, depth });
      walk(unit.id, depth + 1);
    }
  };
  walk(null, 0);
  return rows;
}

/** The unit and everything below it: it cannot be moved there. */
export function withBelow(units: readonly Placed[], id: string): Set<string> {
  const rows = asTree(units);
  const start = rows.findIndex(({ unit }) => unit.id === id);
  const from = rows[start];
  if (!from) return new Set();
  const after = rows.slice(start + 1);
  const end = after.findIndex(({ depth }) => depth <= from.depth);
  return new Set([from, ...(end === -1 ? after : after.slice(0, end))].map(({ unit }) => unit.id));
}
