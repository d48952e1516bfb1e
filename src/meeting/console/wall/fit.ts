/** How a wall is laid out in a window: how many notes stand below one another, and how small they must be. Pixels. */
export type Size = { width: number; height: number };
/** A note with the gap to the next, and what a column has besides its notes. */
export const usualNote: Size = { width: 232, height: 118 };
const column: Size = { width: 36, height: 62 };

export const zooms = { least: 0.1, most: 2 } as const;
export const inZooms = (zoom: number): number => Math.min(zooms.most, Math.max(zooms.least, zoom));

export const tracksOf = (count: number, rows: number): number => Math.max(1, Math.ceil(count / rows));

const widthOf = (counts: readonly number[], rows: number): number =>
  counts.reduce((sum, count) => sum + tracksOf(count, rows) * usualNote.width + column.width, 0);

/** So that all of it is in the window, as large as that can be. */
export function fitted(counts: readonly number[], window: Size): { rows: number; zoom: number } {
  const most = Math.max(1, ...counts);
  let best = { rows: most, zoom: 0 };
  for (let rows = 1; rows <= most; rows++) {
    const height = rows * usualNote.height + column.height;
    const zoom = Math.min(1, window.width / widthOf(counts, rows), window.height / height);
    if (zoom > best.zoom) best = { rows, zoom };
  }
  return { rows: best.rows, zoom: inZooms(best.zoom) };
}

/**
 * At full size: as few rows as there is width for, so that the wall is read by scrolling down alone. Where the columns
 * are too many for that, neither way is much longer than the other. A narrow window has one note beside another nowhere.
 */
export function rowsAtFullSize(counts: readonly number[], window: Size): number {
  const most = Math.max(1, ...counts);
  if (window.width < 2 * usualNote.width + column.width) return most;
  if (widthOf(counts, most) > window.width) return fitted(counts, window).rows;
  let [low, high] = [1, most];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (widthOf(counts, middle) <= window.width) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** So many notes are drawn, or left until they come near the window, together. */
const together = 20;

/** The notes of a column in blocks of whole rows: what is far away costs the browser a block, not a note each. */
export function blocksOf<Note>(notes: readonly Note[], tracks: number): Note[][] {
  const size = Math.max(1, Math.round(together / tracks)) * tracks;
  return Array.from({ length: Math.ceil(notes.length / size) }, (_, place) =>
    notes.slice(place * size, (place + 1) * size),
  );
}
