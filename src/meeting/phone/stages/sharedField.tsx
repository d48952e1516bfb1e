/** @jsxImportSource preact */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { merged } from "../../model/merging.ts";
import type { RoomNote } from "../../model/room.ts";
import { Button, Field } from "../parts.tsx";
import styles from "../phone.module.css";
import { useInside } from "../use.ts";
import { useWriters } from "./writers.ts";

const rest = 900;

/** What was begun here and not handed over yet: `was` is what stood there when it was begun. */
type Begun = { was: string; own: string };

function begunIn(draft: string | undefined): Begun | null {
  try {
    const found = JSON.parse(draft ?? "null") as Partial<Begun> | null;
    return typeof found?.was === "string" && typeof found.own === "string" ? (found as Begun) : null;
  } catch {
    return null;
  }
}

/**
 * A field that several write in. It is sent after a short rest with what stood there when the writer began; what others
 * have written there meanwhile is put together with hers. Only where both have changed the same words do both versions
 * stand side by side, and she chooses: nothing is written over.
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
  const place = `${note.id} ${field}`;
  const [begun] = useState(() => begunIn(snap.drafts[`${note.roundId} ${place}`]));
  const [own, setOwn] = useState<string | null>(begun?.own ?? null);
  const [isConflict, setConflict] = useState(false);
  const [error, setError] = useState("");
  const area = useRef<HTMLTextAreaElement>(null);
  const isComposing = useRef(false);
  const was = useRef(begun?.was ?? stands);
  /** One change at a time is under way, so that it is always known what the next begins from. */
  const flying = useRef<{ id: string; value: string } | null>(null);
  const asked = useRef<string[]>([]);
  const caret = useRef<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const writing = useWriters(note.roundId)((at) => at === place);

  const save = (value: string) => {
    clearTimeout(timer.current);
    const from = flying.current?.value ?? was.current;
    connection.draft(note.roundId, place, "");
    if (value === from) return;
    const changes = [{ field, was: from, value }];
    const id = connection.send({ type: "note.change", noteId: note.id, changes });
    flying.current = { id, value };
    asked.current.push(id);
    besideField.add(id);
  };
  const laterSave = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(), rest);
  };
  const latest = useRef<() => void>(() => {});
  latest.current = () => own !== null && !isConflict && !error && !flying.current && save(own);

  // Whatever has come in since: what was sent has arrived or was refused, and others have written.
  useLayoutEffect(() => {
    if (own === null) return;
    const flown = flying.current;
    if (flown) {
      const refused = snap.refusals[flown.id];
      if (!refused && snap.waiting.some(({ id }) => id === flown.id)) return;
      flying.current = null;
      if (refused) connection.read(flown.id);
      else was.current = flown.value;
      if (refused && refused.reason !== "changedMeanwhile") return setError(refused.message);
    }
    if (error || isComposing.current) return;
    let text = own;
    if (stands !== was.current) {
      const both = merged(was.current, own, stands);
      if (!both) return setConflict(true);
      was.current = stands;
      text = both.text;
      if (document.activeElement === area.current) caret.current = both.placeOf(area.current!.selectionEnd);
      setOwn(text);
    }
    if (isConflict) setConflict(false);
    if (text !== stands) laterSave();
    else if (document.activeElement !== area.current) setOwn(null);
  });
  useLayoutEffect(() => {
    if (caret.current !== null) area.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });
  const leave = useRef(() => {});
  leave.current = () => {
    if (own !== null && !isConflict && !error) save(own);
    // Nobody sees the field any more: what is refused from now on is said at the top.
    for (const id of asked.current) besideField.delete(id);
    connection.writing(note.roundId, false);
  };
  useEffect(() => {
    const element = area.current!;
    const onCompose = (event: Event) => {
      isComposing.current = event.type === "compositionstart";
    };
    const onHide = () => latest.current();
    element.addEventListener("compositionstart", onCompose);
    element.addEventListener("compositionend", onCompose);
    document.addEventListener("visibilitychange", onHide);
    return () => {
      document.removeEventListener("visibilitychange", onHide);
      clearTimeout(timer.current);
      leave.current();
    };
  }, []);
  const choose = (text: string) => {
    was.current = stands;
    setConflict(false);
    connection.draft(note.roundId, place, "");
    if (text !== stands) save(text);
    setOwn(text);
  };

  return (
    <div>
      <Field
        area={area}
        label={label}
        {...(hint && { hint })}
        value={own ?? stands}
        rows={1}
        error={error}
        note={writing}
        onFocus={() => {
          if (own !== null) return;
          was.current = stands;
          setOwn(stands);
        }}
        onInput={(value) => {
          if (own === null) was.current = stands;
          setError("");
          setOwn(value);
          connection.draft(
            note.roundId,
            place,
            JSON.stringify({ was: flying.current?.value ?? was.current, own: value } satisfies Begun),
          );
          connection.writing(note.roundId, true, place);
          if (!isConflict) laterSave();
        }}
        onBlur={() => {
          latest.current();
          connection.writing(note.roundId, false);
        }}
      />
      {isConflict && own !== null && (
        <div class={styles.conflict} role="alert">
          <p>{t("examples.meanwhile")}</p>
          <blockquote>{stands || t("examples.nothing")}</blockquote>
          <div class={styles.row}>
            <Button onClick={() => choose(own)}>{t("examples.keepMine")}</Button>
            <Button kind="quiet" onClick={() => choose(stands)}>
              {t("examples.takeTheirs")}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
