import { type CSSProperties, memo, useEffect, useRef } from "react";
import type { RoomNote, RoomValue } from "../../model/room.ts";
import type { useSend } from "../use.tsx";
import { layAhead } from "./layAhead.ts";
import { type Shown, WallNote } from "./note.tsx";
import styles from "./wall.module.css";

type BlockProps = {
  notes: Shown[];
  tracks: number;
  chosen: ReadonlySet<string>;
  stopId: string | null;
  isLeading: boolean;
  values: Readonly<Record<string, RoomValue>>;
  send: ReturnType<typeof useSend>[0];
};
const isSameList = (a: RoomNote[], b: RoomNote[]) =>
  a.length === b.length && a.every((each, place) => each === b[place]);

/**
 * Some rows of a column. Far from the window its inside is laid out when there is time, and found before that by whoever
 * searches the page or listens to it. Drawn anew only when something of its own notes has changed.
 */
export const WallBlock = memo(
  function WallBlock({ notes, tracks, chosen, stopId, isLeading, values, send }: BlockProps) {
    const block = useRef<HTMLDivElement>(null);
    useEffect(() => layAhead(block.current!), []);
    return (
      // biome-ignore lint/a11y/useSemanticElements: no table: notes stand beside and below one another
      <div
        ref={block}
        role="rowgroup"
        className={styles.block}
        style={{ "--lines": Math.ceil(notes.length / tracks) } as CSSProperties}
      >
        {notes.map(({ note, doubles }) => (
          <WallNote
            key={note.id}
            {...{ note, doubles, isLeading, send }}
            isChosen={chosen.has(note.id)}
            isStop={note.id === stopId}
            value={values[note.valueId ?? ""]}
          />
        ))}
      </div>
    );
  },
  (before, after) =>
    before.tracks === after.tracks &&
    before.isLeading === after.isLeading &&
    before.values === after.values &&
    before.send === after.send &&
    before.notes.length === after.notes.length &&
    after.notes.every(({ note, doubles }, place) => {
      const was = before.notes[place]!;
      return (
        was.note === note &&
        isSameList(was.doubles, doubles) &&
        before.chosen.has(note.id) === after.chosen.has(note.id) &&
        (before.stopId === note.id) === (after.stopId === note.id)
      );
    }),
);
