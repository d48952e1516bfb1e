import { useState } from "react";
import {
  Badge,
  Button,
  Card,
  Checkbox,
  EmptyState,
  Meter,
  Notice,
  TextField,
  useText,
} from "#design/index.ts";
import { newId } from "#platform/id.ts";
import { limits, type Mode } from "../../model/kinds.ts";
import { columnsOf, presentRound, stagesInOrder } from "../../model/reading.ts";
import type { Room, RoomRound, RoomVote, VoteOption } from "../../model/room.ts";
import styles from "../console.module.css";
import { ModeChoice, RoundBar } from "../roundBar.tsx";
import { text } from "../text.ts";
import { useLead, useSend, useStageName } from "../use.tsx";

/** Dots are advice: set up, run with live counts only, closed to show the totals, a second round among the tied. */
export function VotePanel() {
  const nameOf = useStageName();
  const { round, stage } = useLead();
  const [isNew, setNew] = useState(false);
  if (!round || isNew) return <Setup onOpened={() => setNew(false)} />;
  return (
    <Card title={nameOf(stage)}>
      <RoundBar />
      {round.isOpen ? <Running round={round} /> : <Results round={round} onNew={() => setNew(true)} />}
    </Card>
  );
}

/** Clusters as they are named, and the notes that belong to none. */
function optionsFrom(room: Room): VoteOption[] {
  const wall = stagesInOrder(room).findLast(({ kind }) => kind === "wall");
  const round = presentRound(room, wall);
  if (!round) return [];
  const { columns } = columnsOf(room, round.id);
  return columns.flatMap(({ cluster, notes }): VoteOption[] => {
    const noteIds = notes.flatMap(({ note, doubles }) => [note.id, ...doubles.map(({ id }) => id)]);
    if (cluster)
      return notes.length > 0
        ? [{ id: newId(), text: cluster.name || notes[0]!.note.text, clusterId: cluster.id, noteIds }]
        : [];
    return notes.map(({ note, doubles }) => ({
      ...{ id: newId(), text: note.text, clusterId: null },
      noteIds: [note.id, ...doubles.map(({ id }) => id)],
    }));
  });
}

const whole = (given: string, most: number): number | null => {
  const number = Number(given);
  return Number.isInteger(number) && number >= 1 && number <= most ? number : null;
};

function Setup({ onOpened }: { onOpened: () => void }) {
  const t = useText(text);
  const { room, stage, isLeading } = useLead();
  const [send, refused] = useSend();
  const [options, setOptions] = useState(() => optionsFrom(room));
  const [off, setOff] = useState<ReadonlySet<string>>(new Set());
  const [own, setOwn] = useState("");
  const [budget, setBudget] = useState("3");
  const [most, setMost] = useState("2");
  const [excludesOwn, setExcludesOwn] = useState(false);
  const [mode, setMode] = useState<Mode>("hidden");
  const picked = options.filter(({ id }) => !off.has(id));
  const dots = whole(budget, limits.budget);
  const perOption = whole(most, limits.budget);
  const isReady =
    picked.length >= 2 && picked.length <= limits.options && dots !== null && perOption !== null;
  if (!isLeading) return <EmptyState title={t("vote.notYet")} />;
  const number = t("vote.number", { count: limits.budget });
  return (
    <Card title={t("vote.setup")}>
      <p>{t("vote.setupText")}</p>
      <fieldset className={styles.options}>
        <legend>{t("vote.options", { count: picked.length })}</legend>
        {options.map((option) => (
          <Checkbox
            key={option.id}
            isSelected={!off.has(option.id)}
            onChange={(isOn) => {
              const next = new Set(off);
              if (isOn) next.delete(option.id);
              else next.add(option.id);
              setOff(next);
            }}
            description={
              option.noteIds.length > 1 ? t("vote.notes", { count: option.noteIds.length }) : undefined
            }
          >
            {option.text}
          </Checkbox>
        ))}
        {options.length === 0 && <p className={styles.soft}>{t("vote.noOptions")}</p>}
      </fieldset>
      <div className={styles.rowEnd}>
        <TextField label={t("vote.own")} value={own} onChange={setOwn} maxLength={limits.text} />
        <Button
          isDisabled={!own.trim()}
          onPress={() => {
            setOptions([...options, { id: newId(), text: own.trim(), clusterId: null, noteIds: [] }]);
            setOwn("");
          }}
        >
          {t("vote.addOwn")}
        </Button>
      </div>
      <div className={styles.rowEnd}>
        <TextField
          label={t("vote.budget")}
          type="number"
          isShort
          {...{ min: 1, max: limits.budget, value: budget, onChange: setBudget }}
          error={dots === null ? number : undefined}
        />
        <TextField
          label={t("vote.most")}
          type="number"
          isShort
          {...{ min: 1, max: limits.budget, value: most, onChange: setMost }}
          error={perOption === null ? number : undefined}
        />
      </div>
      <Checkbox isSelected={excludesOwn} onChange={setExcludesOwn}>
        {t("vote.excludesOwn")}
      </Checkbox>
      <ModeChoice what="vote" value={mode} onChange={setMode} />
      {refused}
      <div>
        <Button
          variant="primary"
          size="large"
          isDisabled={!isReady}
          onPress={() => {
            send({
              ...({ type: "vote.open", stageId: stage.id, roundId: newId(), mode, excludesOwn } as const),
              ...{ options: picked, budget: dots!, maxPerOption: Math.min(perOption!, dots!) },
            });
            onOpened();
          }}
        >
          {t("vote.open", { count: picked.length })}
        </Button>
        {picked.length < 2 && <p className={styles.soft}>{t("vote.tooFew")}</p>}
      </div>
    </Card>
  );
}

