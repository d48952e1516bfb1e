/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { newId } from "#platform/id.ts";
import { limits } from "../../model/kinds.ts";
import { columnsOf } from "../../model/reading.ts";
import type { RoomCluster, RoomNote } from "../../model/room.ts";
import { Button, ModeSign } from "../parts.tsx";
import styles from "../phone.module.css";
import { type StageProps, useInside } from "../use.ts";
import { OwnNote, ShownNote, Write } from "./note.tsx";
import { Photos } from "./photos.tsx";

/** All proposals in named columns. Moving is a menu on every note: the same for fingers, keys and screen readers. */
export function Wall({ round }: StageProps) {
  const { connection, snap, t } = useInside();
  const [moved, setMoved] = useState<Moved | null>(null);
  if (!round) return <p>{t("stage.notOpen")}</p>;
  const { clusters, columns } = columnsOf(snap.room, round.id);
  const mayArrange = round.participantsArrange && round.isOpen;
  return (
    <>
      <p>{t(mayArrange ? "wall.arrange" : "wall.read")}</p>
      <Photos wallId={round.id} />
      {/* Above the notes: what the others hang up must not move the button under a finger. */}
      <ModeSign mode={round.mode} what="note">
        {round.isOpen && t("wall.atOnce")}
      </ModeSign>
      <Write round={round} label={t("wall.new")} submit={t("wall.add")} />
      {columns
        .filter(({ cluster, notes }) => cluster || notes.length > 0)
        .map(({ cluster, notes }) => (
          <details key={cluster?.id ?? ""} class={styles.column} open>
            <summary>
              <h2>{cluster ? cluster.name || t("wall.unnamed") : t("wall.loose")}</h2>
              <span class={styles.count}>{notes.length}</span>
            </summary>
            <ul class={styles.list}>
              {notes.map(({ note, doubles }) => {
                const move = mayArrange && (
                  <Move note={note} clusters={clusters} roundId={round.id} onMoved={setMoved} />
                );
                const isOwn = snap.room.own[note.id] && note.roundId === round.id;
                return isOwn ? (
                  <OwnNote key={note.id} note={note}>
                    {move}
                  </OwnNote>
                ) : (
                  <ShownNote key={note.id} note={note}>
                    {move}
                    {doubles.length > 0 && (
                      <details class={styles.doubles}>
                        <summary>{t("wall.doubles", { count: doubles.length })}</summary>
                        {doubles.map((double) => (
                          <p key={double.id}>{double.text}</p>
                        ))}
                      </details>
                    )}
                  </ShownNote>
                );
              })}
            </ul>
          </details>
        ))}
      <div class={moved ? styles.moved : "unseen"}>
        <p role="status">{moved?.said}</p>
        {moved?.undo && mayArrange && (
          <Button
            kind="quiet"
            onClick={() => {
              connection.send({ type: "step.undo", opId: moved.undo! });
              setMoved({ said: t("wall.undone", { text: moved.text }), text: moved.text, undo: null });
            }}
          >
            {t("wall.undo")}
          </Button>
        )}
      </div>
    </>
  );
}

/** `undo`: the step that can be taken back. */
type Moved = { said: string; text: string; undo: string | null };

function Move({
  note,
  clusters,
  roundId,
  onMoved,
}: {
  note: RoomNote;
  clusters: RoomCluster[];
  roundId: string;
  onMoved: (moved: Moved) => void;
}) {
  const { connection, t } = useInside();
  const [name, setName] = useState<string | null>(null);
  const move = (target: string) => {
    if (target === "new") return setName("");
    const clusterId = target === "none" ? null : target;
    const into = clusters.find(({ id }) => id === clusterId);
    const undo = connection.send({ type: "wall.move", noteIds: [note.id], clusterId });
    onMoved({
      said: t("wall.moved", { name: into?.name || t("wall.loose") }),
      text: note.text.slice(0, 60),
      undo,
    });
  };
  if (name !== null)
    return (
      <form
        class={styles.row}
        onSubmit={(event) => {
          event.preventDefault();
          if (!name.trim()) return;
          const undo = connection.send({
            type: "wall.gather",
            noteIds: [note.id],
            clusterId: newId(),
            name: name.trim(),
            roundId,
          });
          onMoved({ said: t("wall.moved", { name: name.trim() }), text: note.text.slice(0, 60), undo });
          setName(null);
        }}
      >
        <input
          class={styles.input}
          aria-label={t("wall.newName")}
          placeholder={t("wall.newName")}
          value={name}
          maxLength={limits.name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit">{t("wall.make")}</Button>
        <Button kind="quiet" onClick={() => setName(null)}>
          {t("wall.cancel")}
        </Button>
      </form>
    );
  return (
    <select
      class={styles.select}
      aria-label={t("wall.moveNote", { text: note.text.slice(0, 60) })}
      value=""
      onChange={(event) => {
        move(event.currentTarget.value);
        event.currentTarget.value = "";
      }}
    >
      <option value="" disabled>
        {t("wall.moveTo")}
      </option>
      {clusters
        .filter(({ id }) => id !== note.clusterId)
        .map(({ id, name: called }) => (
          <option key={id} value={id}>
            {called || t("wall.unnamed")}
          </option>
        ))}
      {note.clusterId && <option value="none">{t("wall.loose")}</option>}
      <option value="new">{t("wall.newCluster")}</option>
    </select>
  );
}
