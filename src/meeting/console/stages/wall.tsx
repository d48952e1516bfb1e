import { useState } from "react";
import { Badge, Card, EmptyState, Switch, useText } from "#design/index.ts";
import { columnsOf } from "../../model/reading.ts";
import styles from "../console.module.css";
import { RoundBar } from "../roundBar.tsx";
import { text } from "../text.ts";
import { useLead, useSend, useStageName } from "../use.tsx";
import { WallColumn } from "../wall/column.tsx";
import { WallTools } from "../wall/tools.tsx";

/** The wall in plenum: named columns rather than an endless canvas. Everything by keyboard; dragging is the quick way. */
export function WallPanel() {
  const t = useText(text);
  const nameOf = useStageName();
  const { room, round, isLeading, stage } = useLead();
  const [send, refused] = useSend();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  if (!round) return <Card title={nameOf(stage)}>{t("wall.notOpen")}</Card>;
  const { clusters, columns } = columnsOf(room, round.id);
  const shown = columns.flatMap(({ notes }) => notes.map(({ note }) => note.id));
  const hidden = Object.values(room.notes).filter((note) => note.wallId === round.id && note.isHidden);
  // What somebody else took away in the meantime is no longer chosen.
  const chosen = shown.filter((id) => selected.has(id));
  const toggle = (id: string) =>
    setSelected((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const move = (noteIds: string[], clusterId: string | null, before: string | null = null) => {
    if (noteIds.length === 0) return;
    send({ type: "wall.move", noteIds, clusterId, before });
    setSelected(new Set());
  };
  return (
    <Card
      title={nameOf(stage)}
      actions={
        isLeading && (
          <Switch
            isSelected={round.participantsArrange}
            onChange={(participantsArrange) =>
              send({ type: "round.arrange", roundId: round.id, participantsArrange })
            }
          >
            {t("wall.participantsArrange")}
          </Switch>
        )
      }
    >
      <RoundBar />
      <WallTools
        roundId={round.id}
        clusters={clusters}
        chosen={chosen}
        shown={shown}
        hidden={hidden}
        select={(ids) => setSelected(new Set(ids))}
        send={send}
        move={move}
      />
      {refused}
      {shown.length === 0 && <EmptyState title={t("wall.empty")}>{t("wall.emptyText")}</EmptyState>}
      <div className={styles.wall}>
        {columns.map(({ cluster, notes }) => (
          <WallColumn
            key={cluster?.id ?? "none"}
            cluster={cluster}
            notes={notes}
            clusters={clusters}
            chosen={chosen}
            toggle={toggle}
            send={send}
            move={move}
          />
        ))}
      </div>
      <p role="status" className="unseen">
        {chosen.length > 0 && t("wall.chosen", { count: chosen.length })}
      </p>
      {hidden.length > 0 && <Badge>{t("wall.hiddenCount", { count: hidden.length })}</Badge>}
    </Card>
  );
}
