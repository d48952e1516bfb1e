import { EyeOff, FolderInput, Group, Layers } from "lucide-react";
import { Button, Dialog, Form, Menu, TextField, useText } from "#design/index.ts";
import { newId } from "#platform/id.ts";
import { limits } from "../../model/kinds.ts";
import type { RoomCluster, RoomNote } from "../../model/room.ts";
import { text } from "../text.ts";
import { useLead, type useSend } from "../use.tsx";
import { PaperNotes } from "./paper.tsx";
import { AddPhoto } from "./photos.tsx";
import { SplitNote } from "./split.tsx";
import { SuggestClusters } from "./suggest.tsx";
import styles from "./wall.module.css";

type Props = {
  roundId: string;
  clusters: RoomCluster[];
  chosen: string[];
  shown: string[];
  hidden: RoomNote[];
  select: (ids: readonly string[]) => void;
  gathering: string | null;
  setGathering: (name: string | null) => void;
  send: ReturnType<typeof useSend>[0];
  move: (noteIds: string[], clusterId: string | null) => void;
};

/** What can be done with the chosen notes, and with the wall as a whole. Stays in sight while the wall is walked. */
export function WallTools(props: Props) {
  const { roundId, clusters, chosen, shown, hidden, select, send, move, gathering, setGathering } = props;
  const t = useText(text);
  const { isLeading } = useLead();
  if (!isLeading) return null;
  const nobody = chosen.length === 0;
  const count = chosen.length;
  const nameOf = (cluster: RoomCluster) => cluster.name || t("wall.noName");
  return (
    <div className={styles.tools} role="toolbar" aria-label={t("wall.tools")}>
      <span className={styles.toolsCount}>{t("wall.chosen", { count })}</span>
      <span data-wall-move>
        <Menu
          label={t("wall.move")}
          trigger={
            <Button size="small" icon={<FolderInput aria-hidden />} isDisabled={nobody}>
              {t("wall.move")}
            </Button>
          }
          items={[
            ...clusters.map((cluster) => ({
              id: cluster.id,
              label: nameOf(cluster),
              onAction: () => move(chosen, cluster.id),
            })),
            { id: "none", label: t("wall.loose"), onAction: () => move(chosen, null) },
          ]}
        />
      </span>
      <Button size="small" icon={<Group aria-hidden />} onPress={() => setGathering("")}>
        {t(nobody ? "wall.addCluster" : "wall.gather")}
      </Button>
      <Button
        size="small"
        icon={<Layers aria-hidden />}
        isDisabled={count < 2}
        onPress={() => {
          const [into] = chosen;
          send({ type: "wall.mergeNotes", noteIds: chosen.slice(1), into: into! });
          select([]);
        }}
      >
        {t("wall.mergeNotes")}
      </Button>
      <Button
        size="small"
        icon={<EyeOff aria-hidden />}
        isDisabled={nobody}
        onPress={() => {
          send({ type: "wall.hide", noteIds: chosen, isHidden: true });
          select([]);
        }}
      >
        {t("note.hide")}
      </Button>
      {count === 1 && <SplitNote noteId={chosen[0]!} send={send} done={() => select([])} />}
      <SuggestClusters roundId={roundId} send={send} />
      <AddPhoto roundId={roundId} />
      <PaperNotes roundId={roundId} clusters={clusters} send={send} />
      <Button size="small" variant="quiet" onPress={() => select(nobody ? shown : [])}>
        {t(nobody ? "wall.chooseAll" : "wall.chooseNone")}
      </Button>
      {hidden.length > 0 && (
        <Button
          size="small"
          variant="quiet"
          onPress={() => send({ type: "wall.hide", noteIds: hidden.map(({ id }) => id), isHidden: false })}
        >
          {t("wall.showHidden", { count: hidden.length })}
        </Button>
      )}
      <Dialog
        title={t(nobody ? "wall.addCluster" : "wall.gather")}
        size="small"
        isOpen={gathering !== null}
        onOpenChange={(isOpen) => setGathering(isOpen ? "" : null)}
      >
        <Form
          onSubmit={() => {
            const name = (gathering ?? "").trim();
            if (nobody) send({ type: "wall.addCluster", roundId, clusterId: newId(), name });
            else send({ type: "wall.gather", roundId, clusterId: newId(), name, noteIds: chosen });
            select([]);
            setGathering(null);
          }}
          actions={
            <Button type="submit" variant="primary">
              {nobody ? t("wall.addCluster") : t("wall.gatherCount", { count })}
            </Button>
          }
        >
          <TextField
            label={t("wall.name")}
            value={gathering ?? ""}
            onChange={setGathering}
            maxLength={limits.name}
            autoFocus
          />
        </Form>
      </Dialog>
    </div>
  );
}
