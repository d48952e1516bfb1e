import { CheckCheck, Eye, EyeOff, FolderInput, Group, Layers, SlidersHorizontal, X } from "lucide-react";
import { Button, Dialog, Form, Menu, TextField, useText } from "#design/index.ts";
import { newId } from "#platform/id.ts";
import { limits } from "../../model/kinds.ts";
import type { RoomCluster, RoomNote, RoomRound } from "../../model/room.ts";
import { text } from "../text.ts";
import { useLead, type useSend } from "../use.tsx";
import { PaperNotes } from "./paper.tsx";
import { AddPhoto } from "./photos.tsx";
import { SplitNote } from "./split.tsx";
import { SuggestClusters } from "./suggest.tsx";
import { Tool } from "./tool.tsx";
import styles from "./wall.module.css";

type Props = {
  round: RoomRound;
  isRoundOpen: boolean;
  setRoundOpen: (isOpen: boolean) => void;
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

/**
 * What can be done with the chosen notes, and with the wall as a whole. Where there is little room only one of the two
 * stands here: the first once something is chosen.
 */
export function WallTools(props: Props) {
  const { round, clusters, chosen, shown, hidden, select, send, move, gathering, setGathering } = props;
  const { isRoundOpen, setRoundOpen } = props;
  const roundId = round.id;
  const t = useText(text);
  const { isLeading } = useLead();
  if (!isLeading) return null;
  const nobody = chosen.length === 0;
  const count = chosen.length;
  const nameOf = (cluster: RoomCluster) => cluster.name || t("wall.noName");
  return (
    <div
      className={styles.tools}
      role="toolbar"
      aria-label={t("wall.tools")}
      data-chosen={nobody ? undefined : ""}
    >
      {!nobody && <span className={styles.toolsCount}>{t("wall.chosen", { count })}</span>}
      <span data-wall-move data-of="chosen" className={styles.toolMenu}>
        <Menu
          label={t("wall.move")}
          trigger={
            <Tool short={t("tool.move")} icon={<FolderInput aria-hidden />} isDisabled={nobody}>
              {t("wall.move")}
            </Tool>
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
      <Tool short={t("tool.cluster")} icon={<Group aria-hidden />} onPress={() => setGathering("")}>
        {t(nobody ? "wall.addCluster" : "wall.gather")}
      </Tool>
      <Tool
        of="chosen"
        short={t("tool.merge")}
        icon={<Layers aria-hidden />}
        isDisabled={count < 2}
        onPress={() => {
          const [into] = chosen;
          send({ type: "wall.mergeNotes", noteIds: chosen.slice(1), into: into! });
          select([]);
        }}
      >
        {t("wall.mergeNotes")}
      </Tool>
      <Tool
        of="chosen"
        short={t("note.hide")}
        icon={<EyeOff aria-hidden />}
        isDisabled={nobody}
        onPress={() => {
          send({ type: "wall.hide", noteIds: chosen, isHidden: true });
          select([]);
        }}
      >
        {t("note.hide")}
      </Tool>
      {count === 1 && <SplitNote noteId={chosen[0]!} send={send} done={() => select([])} />}
      <SuggestClusters roundId={roundId} send={send} />
      <AddPhoto roundId={roundId} />
      <PaperNotes roundId={roundId} clusters={clusters} send={send} />
      <Tool
        variant="quiet"
        short={t(nobody ? "tool.all" : "tool.none")}
        icon={nobody ? <CheckCheck aria-hidden /> : <X aria-hidden />}
        onPress={() => select(nobody ? shown : [])}
      >
        {t(nobody ? "wall.chooseAll" : "wall.chooseNone")}
      </Tool>
      {hidden.length > 0 && (
        <Tool
          of="wall"
          variant="quiet"
          short={t("tool.hidden", { count: hidden.length })}
          icon={<Eye aria-hidden />}
          onPress={() => send({ type: "wall.hide", noteIds: hidden.map(({ id }) => id), isHidden: false })}
        >
          {t("wall.showHidden", { count: hidden.length })}
        </Tool>
      )}
      <Tool
        of="wall"
        variant="quiet"
        short={t("tool.round")}
        icon={<SlidersHorizontal aria-hidden />}
        aria-expanded={isRoundOpen}
        aria-controls={isRoundOpen ? "wall-round" : undefined}
        onPress={() => setRoundOpen(!isRoundOpen)}
      >
        {[t(round.isOpen ? "round.open" : "round.closed"), t(`mode.${round.mode}`)].join(" · ")}
      </Tool>
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
