/** The wall nearer and farther: by two fingers, Ctrl and the wheel, or buttons. What is under the hand stays there. */
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { inZooms } from "./fit.ts";

export function useZoom(view: RefObject<HTMLElement | null>) {
  const [zoom, setShown] = useState(1);
  const now = useRef(1);

  /** `at`: a place in the window that stays where it is; the middle where none is given. */
  const zoomTo = useCallback(
    (wanted: number, at?: { x: number; y: number }) => {
      const element = view.current;
      if (!element) return;
      const next = inZooms(wanted);
      const box = element.getBoundingClientRect();
      const [x, y] = at ? [at.x - box.left, at.y - box.top] : [box.width / 2, box.height / 2];
      const [left, top] = [(element.scrollLeft + x) / now.current, (element.scrollTop + y) / now.current];
      now.current = next;
      element.style.setProperty("--zoom", String(next));
      element.scrollTo(left * next - x, top * next - y);
      setShown(next);
    },
    [view],
  );

  useEffect(() => {
    const element = view.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoomTo(now.current * Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0022)), {
        x: event.clientX,
        y: event.clientY,
      });
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
      pinch = { ...both(event), zoom: now.current };
    };
    const onMove = (event: TouchEvent) => {
      if (!pinch || event.touches.length !== 2) return;
      event.preventDefault();
      const { apart, middle } = both(event);
      // Two fingers that go the same way move the wall.
      element.scrollBy(pinch.middle.x - middle.x, pinch.middle.y - middle.y);
      pinch.middle = middle;
      zoomTo((pinch.zoom * apart) / pinch.apart, middle);
    };
    const onEnd = ({ touches }: TouchEvent) => {
      if (touches.length < 2) pinch = null;
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    element.addEventListener("touchstart", onStart, { passive: false });
    element.addEventListener("touchmove", onMove, { passive: false });
    element.addEventListener("touchend", onEnd);
    element.addEventListener("touchcancel", onEnd);
    return () => {
      element.removeEventListener("wheel", onWheel);
      element.removeEventListener("touchstart", onStart);
      element.removeEventListener("touchmove", onMove);
      element.removeEventListener("touchend", onEnd);
      element.removeEventListener("touchcancel", onEnd);
    };
  }, [view, zoomTo]);

  return { zoom, zoomTo };
}
