/** @jsxImportSource preact */
import { useEffect, useRef, useState } from "preact/hooks";
import type { RoomNote } from "../../model/room.ts";
import { Button, Field } from "../parts.tsx";
import styles from "../phone.module.css";
import { useInside } from "../use.ts";

const rest = 900;

/**
 * A field that several write in. It is sent after a short rest with what stood there when the writer began; where
 * somebody has written there meanwhile, both stand side by side and she chooses. Nothing is written over.
 */
export function SharedField({
  note,
  field,
  stands,
  label,
  hint,
}: {
  note: RoomNote;
  field: string;
  /** What the room has there now. */
  stands: string;
  label: string;
  hint?: string;
}) {
  const { connection, snap, besideField, t } = useInside();
  const [own, setOwn] = useState<string | null>(null);
  const was = useRef(stands);
  const asked = useRef<string[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const refusedId = asked.current.find((id) => snap.refusals[id]);

  const save = (value: string) => {
    clearTimeout(timer.current);
    if (value === was.current) return;
    const changes = [{ field, was: was.current, value }];
    const id = connection.send({ type: "note.change", noteId: note.id, changes });
    asked.current.push(id);
    besideField.add(id);
    was.current = value;
  };
  const latest = useRef<() => void>(() => {});
  latest.current = () => own !== null && !refusedId && save(own);
  useEffect(() => {
    const onHide = () => latest.current();
    document.addEventListener("visibilitychange", onHide);
    return () => {
      document.removeEventListener("visibilitychange", onHide);
      latest.current();
      // Nobody sees the field any more: what is refused from now on is said at the top.
      for (const id of asked.current) besideField.delete(id);
    };
  }, [besideField]);
  const forget = () => {
    for (const id of asked.current) if (snap.refusals[id]) connection.read(id);
    asked.current = [];
  };

  return (
    <div>
      <Field
        label={label}
        {...(hint && { hint })}
        value={own ?? stands}
        rows={1}
        onFocus={() => {
          if (own === null) was.current = stands;
        }}
        onInput={(value) => {
          if (own === null) was.current = stands;
          setOwn(value);
          connection.writing(note.roundId);
          clearTimeout(timer.current);
          if (!refusedId) timer.current = setTimeout(() => save(value), rest);
        }}
        onBlur={() => {
          if (own === null || refusedId) return;
          save(own);
          setOwn(null);
        }}
      />
      {refusedId && own !== null && (
        <div class={styles.conflict} role="alert">
          <p>{t("examples.meanwhile")}</p>
          <blockquote>{stands || t("examples.nothing")}</blockquote>
          <div class={styles.row}>
            <Button
              onClick={() => {
                forget();
                was.current = stands;
                save(own);
                setOwn(null);
              }}
            >
              {t("examples.keepMine")}
            </Button>
            <Button
              kind="quiet"
              onClick={() => {
                forget();
                setOwn(null);
              }}
            >
              {t("examples.takeTheirs")}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
