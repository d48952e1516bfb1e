/** Moves labels along their axis until none covers another, keeping their order; positions in, positions out. */
export function apart(positions: readonly number[], gap: number): number[] {
  const order = positions.map((_, index) => index).sort((one, other) => positions[one]! - positions[other]!);
  const placed = [...positions];
  order.forEach((index, rank) => {
    const before = order[rank - 1];
    if (before !== undefined) placed[index] = Math.max(placed[index]!, placed[before]! + gap);
  });
  // Pushing moved them all one way: half of it is given back.
  const push = Math.max(0, ...placed.map((place, index) => place - positions[index]!)) / 2;
  return placed.map((place) => place - push);
}
