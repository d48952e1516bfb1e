/**
 * The wall nearer and farther: by two fingers, Ctrl and the wheel, or buttons. What is under the hand stays there. Nothing
 * is laid out for it: each column's notes are drawn larger or smaller, and what is around them follows.
 */
import { type RefObject, useCallback, useEffect, useMemo, useRef } from "react";
import { inZooms } from "./fit.ts";

/** So long after the last turn of the wheel it is taken to be over. Milliseconds. */
const settled = 160;
/** So often how near it is is said anew while it is moved. Milliseconds. */
const readable = 150;
/** From here on the buttons of the columns would be too small to be met. */
const far = 0.55;

/** How the parts of a column are drawn: its notes are laid out once, and what is around them is as large as they look. */
const drawn = {
  column: (zoom: number) => ({
    width: `calc((var(--across) + 2 * var(--space-3)) * ${zoom})`,
    paddingInline: `calc(var(--space-3) * ${zoom})`,
  }),
  holder: (zoom: number) => ({ height: `calc(var(--rows, 0px) * ${zoom})` }),
  rows: (zoom: number) => ({ transform: `scale(${zoom})` }),
};

type Place = { x: number; y: number };
type Aim = { zoom: number; at: Place | undefined; by: Place };

export type Zoom = {
  now: () => number;
  to: (zoom: number) => void;
  /** Columns that have come since are drawn as near as the others. */
  draw: () => void;
  /** Tells whenever it has changed. */
  subscribe: (tell: () => void) => () => void;
};

export function useZoom(view: RefObject<HTMLElement | null>): Zoom {
  const now = useRef(1);
  const listeners = useRef(new Set<() => void>());
  /** What is to be drawn with the next frame: a hand tells of itself more often. */
  const aim = useRef<Aim | null>(null);
  const frame = useRef(0);
  const told = useRef(0);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);

  const draw = useCallback(() => {
    const element = view.current;
    if (!element) return;
    const zoom = now.current;
    const isFar = zoom < far;
    if ("far" in element.dataset !== isFar) {
      if (isFar) element.dataset.far = "";
      else delete element.dataset.far;
    }
    // Told to each by itself: a property that is handed on would be asked for by a thousand notes.
    for (const { dataset, style } of element.querySelectorAll<HTMLElement>("[data-zoomed]"))
      Object.assign(style, drawn[dataset.zoomed as keyof typeof drawn](zoom));
  }, [view]);

  /** While it is moved a few times a second, as quickly as it is read. */
  const tell = useCallback(() => {
    const at = performance.now();
    if (view.current?.dataset.moving !== undefined && at - told.current < readable) return;
    told.current = at;
    for (const each of listeners.current) each();
  }, [view]);

  /** `at`: a place in the window that stays where it is; the middle where none is given. */
  const apply = useCallback(
    ({ zoom: wanted, at, by }: Aim) => {
      const element = view.current;
      const next = inZooms(wanted);
      const before = now.current;
      if (!element || (next === before && by.x === 0 && by.y === 0)) return;
      const box = element.getBoundingClientRect();
      const { scrollLeft, scrollTop, clientWidth, clientHeight } = element;
      const [x, y] = at ? [at.x - box.left, at.y - box.top] : [clientWidth / 2, clientHeight / 2];
      // The names of the columns stand above the notes and are as large as ever.
      const head = element.querySelector<HTMLElement>("[data-head]")?.offsetHeight ?? 0;
      const left = ((scrollLeft + x + by.x) / before) * next - x;
      const top = Math.max(0, ((scrollTop + y + by.y - head) / before) * next + head - y);
      now.current = next;
      draw();
      element.scrollTo(left, top);
      tell();
    },
    [view, draw, tell],
  );

  const flush = useCallback(() => {
    cancelAnimationFrame(frame.current);
    frame.current = 0;
    const aimed = aim.current;
    aim.current = null;
    if (aimed) apply(aimed);
  }, [apply]);

  const settle = useCallback(() => {
    clearTimeout(rest.current);
    flush();
    if (view.current?.dataset.moving === undefined) return;
    delete view.current.dataset.moving;
    tell();
  }, [view, flush, tell]);

  const to = useCallback(
    (zoom: number) => {
      settle();
      apply({ zoom, at: undefined, by: { x: 0, y: 0 } });
    },
    [apply, settle],
  );

  useEffect(() => {
    const element = view.current;
    if (!element) return;
    const turn = (zoom: number, at: Place, by: Place = { x: 0, y: 0 }) => {
      const { x, y } = aim.current?.by ?? { x: 0, y: 0 };
      aim.current = { zoom: inZooms(zoom), at, by: { x: x + by.x, y: y + by.y } };
      frame.current ||= requestAnimationFrame(flush);
      element.dataset.moving = "";
      clearTimeout(rest.current);
      rest.current = setTimeout(settle, settled);
    };
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const turned = Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0022));
      turn((aim.current?.zoom ?? now.current) * turned, { x: event.clientX, y: event.clientY });
    };
    let pinch: { apart: number; zoom: number; middle: Place } | null = null;
    const both = ({ touches }: TouchEvent) => {
      const [one, other] = [touches[0]!, touches[1]!];
      return {
        apart: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1,
        middle: { x: (one.clientX + other.clientX) / 2, y: (one.clientY + other.clientY) / 2 },
      };
    };
    const onStart = (event: TouchEvent) => {
      if (event.touches.length !== 2) return;
      event.preventDefault();
      settle();
      pinch = { ...both(event), zoom: now.current };
    };
    const onMove = (event: TouchEvent) => {
      if (!pinch || event.touches.length !== 2) return;
      event.preventDefault();
      const { apart, middle } = both(event);
      // Two fingers that go the same way move the wall.
      const by = { x: pinch.middle.x - middle.x, y: pinch.middle.y - middle.y };
      pinch.middle = middle;
      turn((pinch.zoom * apart) / pinch.apart, middle, by);
    };
    const onEnd = ({ touches }: TouchEvent) => {
      if (touches.length >= 2 || !pinch) return;
      pinch = null;
      settle();
    };
    // Whatever is done next is done to a wall that hangs where it is seen.
    element.addEventListener("pointerdown", settle, true);
    element.addEventListener("keydown", settle, true);
    element.addEventListener("wheel", onWheel, { passive: false });
    element.addEventListener("touchstart", onStart, { passive: false });
    element.addEventListener("touchmove", onMove, { passive: false });
    element.addEventListener("touchend", onEnd);
    element.addEventListener("touchcancel", onEnd);
    return () => {
      clearTimeout(rest.current);
      cancelAnimationFrame(frame.current);
      frame.current = 0;
      element.removeEventListener("pointerdown", settle, true);
      element.removeEventListener("keydown", settle, true);
      element.removeEventListener("wheel", onWheel);
      element.removeEventListener("touchstart", onStart);
      element.removeEventListener("touchmove", onMove);
      element.removeEventListener("touchend", onEnd);
      element.removeEventListener("touchcancel", onEnd);
    };
  }, [view, flush, settle]);

  return useMemo(
    () => ({
      ...{ to, draw },
      now: () => now.current,
      subscribe: (tell) => {
        listeners.current.add(tell);
        return () => listeners.current.delete(tell);
      },
    }),
    [to, draw],
  );
}
