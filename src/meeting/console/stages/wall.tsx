import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Badge, Card, classes, EmptyState, Switch, useText } from "#design/index.ts";
import { columnsOf } from "../../model/reading.ts";
import { RoundBar } from "../roundBar.tsx";
import { text } from "../text.ts";
import { useLead, useSend, useStageName } from "../use.tsx";
import { Board, type BoardActs } from "../wall/board.tsx";
import { Photos } from "../wall/photos.tsx";
import { useSaid } from "../wall/said.ts";
import { nothingChosen, picked, pickedAll, type Selection } from "../wall/selection.ts";
import { WallTools } from "../wall/tools.tsx";
import styles from "../wall/wall.module.css";

/** The wall in plenum: named columns rather than an endless canvas. Everything by keyboard; dragging is the quick way. */
export function WallPanel() {
  const t = useText(text);
  const nameOf = useStageName();
  const { room, round, isLeading, stage } = useLead();
  const [sendNow, refused] = useSend();
  const [selected, setSelected] = useState<Selection>(nothingChosen);
  const [isFull, setFull] = useState(false);
  const [isRoundOpen, setRoundOpen] = useState(false);
  const [gathering, setGathering] = useState<string | null>(null);
  const [said, listen] = useSaid(room);
  /** Where the focus is to be once what was moved hangs again. */
  const refocus = useRef<string | null>(null);
  const sendRef = useRef(sendNow);
  sendRef.current = sendNow;
  // The same function all along, so that a thousand notes are not drawn anew.
  const send: typeof sendNow = useCallback((command) => listen(sendRef.current(command)), [listen]);
  const roundId = round?.id ?? "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the room it reads these two
  const { clusters, columns } = useMemo(() => columnsOf(room, roundId), [room.notes, room.clusters, roundId]);
  const order = useMemo(() => columns.flatMap(({ notes }) => notes.map(({ note }) => note.id)), [columns]);
  // What somebody else took away in the meantime is no longer chosen.
  const chosen = useMemo(() => order.filter((id) => selected.chosen.has(id)), [order, selected]);
  const chosenSet = useMemo(() => new Set(chosen), [chosen]);

  useEffect(() => {
    const id = refocus.current;
    if (!id || !isThere(id)) return;
    refocus.current = null;
    // After a menu has closed and given the focus back to where it came from.
    requestAnimationFrame(() => requestAnimationFrame(() => elementOf(id)?.focus()));
  });

  const hasChosen = chosen.length > 0;
  useEffect(() => {
    if (!hasChosen) return;
    // Wherever the focus is: a band leaves it nowhere. What lies over the wall is closed first.
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      if (!document.querySelector("[role=dialog], [role=menu]")) setSelected(nothingChosen);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [hasChosen]);

  const select = (ids: readonly string[]) =>
    setSelected({ chosen: new Set(ids), anchor: ids.at(-1) ?? null });
  const move = (noteIds: readonly string[], clusterId: string | null, before: string | null = null) => {
    if (noteIds.length === 0) return;
    send({ type: "wall.move", noteIds: [...noteIds], clusterId, before });
    refocus.current = noteIds[0]!;
  };
  const columnOf = (id: string) => columns.findIndex(({ notes }) => notes.some(({ note }) => note.id === id));
  const along = (id: string): readonly string[] => (chosenSet.has(id) ? chosen : [id]);

  const acts = useRef<BoardActs>(null!);
  acts.current = {
    pick: (id, how) => setSelected((before) => picked(before, id, how, order)),
    pickAll: (id) => {
      const column = columns[columnOf(id)]?.notes.map(({ note }) => note.id) ?? [];
      setSelected((before) => pickedAll({ ...before, chosen: chosenSet }, column, order));
    },
    carried: along,
    caught: (ids, isAdded) =>
      setSelected(({ chosen: before, anchor }) => ({
        chosen: new Set(isAdded ? [...before, ...ids] : ids),
        anchor: ids.at(-1) ?? anchor,
      })),
    letGo: () => setSelected(nothingChosen),
    drop: (ids, { cluster, before }) => {
      if (cluster === "new") {
        select(ids);
        return setGathering("");
      }
      // Let go over itself, it hangs where it hung.
      if (before && ids.includes(before)) {
        const there = columns[columnOf(before)]?.notes.map(({ note }) => note.id) ?? [];
        const after = there.slice(there.indexOf(before)).find((id) => !ids.includes(id)) ?? null;
        if (ids.length === 1) return;
        return move(ids, cluster || null, after);
      }
      move(ids, cluster || null, before);
      setSelected(nothingChosen);
    },
    shift: (id, way) => {
      const ids = along(id);
      const at = columnOf(id);
      if (way === "ArrowLeft" || way === "ArrowRight") {
        const target = columns[at + (way === "ArrowLeft" ? -1 : 1)];
        if (target) move(ids, target.cluster?.id ?? null);
        if (target) refocus.current = id;
        return;
      }
      const there = columns[at]!.notes.map(({ note }) => note.id);
      const place = there.indexOf(id);
      const others = there.filter((other) => !ids.includes(other) || other === id);
      const here = others.indexOf(id);
      const before = way === "ArrowUp" ? others[here - 1] : (others[here + 2] ?? null);
      if (before === undefined || (way === "ArrowDown" && place === there.length - 1)) return;
      move(ids, columns[at]!.cluster?.id ?? null, before);
      refocus.current = id;
    },
    openMove: (id) => {
      if (!chosenSet.has(id)) select([id]);
      refocus.current = null;
      if (document.querySelector("[role=menu]")) return;
      // By the key that opens a menu on its first entry, so that the next key is the menu's.
      const open = () => {
        const trigger = document.querySelector<HTMLElement>("[data-wall-move] button");
        trigger?.focus();
        trigger?.dispatchEvent(
          new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true, cancelable: true }),
        );
      };
      // Once what was chosen just now is, and the button can be pressed.
      requestAnimationFrame(open);
    },
  };

  const above = useMemo(() => {
    const photos = Object.values(room.photos).filter(({ wallId }) => wallId === roundId);
    return photos.length > 0 && <Photos photos={photos} roundId={roundId} send={send} />;
  }, [room.photos, roundId, send]);
  if (!round) return <Card title={nameOf(stage)}>{t("wall.notOpen")}</Card>;
  const hidden = Object.values(room.notes).filter((note) => note.wallId === round.id && note.isHidden);
  return (
    <section className={classes(styles.whole, isFull && styles.isFull)} aria-labelledby="wall">
      <h2 id="wall" className="unseen">
        {nameOf(stage)}
      </h2>
      <WallTools
        {...{ clusters, chosen, hidden, select, send, gathering, setGathering, isRoundOpen, setRoundOpen }}
        round={round}
        shown={order}
        move={(ids, clusterId) => {
          move(ids, clusterId);
          setSelected(nothingChosen);
        }}
      />
      {(isRoundOpen || !isLeading || round.trayCount > 0) && (
        <div id="wall-round" className={styles.round}>
          <RoundBar />
          {isLeading && (
            <Switch
              isSelected={round.participantsArrange}
              onChange={(participantsArrange) =>
                send({ type: "round.arrange", roundId: round.id, participantsArrange })
              }
            >
              {t("wall.participantsArrange")}
            </Switch>
          )}
        </div>
      )}
      {refused}
      {order.length === 0 && clusters.length === 0 ? (
        <>
          {above}
          <p role="status" className={styles.said}>
            {said && t("wall.undoHint", { said })}
          </p>
          <EmptyState title={t("wall.empty")}>{t("wall.emptyText")}</EmptyState>
        </>
      ) : (
        <Board
          {...{ columns, clusters, isLeading, send, acts, isFull, setFull, above, said }}
          chosen={chosenSet}
          values={room.values}
          roundId={round.id}
          shown={round.shown ?? null}
        />
      )}
      <p role="status" className="unseen">
        {chosen.length > 0 && t("wall.chosen", { count: chosen.length })}
      </p>
      {hidden.length > 0 && !isLeading && <Badge>{t("wall.hiddenCount", { count: hidden.length })}</Badge>}
    </section>
  );
}

const elementOf = (id: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-note="${CSS.escape(id)}"]`);
const isThere = (id: string): boolean => elementOf(id) !== null;
