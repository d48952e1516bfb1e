import { EyeOff, FolderInput, Group, Layers, SplitSquareVertical, StickyNote } from "lucide-react";
import { useState } from "react";
import { Button, Dialog, Form, Menu, Select, TextArea, TextField, useText } from "#design/index.ts";
import { newId } from "#platform/id.ts";
import { limits } from "../../model/kinds.ts";
import type { RoomCluster, RoomNote } from "../../model/room.ts";
import styles from "../console.module.css";
import { text } from "../text.ts";
import { useLead, type useSend } from "../use.tsx";
import { SuggestClusters } from "./suggest.tsx";

type Props = {
  roundId: string;
  clusters: RoomCluster[];
  chosen: string[];
  shown: string[];
  hidden: RoomNote[];
  select: (ids: string[]) => void;
  send: ReturnType<typeof useSend>[0];
  move: (noteIds: string[], clusterId: string | null) => void;
};

/** What can be done with the chosen notes, and with the wall as a whole. Stays in sight while the wall is walked. */
export function WallTools({ roundId, clusters, chosen, shown, hidden, select, send, move }: Props) {
  const t = useText(text);
  const { isLeading } = useLead();
  const [gathering, setGathering] = useState<string | null>(null);
  if (!isLeading) return null;
  const nobody = chosen.length === 0;
  const count = chosen.length;
  const nameOf = (cluster: RoomCluster) => cluster.name || t("wall.noName");
  return (
    <div className={styles.tools} role="toolbar" aria-label={t("wall.tools")}>
      <span className={styles.toolsCount}>{t("wall.chosen", { count })}</span>
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

/** One note that says several things: a line for each of them. */
function SplitNote({ noteId, send, done }: { noteId: string; send: Props["send"]; done: () => void }) {
  const t = useText(text);
  const { room } = useLead();
  const was = room.notes[noteId]?.text ?? "";
  return (
    <Dialog
      title={t("wall.split")}
      isKept
      trigger={
        <Button size="small" icon={<SplitSquareVertical aria-hidden />}>
          {t("wall.split")}
        </Button>
      }
    >
      {({ close }) => (
        <SplitForm
          was={was}
          split={(texts) => {
            const noteIds = texts.slice(1).map(() => newId());
            send({ type: "wall.split", noteId, was, texts, noteIds });
            close();
            done();
          }}
        />
      )}
    </Dialog>
  );
}

/** Sentences are the most likely parts; she puts the lines as they should be. */
const inSentences = (words: string): string => words.replaceAll(/([.!?;])\s+/g, "$1\n");

function SplitForm({ was, split }: { was: string; split: (texts: string[]) => void }) {
  const t = useText(text);
  const [content, setContent] = useState(() => inSentences(was));
  const lines = content.split("\n").flatMap((line) => line.trim() || []);
  const error = lines.length > limits.parts ? t("paper.tooMany", { count: limits.parts }) : undefined;
  return (
    <Form
      onSubmit={() => {
        if (lines.length > 1 && !error) split(lines);
      }}
      actions={
        <Button type="submit" variant="primary" isDisabled={lines.length < 2 || Boolean(error)}>
          {t("wall.splitDo", { count: lines.length })}
        </Button>
      }
    >
      <TextArea
        label={t("wall.splitLabel")}
        description={t("wall.splitHint")}
        error={error}
        value={content}
        onChange={setContent}
        rows={6}
        autoFocus
      />
    </Form>
  );
}

/** Sticky notes of paper: one line each, typed or pasted. */
function PaperNotes({ roundId, clusters, send }: Pick<Props, "roundId" | "clusters" | "send">) {
  const t = useText(text);
  const [content, setContent] = useState("");
  const [clusterId, setCluster] = useState("");
  const lines = content.split("\n").flatMap((line) => line.trim() || []);
  const tooLong = lines.find((line) => line.length > limits.text);
  const error =
    lines.length > limits.pasted
      ? t("paper.tooMany", { count: limits.pasted })
      : tooLong && t("paper.tooLong", { count: limits.text });
  return (
    <Dialog
      title={t("paper.title")}
      isKept
      trigger={
        <Button size="small" icon={<StickyNote aria-hidden />}>
          {t("paper.open")}
        </Button>
      }
    >
      {({ close }) => (
        <Form
          onSubmit={() => {
            if (error || lines.length === 0) return;
            send({
              ...({ type: "wall.paste", roundId, clusterId: clusterId || null } as const),
              notes: lines.map((line) => ({ noteId: newId(), text: line })),
            });
            setContent("");
            close();
          }}
          actions={
            <Button type="submit" variant="primary" isDisabled={lines.length === 0 || Boolean(error)}>
              {t("paper.add", { count: lines.length })}
            </Button>
          }
        >
          <TextArea
            label={t("paper.label")}
            description={t("paper.hint")}
            error={error}
            value={content}
            onChange={setContent}
            rows={8}
            autoFocus
          />
          <Select
            label={t("paper.where")}
            placeholder={t("wall.loose")}
            value={clusterId}
            onChange={setCluster}
            options={clusters.map(({ id, name }) => ({ value: id, label: name || t("wall.noName") }))}
          />
        </Form>
      )}
    </Dialog>
  );
}
