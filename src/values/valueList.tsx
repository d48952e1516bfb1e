import { ArrowDown, ArrowUp, GripVertical, Pencil } from "lucide-react";
import { type PointerEvent, useRef, useState } from "react";
import { Button, Mark, useText, valueStyle } from "#design/index.ts";
import { moved, type Value } from "./model.ts";
import { text } from "./text.ts";
import styles from "./values.module.css";

type ValueListProps = {
  values: readonly Value[];
  canEdit: boolean;
  onMove: (from: number, to: number) => void;
  onEdit: (value: Value) => void;
};

/** Dragging by the handle is the quick way; the handle takes the arrow keys too, and the arrows are buttons. */
export function ValueList({ values, canEdit, onMove, onEdit }: ValueListProps) {
  const t = useText(text);
  const list = useRef<HTMLOListElement>(null);
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const shown = drag ? moved(values, drag.from, drag.to) : values;

  const placeAt = (y: number): number => {
    const items = [...(list.current?.children ?? [])];
    const at = items.findIndex((item) => y < item.getBoundingClientRect().bottom);
    return at === -1 ? items.length - 1 : at;
  };
  const handlers = (index: number) => ({
    onPointerDown: (event: PointerEvent<HTMLButtonElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrag({ from: index, to: index });
    },
    onPointerMove: (event: PointerEvent<HTMLButtonElement>) => {
      if (drag) setDrag({ ...drag, to: placeAt(event.clientY) });
    },
    onPointerUp: () => {
      if (drag && drag.from !== drag.to) onMove(drag.from, drag.to);
      setDrag(null);
    },
    onPointerCancel: () => setDrag(null),
  });

  return (
    <ol ref={list} className={styles.list}>
      {shown.map((value) => {
        const index = values.indexOf(value);
        const isDragged = drag?.from === index;
        return (
          <li
            key={value.id}
            className={styles.value}
            style={valueStyle(value)}
            data-dragged={isDragged || undefined}
          >
            <span className={styles.mark}>
              <Mark value={value} size="2rem" />
            </span>
            <div className={styles.words}>
              <h2 className={styles.name}>{value.name}</h2>
              <p className={value.meaning ? undefined : styles.faint}>
                {value.meaning || (canEdit ? t("value.noMeaning") : "")}
              </p>
            </div>
            {canEdit && (
              <div className={styles.tools}>
                <Button
                  variant="quiet"
                  size="small"
                  icon={<Pencil />}
                  aria-label={t("value.edit", { name: value.name })}
                  onPress={() => onEdit(value)}
                />
                <Button
                  variant="quiet"
                  size="small"
                  icon={<ArrowUp />}
                  aria-label={t("order.up", { name: value.name })}
                  isDisabled={index === 0}
                  onPress={() => onMove(index, index - 1)}
                />
                <Button
                  variant="quiet"
                  size="small"
                  icon={<ArrowDown />}
                  aria-label={t("order.down", { name: value.name })}
                  isDisabled={index === values.length - 1}
                  onPress={() => onMove(index, index + 1)}
                />
                <button
                  type="button"
                  className={styles.handle}
                  aria-label={t("order.drag", { name: value.name })}
                  {...handlers(index)}
                  onKeyDown={(event) => {
                    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
                    if (step === 0) return;
                    event.preventDefault();
                    onMove(index, index + step);
                  }}
                >
                  <GripVertical aria-hidden />
                </button>
              </div>
            )}
          </li>
        );
      })}
    </ol>
  );
}
