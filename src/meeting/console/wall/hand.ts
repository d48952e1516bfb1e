/** What a hand does on the wall: a mouse chooses, carries and stretches; a finger taps, holds and then carries. */
import { type RefObject, useEffect, useRef } from "react";
import { carry, type Place, rowOf } from "./drag.ts";
import { stretch } from "./marquee.ts";
import type { How } from "./selection.ts";

export type Acts = {
  pick: (id: string, how: How) => void;
  /** Those that go along when this one is carried. */
  carried: (id: string) => readonly string[];
  drop: (ids: readonly string[], place: Place) => void;
  caught: (ids: string[], isAdded: boolean) => void;
  letGo: () => void;
};
type Styles = { carried: string; mark: string; count: string; band: string };

/** A hand trembles; from here on it means to carry. */
const meant = 5;
const held = 380;
const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest("button, a, summary, input, textarea, form, [role=menu]") !== null;

export function useHand(view: RefObject<HTMLElement | null>, isLeading: boolean, acts: Acts, styles: Styles) {
  const now = useRef({ acts, styles });
  now.current = { acts, styles };
  useEffect(() => {
    const element = view.current;
    if (!element || !isLeading) return;
    type Doing = { moveTo: (x: number, y: number) => void; drop: () => void; cancel: () => void };
    let doing: Doing | null = null;
    let start: { x: number; y: number; row: HTMLElement | null; event: PointerEvent } | null = null;
    let patience: ReturnType<typeof setTimeout> | undefined;
    /** After carrying, the click that ends it means nothing. */
    let isDone = false;

    const forget = () => {
      clearTimeout(patience);
      start = null;
      doing = null;
      removeEventListener("pointermove", onMove);
      removeEventListener("pointerup", onUp);
      removeEventListener("pointercancel", onCancel);
    };
    const lift = (row: HTMLElement, at: { x: number; y: number }) => {
      const ids = now.current.acts.carried(row.dataset.note!);
      // All of the hand's is the wall's now: nothing that it passes over lights up, and the cursor stays.
      if (start && element.isConnected) element.setPointerCapture?.(start.event.pointerId);
      doing = carry({
        ...{ view: element, ids, held: row, at },
        styles: now.current.styles,
        onDrop: (place) => now.current.acts.drop(ids, place),
        onEnd: forget,
      });
    };
    const onMove = (event: PointerEvent) => {
      if (!start) return;
      if (doing) return doing.moveTo(event.clientX, event.clientY);
      const { x, y, row } = start;
      if (Math.hypot(event.clientX - x, event.clientY - y) < meant) return;
      if (event.pointerType === "touch") return forget();
      isDone = true;
      if (row) lift(row, { x, y });
      else {
        const isAdded = start.event.ctrlKey || start.event.metaKey || start.event.shiftKey;
        doing = stretch({
          ...{ view: element, at: { x, y }, className: now.current.styles.band },
          onEnd: (ids) => {
            forget();
            if (ids) now.current.acts.caught(ids, isAdded);
          },
        });
      }
      (doing as Doing | null)?.moveTo(event.clientX, event.clientY);
    };
    const onUp = (event: PointerEvent) => {
      const begun = start;
      if (doing) return doing.drop();
      forget();
      if (!begun) return;
      const id = begun.row?.dataset.note;
      if (!id) return now.current.acts.letGo();
      const isAdded = event.ctrlKey || event.metaKey || event.pointerType === "touch";
      now.current.acts.pick(
        id,
        event.shiftKey ? "range" : isAdded || isTick(begun.event) ? "toggle" : "only",
      );
    };
    const onCancel = () => {
      if (doing) doing.cancel();
      else forget();
    };
    const onDown = (event: PointerEvent) => {
      isDone = false;
      // A second finger: the wall is zoomed, not the note carried.
      if (start) return onCancel();
      if (event.button !== 0 || isControl(event.target)) return;
      const row = rowOf(event.target);
      // The bars that scroll the wall are not the wall.
      const box = element.getBoundingClientRect();
      const isBar =
        event.clientX - box.left > element.clientWidth || event.clientY - box.top > element.clientHeight;
      if (!row && (event.pointerType === "touch" || isBar)) return;
      start = { x: event.clientX, y: event.clientY, row, event };
      addEventListener("pointermove", onMove);
      addEventListener("pointerup", onUp);
      addEventListener("pointercancel", onCancel);
      if (event.pointerType !== "touch") return;
      patience = setTimeout(() => {
        if (!start?.row) return;
        navigator.vibrate?.(12);
        const id = start.row.dataset.note!;
        if (!now.current.acts.carried(id).includes(id) || !start.row.ariaSelected) return;
        if (start.row.ariaSelected !== "true") now.current.acts.pick(id, "toggle");
        lift(start.row, start);
      }, held);
    };
    // While a note is carried the wall does not move with the finger.
    const onTouch = (event: TouchEvent) => {
      if (doing) event.preventDefault();
    };
    const onMenu = (event: Event) => {
      if (start) event.preventDefault();
    };
    // What a band passes over is not marked as text, and the browser carries nothing of its own.
    const onOwn = (event: Event) => {
      if (start) event.preventDefault();
    };
    const onClick = (event: MouseEvent) => {
      if (!isDone) return;
      isDone = false;
      event.preventDefault();
      event.stopPropagation();
    };
    element.addEventListener("pointerdown", onDown);
    element.addEventListener("touchmove", onTouch, { passive: false });
    element.addEventListener("contextmenu", onMenu);
    element.addEventListener("selectstart", onOwn);
    element.addEventListener("dragstart", onOwn);
    element.addEventListener("click", onClick, true);
    return () => {
      onCancel();
      element.removeEventListener("pointerdown", onDown);
      element.removeEventListener("touchmove", onTouch);
      element.removeEventListener("contextmenu", onMenu);
      element.removeEventListener("selectstart", onOwn);
      element.removeEventListener("dragstart", onOwn);
      element.removeEventListener("click", onClick, true);
    };
  }, [view, isLeading]);
}

/** The corner in which a chosen note has its tick adds and takes away, as Ctrl does. */
const isTick = ({ target }: PointerEvent): boolean =>
  target instanceof Element && target.closest("[data-tick]") !== null;
