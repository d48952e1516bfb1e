import { Monitor } from "lucide-react";
import { type CSSProperties, memo, useEffect, useRef, useState } from "react";
import { Button, classes, Form, Menu, TextField, useText } from "#design/index.ts";
import { limits, looseColumn } from "../../model/kinds.ts";
import type { RoomCluster, RoomValue } from "../../model/room.ts";
import { text } from "../text.ts";
import type { useSend } from "../use.tsx";
import { WallBlock } from "./block.tsx";
import { blocksOf } from "./fit.ts";
import type { Shown } from "./note.tsx";
import styles from "./wall.module.css";

type Send = ReturnType<typeof useSend>[0];
export type ColumnProps = {
  cluster: RoomCluster | null;
  notes: Shown[];
  clusters: RoomCluster[];
  tracks: number;
  chosen: ReadonlySet<string>;
  stopId: string | null;
  isLeading: boolean;
  values: Readonly<Record<string, RoomValue>>;
  roundId: string;
  /** The big screen shows it large. */
  isShown: boolean;
  send: Send;
};

export const WallColumn = memo(function WallColumn({
  cluster,
  notes,
  clusters,
  tracks,
  chosen,
  stopId,
  isLeading,
  values,
  roundId,
  isShown,
  send,
}: ColumnProps) {
  const t = useText(text);
  const name = cluster ? cluster.name || t("wall.noName") : t("wall.loose");
  const holder = useRef<HTMLDivElement>(null);
  // As high as its notes, however near they are drawn.
  useEffect(() => {
    const watcher = new ResizeObserver(([rows]) =>
      holder.current?.style.setProperty("--rows", `${rows?.borderBoxSize[0]?.blockSize ?? 0}px`),
    );
    watcher.observe(holder.current!.firstElementChild!);
    return () => watcher.disconnect();
  }, []);
  return (
    <section
      aria-label={name}
      data-column={cluster?.id ?? ""}
      className={classes(styles.column, !cluster && styles.loose)}
      data-tracks={tracks}
      data-zoomed="column"
      style={{ "--tracks": tracks } as CSSProperties}
    >
      <ColumnHead {...{ cluster, name, count: notes.length, clusters, isLeading, roundId, isShown, send }} />
      <div ref={holder} className={styles.holder} data-zoomed="holder">
        {/* biome-ignore lint/a11y/useSemanticElements: no table: notes stand beside and below one another */}
        <div
          role="grid"
          aria-label={t("wall.inColumn", { name, count: notes.length })}
          aria-multiselectable={isLeading || undefined}
          className={styles.rows}
          data-zoomed="rows"
        >
          {blocksOf(notes, tracks).map((block, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a block is a place on the wall, whatever hangs there
            <WallBlock key={place} notes={block} {...{ tracks, chosen, stopId, isLeading, values, send }} />
          ))}
        </div>
      </div>
    </section>
  );
});

type HeadProps = {
  cluster: RoomCluster | null;
  name: string;
  count: number;
  clusters: RoomCluster[];
  isLeading: boolean;
  roundId: string;
  isShown: boolean;
  send: Send;
};

function ColumnHead(props: HeadProps) {
  const { cluster, name, count, clusters, isLeading, roundId, isShown, send } = props;
  const t = useText(text);
  const [draft, setDraft] = useState<string | null>(null);
  if (cluster && draft !== null)
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the field in it
      <div className={styles.columnHead} onKeyDown={(event) => event.key === "Escape" && setDraft(null)}>
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
      </div>
    );
  const order = clusters.map(({ id }) => id);
  const place = cluster ? order.indexOf(cluster.id) : -1;
  const shifted = (by: number) => {
    const next = order.filter((id) => id !== cluster!.id);
    next.splice(place + by, 0, cluster!.id);
    send({ type: "wall.orderClusters", roundId: cluster!.roundId, order: next });
  };
  const show = {
    id: "show",
    label: t(isShown ? "wall.showAll" : "wall.showLarge"),
    onAction: () =>
      void send({ type: "wall.show", roundId, what: isShown ? null : (cluster?.id ?? looseColumn) }),
  };
  return (
    <div className={styles.columnHead} data-head="">
      <h3 className={styles.columnName} onDoubleClick={() => isLeading && cluster && setDraft(cluster.name)}>
        {name} <span className={styles.soft}>{count}</span>
        {isShown && <Monitor className={styles.shown} aria-label={t("wall.isShown")} />}
      </h3>
      {!cluster && isLeading && count > 0 && clusters.length > 0 && (
        <Menu
          label={t("wall.clusterMenu", { name })}
          trigger={
            <Button size="small" variant="quiet" aria-label={t("wall.clusterMenu", { name })}>
              …
            </Button>
          }
          items={[show]}
        />
      )}
      {cluster && isLeading && (
        <Menu
          label={t("wall.clusterMenu", { name })}
          trigger={
            <Button size="small" variant="quiet" aria-label={t("wall.clusterMenu", { name })}>
              …
            </Button>
          }
          items={[
            show,
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
