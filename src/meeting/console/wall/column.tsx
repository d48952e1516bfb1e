import { type DragEvent, memo, useState } from "react";
import { Button, Checkbox, classes, Form, Menu, TextField, useText } from "#design/index.ts";
import { limits } from "../../model/kinds.ts";
import type { RoomCluster, RoomNote, RoomValue } from "../../model/room.ts";
import styles from "../console.module.css";
import { NotePaper } from "../noteCard.tsx";
import { text } from "../text.ts";
import { useLead, type useSend } from "../use.tsx";

type Shown = { note: RoomNote; doubles: RoomNote[] };
type Send = ReturnType<typeof useSend>[0];
type Move = (noteIds: string[], clusterId: string | null, before?: string | null) => void;
const dragged = "application/x-udlev-notes";

export function WallColumn({
  cluster,
  notes,
  clusters,
  chosen,
  toggle,
  send,
  move,
}: {
  cluster: RoomCluster | null;
  notes: Shown[];
  clusters: RoomCluster[];
  chosen: string[];
  toggle: (id: string) => void;
  send: Send;
  move: Move;
}) {
  const t = useText(text);
  const { isLeading, room } = useLead();
  const [isOver, setOver] = useState(false);
  if (!cluster && notes.length === 0 && clusters.length > 0) return null;
  const drop = (event: DragEvent, before: string | null) => {
    const ids = event.dataTransfer.getData(dragged);
    if (!ids) return;
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    const noteIds = ids.split(" ").filter((id) => id !== before);
    move(noteIds, cluster?.id ?? null, before);
  };
  const name = cluster ? cluster.name || t("wall.noName") : t("wall.loose");
  return (
    <section
      aria-label={name}
      className={classes(styles.column, !cluster && styles.loose, isOver && styles.isOver)}
      onDragOver={(event) => {
        if (!isLeading || !event.dataTransfer.types.includes(dragged)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => drop(event, null)}
    >
      <ColumnHead cluster={cluster} name={name} count={notes.length} clusters={clusters} send={send} />
      <ul className={styles.columnNotes}>
        {notes.map(({ note, doubles }) => {
          const isChosen = chosen.includes(note.id);
          return (
            <li
              key={note.id}
              draggable={isLeading}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = "move";
                event.dataTransfer.setData(dragged, (isChosen ? chosen : [note.id]).join(" "));
              }}
              onDrop={(event) => drop(event, note.id)}
            >
              <WallNote
                {...{ note, doubles, isChosen, isLeading, toggle, send }}
                value={room.values[note.valueId ?? ""]}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function ColumnHead({
  cluster,
  name,
  count,
  clusters,
  send,
}: {
  cluster: RoomCluster | null;
  name: string;
  count: number;
  clusters: RoomCluster[];
  send: Send;
}) {
  const t = useText(text);
  const { isLeading } = useLead();
  const [draft, setDraft] = useState<string | null>(null);
  if (cluster && draft !== null)
    return (
      <Form
        onSubmit={() => {
          if (draft.trim() && draft !== cluster.name)
            send({ type: "wall.name", clusterId: cluster.id, name: draft, was: cluster.name });
          setDraft(null);
        }}
      >
        <TextField
          label={t("wall.name")}
          value={draft}
          onChange={setDraft}
          maxLength={limits.name}
          autoFocus
        />
        <Button type="submit" size="small">
          {t("save")}
        </Button>
      </Form>
    );
  const order = clusters.map(({ id }) => id);
  const place = cluster ? order.indexOf(cluster.id) : -1;
  const shifted = (by: number) => {
    const next = order.filter((id) => id !== cluster!.id);
    next.splice(place + by, 0, cluster!.id);
    send({ type: "wall.orderClusters", roundId: cluster!.roundId, order: next });
  };
  return (
    <div className={styles.columnHead}>
      <h3 className={styles.columnName}>
        {name} <span className={styles.soft}>{count}</span>
      </h3>
      {cluster && isLeading && (
        <Menu
          label={t("wall.clusterMenu", { name })}
          trigger={
            <Button size="small" variant="quiet" aria-label={t("wall.clusterMenu", { name })}>
              …
            </Button>
          }
          items={[
            { id: "name", label: t("wall.rename"), onAction: () => setDraft(cluster.name) },
            { id: "left", label: t("wall.left"), isDisabled: place === 0, onAction: () => shifted(-1) },
            {
              id: "right",
              label: t("wall.right"),
              isDisabled: place === order.length - 1,
              onAction: () => shifted(1),
            },
            ...clusters
              .filter(({ id }) => id !== cluster.id)
              .map((other) => ({
                id: `into-${other.id}`,
                label: t("wall.mergeInto", { name: other.name || t("wall.noName") }),
                onAction: () => void send({ type: "wall.mergeClusters", from: cluster.id, into: other.id }),
              })),
            {
              id: "remove",
              label: t("wall.dissolve"),
              onAction: () => void send({ type: "wall.removeCluster", clusterId: cluster.id }),
            },
          ]}
        />
      )}
    </div>
  );
}

type NoteProps = Shown & {
  value: RoomValue | undefined;
  isChosen: boolean;
  isLeading: boolean;
  toggle: (id: string) => void;
  send: Send;
};
const isSameList = (a: RoomNote[], b: RoomNote[]) =>
  a.length === b.length && a.every((each, place) => each === b[place]);

/** Drawn anew only when something of this note has changed: what it calls does the same each time. */
const WallNote = memo(
  function WallNote({ note, value, doubles, isChosen, isLeading, toggle, send }: NoteProps) {
    const t = useText(text);
    return (
      <NotePaper note={note} value={value} doubles={doubles} isSelected={isChosen}>
        {isLeading && (
          <div className={styles.pick}>
            <Checkbox isSelected={isChosen} onChange={() => toggle(note.id)}>
              <span className="unseen">
                {t("wall.choose")}: {note.text}
              </span>
            </Checkbox>
          </div>
        )}
        {isLeading && doubles.length > 0 && (
          <div>
            <Button
              size="small"
              variant="quiet"
              onPress={() => send({ type: "wall.unmerge", noteIds: doubles.map(({ id }) => id) })}
            >
              {t("wall.unmerge")}
            </Button>
          </div>
        )}
      </NotePaper>
    );
  },
  (before, after) =>
    before.note === after.note &&
    before.value === after.value &&
    before.isChosen === after.isChosen &&
    before.isLeading === after.isLeading &&
    isSameList(before.doubles, after.doubles),
);
