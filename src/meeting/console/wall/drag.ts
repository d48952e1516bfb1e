/**
 * Notes carried by hand: they lift off the wall and follow, a mark shows where they would hang, close to the edge the
 * wall moves on, Escape puts them back. Done to the elements themselves, a frame at a time: the page is drawn anew only
 * when they hang again.
 */
import { scrollAtEdge } from "./edge.ts";

/** `cluster`: "" for no cluster, "new" for one that is still to be made. */
export type Place = { cluster: string; before: string | null };
type Carrying = {
  view: HTMLElement;
  ids: readonly string[];
  held: HTMLElement;
  /** Where the finger or pointer took it. */
  at: { x: number; y: number };
  styles: { carried: string; mark: string; count: string };
  onDrop: (place: Place) => void;
  onEnd: () => void;
};

export const rowOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>("[data-note]") : null;

type Target = Place & {
  column: HTMLElement;
  mark: { left: number; top: number; width: number; height: number };
};

/** Where a note would hang that is let go here. `now`: where it would have hung until now. */
function targetAt(x: number, y: number, now: Target | null): Target | null {
  const under = document.elementFromPoint(x, y);
  const column = under?.closest<HTMLElement>("[data-column]");
  if (!column) return null;
  const cluster = column.dataset.column!;
  if (cluster === "new") return { cluster, before: null, column, mark: { ...emptyMark } };
  const row = rowOf(under);
  const last = column.querySelector<HTMLElement>("[role=rowgroup]:last-child > :last-child");
  if (!last) {
    const box = column.getBoundingClientRect();
    const head = column.firstElementChild?.getBoundingClientRect() ?? box;
    return {
      cluster,
      before: null,
      column,
      mark: { left: box.left + 8, top: head.bottom + 2, width: box.width - 16, height: 4 },
    };
  }
  const size = (row ?? last).getBoundingClientRect();
  // Between two notes it hangs where it would have hung a moment ago; past the last one, last.
  const isPast = y > size.bottom || (y > size.top && x > size.right);
  if (!row && !isPast && now?.column === column) return now;
  const isBeside = Number(column.dataset.tracks) > 1;
  const isAfter = !row || (isBeside ? x > size.left + size.width / 2 : y > size.top + size.height / 2);
  const before = isAfter ? row && (after(row)?.dataset.note ?? null) : row.dataset.note!;
  const mark = isBeside
    ? { left: isAfter ? size.right + 2 : size.left - 6, top: size.top, width: 4, height: size.height }
    : { left: size.left, top: isAfter ? size.bottom + 2 : size.top - 6, width: size.width, height: 4 };
  return { cluster, before, column, mark };
}
/** The next one of the column. */
const after = (row: HTMLElement): HTMLElement | null =>
  (row.nextElementSibling ??
    row.parentElement?.nextElementSibling?.firstElementChild ??
    null) as HTMLElement | null;
const emptyMark = { left: 0, top: 0, width: 0, height: 0 };

export function carry({ view, ids, held, at, styles, onDrop, onEnd }: Carrying) {
  const box = held.getBoundingClientRect();
  const scale = box.width / held.offsetWidth || 1;
  const ghost = held.cloneNode(true) as HTMLElement;
  for (const [name, value] of Object.entries({ width: `${box.width / scale}px`, zoom: String(scale) }))
    ghost.style.setProperty(name, value);
  ghost.className = styles.carried;
  ghost.removeAttribute("tabindex");
  ghost.inert = true;
  ghost.setAttribute("aria-hidden", "true");
  if (ids.length > 1) {
    const count = document.createElement("span");
    count.className = styles.count;
    count.textContent = String(ids.length);
    ghost.append(count);
  }
  const mark = document.createElement("div");
  mark.className = styles.mark;
  mark.hidden = true;
  document.body.append(mark, ghost);
  const lifted = ids.flatMap((id) => view.querySelector<HTMLElement>(`[data-note="${id}"]`) ?? []);
  for (const row of lifted) row.dataset.lifted = "";
  view.dataset.carrying = "";

  const offset = { x: at.x - box.left, y: at.y - box.top };
  let hand = at;
  let target: Target | null = null;
  let isDirty = true;
  let frame = requestAnimationFrame(step);
  function step() {
    frame = requestAnimationFrame(step);
    const hasMoved = scrollAtEdge(view, hand.x, hand.y);
    if (!isDirty && !hasMoved) return;
    isDirty = false;
    const next = targetAt(hand.x, hand.y, target);
    if (target?.column !== next?.column) {
      if (target) delete target.column.dataset.over;
      if (next) next.column.dataset.over = "";
    }
    target = next;
    // The carried note is zoomed like the wall: its own pixels are not the window's.
    ghost.style.transform = `translate3d(${(hand.x - offset.x) / scale}px, ${(hand.y - offset.y) / scale}px, 0) rotate(1.5deg)`;
    mark.hidden = !next || next.mark.height === 0;
    if (!next || mark.hidden) return;
    mark.style.transform = `translate3d(${next.mark.left}px, ${next.mark.top}px, 0)`;
    mark.style.width = `${next.mark.width}px`;
    mark.style.height = `${next.mark.height}px`;
  }

  const end = (isDropped: boolean) => {
    cancelAnimationFrame(frame);
    removeEventListener("keydown", onKey, true);
    removeEventListener("blur", cancel);
    mark.remove();
    if (target) delete target.column.dataset.over;
    for (const row of lifted) delete row.dataset.lifted;
    delete view.dataset.carrying;
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (isStill) ghost.remove();
    if (isDropped && target) {
      ghost.remove();
      const { cluster, before } = target;
      onDrop({ cluster, before });
    } else {
      // Back to where it hung, as one sees it go.
      ghost.style.transition = "transform 160ms ease-out";
      const home = held.isConnected ? held.getBoundingClientRect() : box;
      ghost.style.transform = `translate3d(${home.left / scale}px, ${home.top / scale}px, 0)`;
      setTimeout(() => ghost.remove(), 170);
    }
    onEnd();
  };
  const cancel = () => end(false);
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    cancel();
  };
  addEventListener("keydown", onKey, true);
  addEventListener("blur", cancel);
  return {
    moveTo(x: number, y: number) {
      hand = { x, y };
      isDirty = true;
    },
    drop: () => {
      cancelAnimationFrame(frame);
      target = targetAt(hand.x, hand.y, target);
      end(true);
    },
    cancel,
  };
}
