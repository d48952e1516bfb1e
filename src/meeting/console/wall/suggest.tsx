import { Sparkles } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { Dialog, Notice, Skeleton, SuggestedGroups, useText } from "#design/index.ts";
import { newId } from "#platform/id.ts";
import { type Closeness, suggestClusters, type Words } from "#platform/text/likeness.ts";
import { wordsOf } from "#platform/text/words.ts";
import { limits } from "../../model/kinds.ts";
import { columnsOf } from "../../model/reading.ts";
import type { Room } from "../../model/room.ts";
import { text } from "../text.ts";
import { useLead, type useSend } from "../use.tsx";
import { Tool } from "./tool.tsx";

type Send = ReturnType<typeof useSend>[0];
type Props = { roundId: string; send: Send };

/** What a suggestion is computed on: the notes that hang loose, and what the clusters there are hold. */
function basisOf(room: Room, roundId: string) {
  const { columns } = columnsOf(room, roundId);
  const loose = columns.flatMap(({ cluster, notes }) => (cluster ? [] : notes.map(({ note }) => note)));
  const known = columns.flatMap(({ cluster, notes }) =>
    cluster ? [{ id: cluster.id, name: cluster.name, texts: notes.map(({ note }) => note.text) }] : [],
  );
  return { loose, known };
}

/** Notes that say much the same, put together for her to take, change or leave. */
export function SuggestClusters({ roundId, send }: Props) {
  const t = useText(text);
  const { room } = useLead();
  const isEmpty = basisOf(room, roundId).loose.length < 2;
  return (
    <Dialog
      title={t("suggest.title")}
      size="large"
      isKept
      trigger={
        <Tool of="wall" short={t("tool.suggest")} icon={<Sparkles aria-hidden />} isDisabled={isEmpty}>
          {t("suggest.open")}
        </Tool>
      }
    >
      {({ close }) => <Suggestion roundId={roundId} send={send} close={close} />}
    </Dialog>
  );
}

function Suggestion({ roundId, send, close }: Props & { close: () => void }) {
  const t = useText(text);
  const { room, meeting } = useLead();
  const [words, setWords] = useState<Words | null>(null);
  const [how, setHow] = useState<Closeness>("middle");
  // As the wall hung when it was computed: others may move notes meanwhile.
  const [basis, setBasis] = useState(() => basisOf(room, roundId));
  const [isStale, setStale] = useState(false);
  useEffect(() => void wordsOf(meeting.locale).then((loaded) => setWords(() => loaded)), [meeting.locale]);
  const suggested = useMemo(
    () => words && suggestClusters(basis.loose, basis.known, words, how),
    [words, basis, how],
  );
  if (!suggested) return <Skeleton lines={5} />;
  const texts = new Map(basis.loose.map((note) => [note.id, note.text]));
  return (
    <SuggestedGroups
      suggested={suggested}
      texts={texts}
      how={how}
      onHow={setHow}
      longestName={limits.name}
      notice={isStale && <Notice tone="notice">{t("suggest.stale")}</Notice>}
      words={{
        about: t("suggest.text"),
        how: t("suggest.size"),
        ...{ loose: t("suggest.loose"), middle: t("suggest.middle"), close: t("suggest.close") },
        use: (name) => t("suggest.use", { name: name || t("wall.noName") }),
        into: (name) => t("suggest.into", { name: name || t("wall.noName") }),
        name: t("suggest.name"),
        unnamed: (number) => t("suggest.unnamed", { number }),
        move: (note) => t("suggest.move", { note }),
        nowhere: t("suggest.nowhere"),
        none: t("suggest.none"),
        apply: (count) => t("suggest.apply", { count }),
        left: (count) => t("suggest.left", { count }),
      }}
      onTake={(taken) => {
        const clusters = taken.map(({ clusterId, ...rest }) => ({
          clusterId: clusterId ?? newId(),
          ...rest,
        }));
        const now = basisOf(room, roundId);
        const isLoose = new Set(now.loose.map(({ id }) => id));
        const stillHolds = clusters.every(({ noteIds }) => noteIds.every((id) => isLoose.has(id)));
        if (!stillHolds) {
          setBasis(now);
          setStale(true);
          return;
        }
        send({ type: "wall.arrange", roundId, clusters });
        close();
      }}
    />
  );
}
