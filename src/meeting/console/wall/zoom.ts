/** The wall nearer and farther: by two fingers, Ctrl and the wheel, or buttons. What is under the hand stays there. */
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { inZooms } from "./fit.ts";

/** So long after the last turn of the wheel it is taken to be over. Milliseconds. */
const settled = 160;

type Drawn = {
  zoom: number;
  left: number;
  top: number;
  /** The wall as it is laid out, before anything was drawn larger. Pixels. */
  whole: { width: number; height: number };
};

/**
 * While it goes on the wall as it stands is drawn larger or smaller; it is laid out anew once the hand rests, for that is
 * what takes long with a thousand notes.
 */
export function useZoom(view: RefObject<HTMLElement | null>) {
  const [zoom, setShown] = useState(1);
  /** What it is laid out for. */
  const now = useRef(1);
  /** What is drawn meanwhile: how near, and how far it would be scrolled. */
  const drawn = useRef<Drawn | null>(null);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);

  const settle = useCallback(() => {
    clearTimeout(rest.current);
    const element = view.current;
    const to = drawn.current;
    if (!element || !to) return;
    drawn.current = null;
    now.current = to.zoom;
    (element.firstElementChild as HTMLElement).style.transform = "";
    element.style.setProperty("--zoom", String(to.zoom));
    element.scrollTo(to.left, to.top);
  }, [view]);

  /** `at`: a place in the window that stays where it is; the middle where none is given. */
  const draw = useCallback(
    (wanted: number, at?: { x: number; y: number }, by = { x: 0, y: 0 }) => {
      const element = view.current;
      if (!element) return;
      const next = inZooms(wanted);
      const box = element.getBoundingClientRect();
      const [x, y] = at ? [at.x - box.left, at.y - box.top] : [box.width / 2, box.height / 2];
      const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = element;
      const before = drawn.current ?? { zoom: now.current, left: scrollLeft, top: scrollTop };
      const grows = next / now.current;
      const within = (wish: number, whole: number, window: number) =>
        Math.max(0, Math.min(wish, whole * grows - window));
      const full = drawn.current?.whole ?? { width: scrollWidth, height: scrollHeight };
      const left = within(((before.left + x + by.x) / before.zoom) * next - x, full.width, clientWidth);
      const top = within(((before.top + y + by.y) / before.zoom) * next - y, full.height, clientHeight);
      drawn.current = { zoom: next, left, top, whole: full };
      // The wall's own pixels are as large as it is laid out for.
      const [across, down] = [(scrollLeft - left) / now.current, (scrollTop - top) / now.current];
      (element.firstElementChild as HTMLElement).style.transform =
        `translate(${across}px, ${down}px) scale(${grows})`;
      setShown(next);
    },
    [view],
  );
  const zoomTo = useCallback(
    (wanted: number) => {
      draw(wanted);
      settle();
    },
    [draw, settle],
  );

  useEffect(() => {
    const element = view.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const turned = Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0022));
      draw((drawn.current?.zoom ?? now.current) * turned, { x: event.clientX, y: event.clientY });
      clearTimeout(rest.current);
      rest.current = setTimeout(settle, settled);
    };
    let pinch: { apart: number; zoom: number; middle: { x: number; y: number } } | null = null;
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
      draw((pinch.zoom * apart) / pinch.apart, middle, by);
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
      element.removeEventListener("pointerdown", settle, true);
      element.removeEventListener("keydown", settle, true);
      element.removeEventListener("wheel", onWheel);
      element.removeEventListener("touchstart", onStart);
      element.removeEventListener("touchmove", onMove);
      element.removeEventListener("touchend", onEnd);
      element.removeEventListener("touchcancel", onEnd);
    };
  }, [view, draw, settle]);

  return { zoom, zoomTo };
}
