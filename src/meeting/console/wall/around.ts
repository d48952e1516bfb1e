/** Which notes may come next by an arrow key. Only these are asked where they hang: a thousand cost no more than fifty. */
import type { Way } from "./selection.ts";

const blocksIn = (column: Element) => [...column.querySelectorAll<HTMLElement>("[role=rowgroup]")];
const rowsIn = (blocks: readonly HTMLElement[]) =>
  blocks.flatMap((block) => [...block.querySelectorAll<HTMLElement>("[data-note]")]);
const about = (blocks: HTMLElement[], place: number) => blocks.slice(Math.max(0, place - 1), place + 2);

/** Of its own column those close by; of the column beside it those that are level with it. */
export function around(view: HTMLElement, row: HTMLElement, way: Way): HTMLElement[] {
  const columns = [...view.querySelectorAll("[data-column]")].filter((each) => blocksIn(each).length > 0);
  const own = columns.findIndex((column) => column.contains(row));
  const blocks = blocksIn(columns[own]!);
  const near = about(
    blocks,
    blocks.findIndex((block) => block.contains(row)),
  );
  const beside = way === "ArrowLeft" ? columns[own - 1] : way === "ArrowRight" ? columns[own + 1] : undefined;
  if (beside) {
    const { top } = row.getBoundingClientRect();
    const there = blocksIn(beside);
    const level = there.findIndex((block) => block.getBoundingClientRect().bottom > top);
    near.push(...about(there, level < 0 ? there.length - 1 : level));
  }
  return rowsIn(near).filter((other) => other !== row);
}
