/** A rubber band over the wall: what it touches is chosen once it is let go. Only for a mouse: a finger moves the wall. */
import { scrollAtEdge } from "./edge.ts";

type Box = { left: number; top: number; right: number; bottom: number };
type Band = {
  view: HTMLElement;
  at: { x: number; y: number };
  className: string;
  onEnd: (ids: string[] | null) => void;
};

export function stretch({ view, at, className, onEnd }: Band) {
  const box = view.getBoundingClientRect();
  const inWall = (x: number, y: number) => ({
    x: x - box.left + view.scrollLeft,
    y: y - box.top + view.scrollTop,
  });
  const start = inWall(at.x, at.y);
  const blocks = [...view.querySelectorAll<HTMLElement>("[role=rowgroup]")].map((element) => ({
    element,
    height: -1,
    rows: [] as { row: HTMLElement; box: Box; isCaught: boolean }[],
  }));
  type Block = (typeof blocks)[number];
  const boxOf = (element: HTMLElement): Box => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const at = inWall(left, top);
    return { left: at.x, top: at.y, right: at.x + right - left, bottom: at.y + bottom - top };
  };
  /** Where the notes of a block hang is asked when the band comes to it, and again when it has grown. */
  const rowsOf = (block: Block, box: Box) => {
    if (block.height === box.bottom - box.top) return block.rows;
    block.height = box.bottom - box.top;
    const caught = new Set(block.rows.flatMap(({ row, isCaught }) => (isCaught ? [row] : [])));
    block.rows = [...block.element.querySelectorAll<HTMLElement>("[data-note]")].map((row) => ({
      ...{ row, box: boxOf(row), isCaught: caught.has(row) },
    }));
    return block.rows;
  };
  const touches = (one: Box, other: Box) =>
    one.right > other.left && one.left < other.right && one.bottom > other.top && one.top < other.bottom;
  const band = document.createElement("div");
  band.className = className;
  document.body.append(band);
  let hand = at;
  let frame = requestAnimationFrame(step);
  function step() {
    frame = requestAnimationFrame(step);
    scrollAtEdge(view, hand.x, hand.y);
    const here = inWall(hand.x, hand.y);
    const reached: Box = {
      ...{ left: Math.min(start.x, here.x), right: Math.max(start.x, here.x) },
      ...{ top: Math.min(start.y, here.y), bottom: Math.max(start.y, here.y) },
    };
    const changed: Block["rows"] = [];
    for (const block of blocks) {
      const box = boxOf(block.element);
      const isReached = touches(box, reached);
      for (const each of isReached ? rowsOf(block, box) : block.rows)
        if ((isReached && touches(each.box, reached)) !== each.isCaught) changed.push(each);
    }
    // Marked once everything has been asked where it hangs.
    for (const each of changed) {
      each.isCaught = !each.isCaught;
      if (each.isCaught) each.row.dataset.caught = "";
      else delete each.row.dataset.caught;
    }
    // Drawn no further than the window onto the wall.
    const drawn = {
      left: Math.max(box.left, reached.left - view.scrollLeft + box.left),
      top: Math.max(box.top, reached.top - view.scrollTop + box.top),
      right: Math.min(box.right, reached.right - view.scrollLeft + box.left),
      bottom: Math.min(box.bottom, reached.bottom - view.scrollTop + box.top),
    };
    band.style.transform = `translate3d(${drawn.left}px, ${drawn.top}px, 0)`;
    band.style.width = `${Math.max(0, drawn.right - drawn.left)}px`;
    band.style.height = `${Math.max(0, drawn.bottom - drawn.top)}px`;
  }
  const end = (isTaken: boolean) => {
    cancelAnimationFrame(frame);
    removeEventListener("keydown", onKey, true);
    band.remove();
    const rows = blocks.flatMap((block) => block.rows).filter(({ isCaught }) => isCaught);
    for (const { row } of rows) delete row.dataset.caught;
    onEnd(isTaken ? rows.map(({ row }) => row.dataset.note!) : null);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    end(false);
  };
  addEventListener("keydown", onKey, true);
  return {
    moveTo(x: number, y: number) {
      hand = { x, y };
    },
    drop: () => {
      step();
      end(true);
    },
    cancel: () => end(false),
  };
}
