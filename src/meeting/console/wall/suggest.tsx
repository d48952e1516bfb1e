import { FolderInput, Sparkles } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import {
  Button,
  Checkbox,
  Dialog,
  EmptyState,
  Form,
  Menu,
  Notice,
  RadioGroup,
  Skeleton,
  TextField,
  useText,
} from "#design/index.ts";
import { newId } from "#platform/id.ts";
import {
  type Closeness,
  closeness,
  type Suggested,
  suggestClusters,
  type Words,
} from "#platform/text/likeness.ts";
import { wordsOf } from "#platform/text/words.ts";
import { limits } from "../../model/kinds.ts";
import { columnsOf } from "../../model/reading.ts";
import type { Room } from "../../model/room.ts";
import { text } from "../text.ts";
import { useLead, type useSend } from "../use.tsx";
import styles from "./suggest.module.css";
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
    <div className={styles.suggestion}>
      <p>{t("suggest.text")}</p>
      <RadioGroup
        label={t("suggest.size")}
        layout="row"
        value={how}
        onChange={setHow}
        options={(Object.keys(closeness) as Closeness[]).map((value) => ({
          value,
          label: t(`suggest.${value}`),
        }))}
      />
      {isStale && <Notice tone="notice">{t("suggest.stale")}</Notice>}
      <Picks
        key={`${how} ${texts.size} ${suggested.clusters.length}`}
        suggested={suggested}
        texts={texts}
        take={(clusters) => {
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
    </div>
  );
}

type Taken = { clusterId: string; name: string; noteIds: string[] };

function Picks({
  suggested,
  texts,
  take,
}: {
  suggested: Suggested;
  texts: ReadonlyMap<string, string>;
  take: (clusters: Taken[]) => void;
}) {
  const t = useText(text);
  const [picks, setPicks] = useState(() => suggested.clusters.map((each) => ({ ...each, isUsed: true })));
  const change = (place: number, fields: Partial<(typeof picks)[number]>) =>
    setPicks(picks.map((pick, at) => (at === place ? { ...pick, ...fields } : pick)));
  const calledAt = (at: number) => picks[at]!.name || t("suggest.unnamed", { number: at + 1 });
  const moveNote = (id: string, from: number, to: number | null) =>
    setPicks(
      picks.map((pick, at) => {
        if (at === from) return { ...pick, noteIds: pick.noteIds.filter((other) => other !== id) };
        return at === to ? { ...pick, noteIds: [...pick.noteIds, id] } : pick;
      }),
    );
  const taken = picks.filter(({ isUsed, noteIds }) => isUsed && noteIds.length > 0);
  if (picks.length === 0) return <EmptyState title={t("suggest.none")} />;
  return (
    <Form
      onSubmit={() => {
        if (taken.length > 0)
          take(
            taken.map(({ clusterId, name, noteIds }) => ({
              clusterId: clusterId ?? newId(),
              name: name.trim(),
              noteIds,
            })),
          );
      }}
      actions={
        <Button type="submit" variant="primary" isDisabled={taken.length === 0}>
          {t("suggest.apply", { count: taken.length })}
        </Button>
      }
    >
      <ul className={styles.picks}>
        {picks.map(({ clusterId, name, noteIds, isUsed }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a suggestion's clusters have no other name than their place
          <li key={place} className={styles.pick} data-is-used={isUsed}>
            <Checkbox isSelected={isUsed} onChange={(next) => change(place, { isUsed: next })}>
              {t(clusterId ? "suggest.into" : "suggest.use", { name: name || t("wall.noName") })}
            </Checkbox>
            {!clusterId && isUsed && (
              <TextField
                label={t("suggest.name")}
                value={name}
                onChange={(next) => change(place, { name: next })}
                maxLength={limits.name}
              />
            )}
            <ul className={styles.notes}>
              {noteIds.map((id) => (
                <li key={id} className={styles.note}>
                  <span>{texts.get(id)}</span>
                  {isUsed && (
                    <Menu
                      label={t("suggest.move", { note: texts.get(id) ?? "" })}
                      trigger={
                        <Button
                          size="small"
                          variant="quiet"
                          icon={<FolderInput aria-hidden />}
                          aria-label={t("suggest.move", { note: texts.get(id) ?? "" })}
                        />
                      }
                      items={[
                        ...picks.flatMap((other, at) =>
                          at !== place && other.isUsed
                            ? [{ id: `${at}`, label: calledAt(at), onAction: () => moveNote(id, place, at) }]
                            : [],
                        ),
                        {
                          id: "none",
                          label: t("suggest.nowhere"),
                          onAction: () => moveNote(id, place, null),
                        },
                      ]}
                    />
                  )}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {suggested.alone.length > 0 && (
        <p className={styles.soft}>{t("suggest.left", { count: suggested.alone.length })}</p>
      )}
    </Form>
  );
}
