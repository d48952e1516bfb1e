/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { meetingOf, notesOf } from "../../model/reading.ts";
import type { RoomRound } from "../../model/room.ts";
import { ModeSign } from "../parts.tsx";
import styles from "../phone.module.css";
import { type StageProps, useInside } from "../use.ts";
import { OwnNote, ShownNote, Write } from "./note.tsx";

/** What the leader has told, to look at again while answering: nobody remembers five points. */
function Told() {
  const { snap, t } = useInside();
  const told = Object.values(snap.room.slides)
    .filter(({ point, body }) => point > 0 && body.trim())
    .sort((a, b) => a.position - b.position);
  if (told.length === 0) return null;
  return (
    <details class={styles.more}>
      <summary>{t("dialogue.told")}</summary>
      {told.map(({ id, title, body }) => (
        <section key={id}>
          <h3>{title}</h3>
          <p style={{ whiteSpace: "pre-line" }}>{body}</p>
        </section>
      ))}
    </details>
  );
}

/** Everybody thinks alone first: what is written stays with its author until all is shown at once. */
export function Dialogue({ round }: StageProps) {
  const { snap, t } = useInside();
  if (!round) return <p>{t("stage.notOpen")}</p>;
  if (round.isRevealed) return <Shown round={round} />;
  const own = notesOf(snap.room, round.id).filter(({ id }) => snap.room.own[id]);
  const leader = meetingOf(snap.room)?.leadingName || t("dialogue.theLeader");
  return (
    <>
      <ModeSign mode={round.mode} what="note">
        {t("dialogue.private", { leader })}
      </ModeSign>
      <Told />
      <Write round={round} label={t("dialogue.answer")} submit={t("dialogue.send")} />
      {own.length > 0 && (
        <ul class={styles.list}>
          {own.map((note) => (
            <OwnNote key={note.id} note={note} />
          ))}
        </ul>
      )}
      <p class={styles.soft}>{t("dialogue.count", { count: round.noteCount })}</p>
    </>
  );
}

function Shown({ round }: { round: RoomRound }) {
  const { snap, t } = useInside();
  // What was begun when the answers were shown stands before them, where its writer finds it, and stays there.
  const [isBegun] = useState(() => Boolean(snap.drafts[`${round.id} note`]?.trim()));
  const notes = notesOf(snap.room, round.id);
  const write = (
    <>
      {round.isOpen && (
        <ModeSign mode={round.mode} what="note">
          {t("dialogue.atOnce")}
        </ModeSign>
      )}
      <Write round={round} label={t("dialogue.answer")} submit={t("dialogue.send")} />
    </>
  );
  return (
    <>
      {isBegun && write}
      <p>{t("dialogue.revealed")}</p>
      {notes.length === 0 && <p class={styles.soft}>{t("dialogue.none")}</p>}
      <ul class={styles.list}>
        {notes.map((note) =>
          snap.room.own[note.id] ? (
            <OwnNote key={note.id} note={note} />
          ) : (
            <ShownNote key={note.id} note={note} />
          ),
        )}
      </ul>
      {!isBegun && (
        <details class={styles.more}>
          <summary>{t("dialogue.more")}</summary>
          {write}
        </details>
      )}
    </>
  );
}
