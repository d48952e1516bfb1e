import { Check } from "lucide-react";
import { memo } from "react";
import { bareSituation } from "#behaviour/model.ts";
import { Button, useText } from "#design/index.ts";
import type { RoomNote, RoomValue } from "../../model/room.ts";
import { NotePaper } from "../noteCard.tsx";
import { text } from "../text.ts";
import type { useSend } from "../use.tsx";
import styles from "./wall.module.css";

export type Shown = { note: RoomNote; doubles: RoomNote[] };
type NoteProps = Shown & {
  value: RoomValue | undefined;
  isChosen: boolean;
  /** The one that Tab comes to. */
  isStop: boolean;
  isLeading: boolean;
  send: ReturnType<typeof useSend>[0];
};
const isSameList = (a: RoomNote[], b: RoomNote[]) =>
  a.length === b.length && a.every((each, place) => each === b[place]);

/** Drawn anew only when something of this note has changed: what it calls does the same each time. */
export const WallNote = memo(
  function WallNote({ note, value, doubles, isChosen, isStop, isLeading, send }: NoteProps) {
    const t = useText(text);
    // What is heard when it is come to.
    const said = [
      note.situation && t("note.when", { situation: bareSituation(note.situation) }),
      note.text,
      value?.name,
      note.author,
      doubles.length > 0 && t("note.doubles", { count: doubles.length }),
    ];
    return (
      // biome-ignore lint/a11y/useSemanticElements: rows of a grid that is no table: notes beside and below one another
      <div
        role="row"
        data-note={note.id}
        aria-label={said.filter(Boolean).join(". ")}
        tabIndex={isStop ? 0 : -1}
        aria-selected={isLeading ? isChosen : undefined}
        className={styles.row}
      >
        {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: the row around it has the focus */}
        <div role="gridcell">
          <NotePaper note={note} value={value} doubles={doubles} isSelected={isChosen}>
            {isLeading && (
              <span className={styles.tick} data-tick aria-hidden>
                <Check />
              </span>
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
        </div>
      </div>
    );
  },
  (before, after) =>
    before.note === after.note &&
    before.value === after.value &&
    before.isChosen === after.isChosen &&
    before.isStop === after.isStop &&
    before.isLeading === after.isLeading &&
    isSameList(before.doubles, after.doubles),
);
