/** @jsxImportSource preact */
import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { newId } from "#platform/id.ts";
import type { RoomNote, RoomRound } from "../../model/room.ts";
import { Button, Card, Field, Situation, ValueSign } from "../parts.tsx";
import styles from "../phone.module.css";
import { useInside, useSpoken } from "../use.ts";
import { Concrete } from "./read.tsx";

/**
 * One answer is what a question asks for: whoever has sent it is done, and counts as it, unless she says that she is not.
 * Not in a list or on a wall, where there is always one more; and not where nothing is stored: that she became done in the
 * moment in which an answer came would tie the two together.
 */
const sendingIsDone = ({ kind, mode, isOpen, isRevealed }: RoomRound): boolean =>
  kind === "dialogue" && mode !== "notStored" && isOpen && !isRevealed;

/** Writing a note: what is typed is kept from the first letter, and stands there again after a reload. */
export function Write({
  round,
  label,
  hint,
  submit,
  note,
  clusterId,
}: {
  round: RoomRound;
  label: string;
  hint?: string;
  submit: string;
  /** What others are doing here just now. */
  note?: string;
  clusterId?: string | null;
}) {
  const { connection, snap, t } = useInside();
  const [error, setError] = useState("");
  const content = snap.drafts[`${round.id} note`] ?? "";
  /** The second click of a double click finds the field empty that the first has sent. */
  const sentAt = useRef(Number.NEGATIVE_INFINITY);
  const send = () => {
    if (!content.trim()) {
      if (performance.now() - sentAt.current > 1000) setError(t("note.empty"));
      return;
    }
    sentAt.current = performance.now();
    setError("");
    const noteId = newId();
    connection.send({ type: "note.add", roundId: round.id, noteId, text: content.trim(), clusterId });
    connection.draft(round.id, "note", "");
    connection.writing(round.id, false);
    if (sendingIsDone(round)) connection.done(round.id, true);
  };
  return (
    <form
      data-write
      class={styles.write}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Field
        label={label}
        {...(hint && { hint })}
        value={content}
        rows={3}
        error={error}
        onInput={(value) => {
          setError("");
          connection.draft(round.id, "note", value);
          connection.writing(round.id, true, "new");
          // With one more on its way she is not done after all.
          if (snap.done[round.id] && sendingIsDone(round)) connection.done(round.id, false);
        }}
      />
      {!round.isOpen && <p class={styles.notice}>{t("note.late")}</p>}
      <Button kind="primary" type="submit">
        {submit}
      </Button>
      {/* Beneath the button: what comes and goes by itself must not move it under a finger. */}
      {content && (
        <p class={styles.soft}>{t(snap.unsavedDrafts > 0 ? "note.draftHere" : "note.draftKept")}</p>
      )}
      {note && <p class={styles.soft}>{note}</p>}
    </form>
  );
}

/** One's own note: put right, or taken back into the field that it came from. */
export function OwnNote({ note, children }: { note: RoomNote; children?: ComponentChildren }) {
  const { connection, snap, t } = useInside();
  const place = `edit-${note.id}`;
  const draft = snap.drafts[`${note.roundId} ${place}`];
  const [isOpen, setOpen] = useState(draft !== undefined);
  const [was, setWas] = useState(note.text);
  const isWaiting = snap.waiting.some((each) => "noteId" in each && each.noteId === note.id);
  const keep = (value: string) => connection.draft(note.roundId, place, value);
  const done = () => {
    keep("");
    setOpen(false);
  };
  if (isOpen)
    return (
      <Card isMine>
        <Field label={t("note.change")} value={draft ?? ""} onInput={keep} rows={3} />
        <div class={styles.row}>
          <Button
            kind="primary"
            onClick={() => {
              const value = draft?.trim();
              if (value && value !== note.text)
                connection.send({
                  type: "note.change",
                  noteId: note.id,
                  changes: [{ field: "text", was, value }],
                });
              done();
            }}
          >
            {t("note.save")}
          </Button>
          <Button kind="quiet" onClick={done}>
            {t("note.leaveAsIs")}
          </Button>
        </div>
      </Card>
    );
  return (
    <Card isMine>
      <ValueSign value={snap.room.values[note.valueId ?? ""]} />
      <p class={styles.text}>{note.text}</p>
      <p class={styles.soft}>
        {t("note.yours")} · {t(isWaiting ? "saved.no" : note.isLate ? "note.inTray" : "saved.yes")}
      </p>
      {note.agrees > 0 && <p class={styles.soft}>{t("note.agreeCount", { count: note.agrees })}</p>}
      <TakenAlong note={note} />
      <div class={styles.row}>
        <Button
          kind="quiet"
          onClick={() => {
            setWas(note.text);
            keep(note.text);
            setOpen(true);
          }}
        >
          {t("note.change")}
        </Button>
        <Button
          kind="quiet"
          onClick={() => {
            const before = snap.drafts[`${note.roundId} note`];
            connection.draft(note.roundId, "note", [before, note.text].filter(Boolean).join("\n"));
            connection.send({ type: "note.withdraw", noteId: note.id });
          }}
        >
          {t("note.takeBack")}
        </Button>
        {children}
      </div>
    </Card>
  );
}

/** The leader takes it along: it will hang on the wall. There all have been taken. */
function TakenAlong({ note }: { note: RoomNote }) {
  const { t } = useInside();
  return note.isTakenAlong && !note.wallId ? <p class={styles.decided}>{t("note.takenAlong")}</p> : null;
}

/** A note on show: read, and agreed with. */
export function ShownNote({ note, children }: { note: RoomNote; children?: ComponentChildren }) {
  const { connection, snap, t } = useInside();
  const spoken = useSpoken();
  const agrees = Boolean(snap.room.agreed[note.id]);
  return (
    <Card>
      <ValueSign value={snap.room.values[note.valueId ?? ""]} />
      <Situation situation={note.situation} />
      <p class={styles.text} lang={spoken}>
        {note.text}
      </p>
      {Object.keys(note.facets).length > 0 && (
        <details class={styles.doubles}>
          <summary>{t("note.concrete")}</summary>
          <Concrete facets={note.facets} />
        </details>
      )}
      {note.author && <p class={styles.soft}>{note.author}</p>}
      <TakenAlong note={note} />
      <div class={styles.row}>
        <Button
          kind="quiet"
          pressed={agrees}
          onClick={() => connection.send({ type: "note.agree", noteId: note.id, agrees: !agrees })}
        >
          {t(agrees ? "note.agreed" : "note.agree")}
          {note.agrees > 0 && <span class={styles.count}>{note.agrees}</span>}
        </Button>
        {children}
      </div>
    </Card>
  );
}
