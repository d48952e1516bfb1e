import { GripVertical } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { useText } from "./locale.tsx";
import styles from "./sortable.module.css";
import { text } from "./text.ts";

/**
 * A list whose rows are taken by a handle: dragged with mouse or finger, or moved with the arrow keys. `order` is how the
 * rows stand while one is being dragged; `onMove` tells of it once it is let go.
 */
export function useSortable(ids: readonly string[], onMove: (id: string, to: number) => void) {
  const list = useRef<HTMLOListElement>(null);
  const [drag, setDrag] = useState<{ id: string; order: string[] } | null>(null);
  const [moved, setMoved] = useState<{ id: string; place: number } | null>(null);
  const order = drag?.order ?? [...ids];

  // The browser lets go of what is moved in the page: whoever moves with the keys goes on with the same row.
  useEffect(() => {
    if (moved) list.current?.querySelector<HTMLElement>(`[data-handle="${moved.id}"]`)?.focus();
  }, [moved]);

  const at = (y: number): number => {
    const rows = [...(list.current?.children ?? [])];
    const below = rows.findIndex((row) => {
      const { top, height } = row.getBoundingClientRect();
      return y < top + height / 2;
    });
    return below === -1 ? rows.length - 1 : below;
  };
  const handle = (id: string) => ({
    "data-handle": id,
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.preventDefault();
      event.currentTarget.focus();
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrag({ id, order: [...ids] });
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (drag?.id !== id) return;
      const from = drag.order.indexOf(id);
      const rest = drag.order.filter((each) => each !== id);
      const over = at(event.clientY);
      const to = Math.max(0, Math.min(rest.length, over > from ? over - (over - from > 1 ? 1 : 0) : over));
      if (to !== from) setDrag({ id, order: [...rest.slice(0, to), id, ...rest.slice(to)] });
    },
    onPointerUp: () => {
      if (drag?.id !== id) return;
      const to = drag.order.indexOf(id);
      setDrag(null);
      if (ids[to] !== id) onMove(id, to);
    },
    onPointerCancel: () => setDrag(null),
    onKeyDown: (event: KeyboardEvent) => {
      const from = ids.indexOf(id);
      const to = { ArrowUp: from - 1, ArrowDown: from + 1, Home: 0, End: ids.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      if (to < 0 || to >= ids.length || to === from) return;
      onMove(id, to);
      setMoved({ id, place: to + 1 });
    },
  });
  return { list, order, handle, dragged: drag?.id ?? null, moved };
}

export function Handle({
  label,
  ...rest
}: { label: string } & ReturnType<ReturnType<typeof useSortable>["handle"]>) {
  const t = useText(text);
  return (
    <button type="button" className={styles.handle} aria-label={t("sort.handle", { title: label })} {...rest}>
      <GripVertical aria-hidden />
    </button>
  );
}

/** Says where a row went, to those who do not see it. */
export function Moved({ moved, of }: { moved: { place: number } | null; of: number }) {
  const t = useText(text);
  return (
    <p role="status" className="unseen">
      {moved && t("sort.moved", { place: moved.place, of })}
    </p>
  );
}
