/** A rubber band over the wall: what it touches is chosen once it is let go. Only for a mouse: a finger moves the wall. */
import { scrollAtEdge } from "./edge.ts";

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
  // Where everything hangs is asked once: nothing moves while the band is stretched.
  const rows = [...view.querySelectorAll<HTMLElement>("[data-note]")].map((row) => {
    const size = row.getBoundingClientRect();
    const { x, y } = inWall(size.left, size.top);
    return { row, left: x, top: y, right: x + size.width, bottom: y + size.height, isCaught: false };
  });
  const band = document.createElement("div");
  band.className = className;
  document.body.append(band);
  let hand = at;
  let frame = requestAnimationFrame(step);
  function step() {
    frame = requestAnimationFrame(step);
    scrollAtEdge(view, hand.x, hand.y);
    const here = inWall(hand.x, hand.y);
    const [left, right] = [Math.min(start.x, here.x), Math.max(start.x, here.x)];
    const [top, bottom] = [Math.min(start.y, here.y), Math.max(start.y, here.y)];
    for (const each of rows) {
      const isCaught = each.right > left && each.left < right && each.bottom > top && each.top < bottom;
      if (isCaught === each.isCaught) continue;
      each.isCaught = isCaught;
      if (isCaught) each.row.dataset.caught = "";
      else delete each.row.dataset.caught;
    }
    // Drawn no further than the window onto the wall.
    const drawn = {
      left: Math.max(box.left, left - view.scrollLeft + box.left),
      top: Math.max(box.top, top - view.scrollTop + box.top),
      right: Math.min(box.right, right - view.scrollLeft + box.left),
      bottom: Math.min(box.bottom, bottom - view.scrollTop + box.top),
    };
    band.style.transform = `translate3d(${drawn.left}px, ${drawn.top}px, 0)`;
    band.style.width = `${Math.max(0, drawn.right - drawn.left)}px`;
    band.style.height = `${Math.max(0, drawn.bottom - drawn.top)}px`;
  }
  const end = (isTaken: boolean) => {
    cancelAnimationFrame(frame);
    removeEventListener("keydown", onKey, true);
    band.remove();
    for (const { row } of rows) delete row.dataset.caught;
    onEnd(isTaken ? rows.flatMap(({ row, isCaught }) => (isCaught ? row.dataset.note! : [])) : null);
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