function Running({ round }: { round: RoomRound & { vote: RoomVote | null } }) {
  const t = useText(text);
  const { room, isLeading } = useLead();
  const [send, refused] = useSend();
  const vote = round.vote;
  if (!vote) return null;
  const seats = Object.keys(room.seats).length;
  return (
    <>
      <Notice>{t("vote.secret")}</Notice>
      <Meter label={t("vote.voted")} value={vote.voters} max={Math.max(seats, vote.voters)} />
      <Meter label={t("vote.outOfDots")} value={vote.outOfDots} max={Math.max(seats, vote.voters)} />
      <p>{t("vote.rules", { budget: vote.budget, most: vote.maxPerOption })}</p>
      {isLeading && (
        <div className={styles.rowOf}>
          <Button
            size="small"
            onPress={() =>
              send({
                ...({ type: "vote.budget", roundId: round.id, budget: vote.budget + 1 } as const),
                maxPerOption: vote.maxPerOption,
              })
            }
          >
            {t("vote.oneMore")}
          </Button>
          {vote.budget > 1 && (
            <Button
              size="small"
              onPress={() =>
                send({
                  ...({ type: "vote.budget", roundId: round.id, budget: vote.budget - 1 } as const),
                  maxPerOption: Math.min(vote.maxPerOption, vote.budget - 1),
                })
              }
            >
              {t("vote.oneLess")}
            </Button>
          )}
        </div>
      )}
      {refused}
      <ul className={styles.plain}>
        {vote.options.map((option) => (
          <li key={option.id}>{option.text}</li>
        ))}
      </ul>
    </>
  );
}

function Results({ round, onNew }: { round: RoomRound; onNew: () => void }) {
  const t = useText(text);
  const { isLeading } = useLead();
  const [send, refused] = useSend();
  const vote = round.vote;
  if (!vote?.results) return null;
  const top = Math.max(1, ...vote.results.map(({ dots }) => dots));
  const ties = Map.groupBy(
    vote.results.filter(({ isTied }) => isTied),
    ({ place }) => place,
  );
  return (
    <>
      {vote.secondOf && <Badge>{t("vote.second")}</Badge>}
      <ol className={styles.results}>
        {vote.results.map((result) => {
          const option = vote.options.find(({ id }) => id === result.optionId);
          return (
            <li key={result.optionId}>
              <span className={styles.place}>{t("vote.place", { place: result.place })}</span>
              <div className={styles.grow}>
                <Meter
                  label={
                    <>
                      {option?.text} {result.isTied && <Badge tone="notice">{t("vote.tied")}</Badge>}
                    </>
                  }
                  value={result.dots}
                  max={top}
                  valueLabel={t("vote.dots", { count: result.dots, voters: result.voters })}
                />
              </div>
            </li>
          );
        })}
      </ol>
      <p className={styles.soft}>{t("vote.advice")}</p>
      {isLeading && (
        <div className={styles.rowOf}>
          {[...ties].map(([place, tied]) => (
            <Button
              key={place}
              onPress={() =>
                send({
                  ...({ type: "vote.second", of: round.id, roundId: newId(), budget: 1 } as const),
                  optionIds: tied.map(({ optionId }) => optionId),
                })
              }
            >
              {t("vote.secondRound", { count: tied.length, place })}
            </Button>
          ))}
          <Button variant="quiet" onPress={onNew}>
            {t("vote.again")}
          </Button>
        </div>
      )}
      {refused}
    </>
  );
}
