import { useEffect, useRef, useState } from "react";
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
import { headsOf, outOf } from "../../model/heads.ts";
import { limits, type Mode } from "../../model/kinds.ts";
import { notesBehind, optionsOn } from "../../model/options.ts";
import type { RoomRound, RoomVote, VoteOption } from "../../model/room.ts";
import { InBar } from "../bar.tsx";
import styles from "../console.module.css";
import { Until, useUntil } from "../deadline.tsx";
import { ModeChoice, RoundBar } from "../roundBar.tsx";
import { text } from "../text.ts";
import { useLead, useSend, useStageName } from "../use.tsx";

/** Dots are advice: set up, run with live counts only, closed to show the totals, a second round among the tied. */
export function VotePanel() {
  const nameOf = useStageName();
  const { round, stage } = useLead();
  const [isNew, setNew] = useState(false);
  // Set up, under way and counted are three pages: each is read from its beginning.
  const page = isNew ? "setup" : `${round?.id} ${round?.isOpen}`;
  const shown = useRef(page);
  useEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    scrollTo({ top: 0 });
  }, [page]);
  if (!round || isNew) return <Setup onOpened={() => setNew(false)} />;
  return (
    <Card title={nameOf(stage)}>
      <RoundBar />
      {round.isOpen ? <Running round={round} /> : <Results round={round} onNew={() => setNew(true)} />}
    </Card>
  );
}

const whole = (given: string, most: number): number | null => {
  const number = Number(given);
  return Number.isInteger(number) && number >= 1 && number <= most ? number : null;
};

/** `isAhead`: opened before the room is there, with a deadline and the mails that go with it. */
export function Setup({ onOpened, isAhead }: { onOpened?: () => void; isAhead?: boolean }) {
  const t = useText(text);
  const until = useUntil({ tells: true, reminds: true });
  const { room, stage, isLeading } = useLead();
  const [send, refused] = useSend();
  const [options, setOptions] = useState<VoteOption[]>(() =>
    optionsOn(room).map((option) => ({ id: newId(), ...option })),
  );
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
    !(isAhead && (until.isMissing || until.isPast)) &&
    picked.length >= 2 &&
    picked.length <= limits.options &&
    dots !== null &&
    perOption !== null;
  if (!isLeading) return <EmptyState title={t("vote.notYet")} />;
  const behind = (option: VoteOption) =>
    notesBehind(room, option)
      .map((note) => note.text)
      .join(" · ") || undefined;
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
            description={behind(option)}
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
      {isAhead && <Until until={until} />}
      {refused}
      <SharedPhones />
      <InBar>
        {picked.length < 2 && <span className={styles.barHint}>{t("vote.tooFew")}</span>}
        <Button
          variant="primary"
          size="large"
          isDisabled={!isReady}
          onPress={() => {
            const roundId = newId();
            send({
              ...({ type: "vote.open", stageId: stage.id, roundId, mode, excludesOwn } as const),
              ...{ options: picked, budget: dots!, maxPerOption: Math.min(perOption!, dots!) },
            });
            if (isAhead && until.deadline) send({ type: "round.deadline", roundId, ...until.fields });
            onOpened?.();
          }}
        >
          {t("vote.open", { count: picked.length })}
        </Button>
      </InBar>
    </Card>
  );
}

/** Several people on one phone are one voice: said before it counts, to the leader here and to them on the phone. */
function SharedPhones() {
  const t = useText(text);
  const { room, snap } = useLead();
  const { shared } = headsOf(Object.values(room.seats), snap.presence);
  if (shared.length === 0) return null;
  const names = shared.map((seat) => seat.names.join(" & ")).join(", ");
  return <p className={styles.soft}>{t("vote.shared", { count: shared.length, names })}</p>;
}

function Running({ round }: { round: RoomRound & { vote: RoomVote | null } }) {
  const t = useText(text);
  const { room, isLeading, snap } = useLead();
  const [send, refused] = useSend();
  const vote = round.vote;
  if (!vote) return null;
  const answered = vote.voters + vote.abstained;
  const max = outOf(answered, headsOf(Object.values(room.seats), snap.presence));
  return (
    <>
      <Notice>{t("vote.secret")}</Notice>
      <Meter
        label={t("vote.voted")}
        value={answered}
        max={max}
        {...(vote.abstained > 0 && {
          valueLabel: t("vote.answered", { count: vote.voters, abstained: vote.abstained, of: max }),
        })}
      />
      <Meter label={t("vote.outOfDots")} value={vote.outOfDots} max={max} />
      <p>{t("vote.rules", { count: vote.budget, most: vote.maxPerOption })}</p>
      <SharedPhones />
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
          <li key={option.id}>
            <Option option={option} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** What is voted about, with the notes that it stands for. */
function Option({ option }: { option: VoteOption }) {
  const { room } = useLead();
  const behind = notesBehind(room, option);
  return (
    <>
      {option.text}
      {behind.length > 0 && (
        <span className={styles.behind}>{behind.map((note) => note.text).join(" · ")}</span>
      )}
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
                      {option && <Option option={option} />}{" "}
                      {result.isTied && <Badge tone="notice">{t("vote.tied")}</Badge>}
                    </>
                  }
                  value={result.dots}
                  max={top}
                  valueLabel={
                    result.dots > 0
                      ? t("vote.dots", { count: result.dots, voters: result.voters })
                      : t("vote.noDots")
                  }
                />
              </div>
            </li>
          );
        })}
      </ol>
      <p className={styles.soft}>
        {t("vote.advice")} {vote.abstained > 0 && t("vote.abstained", { count: vote.abstained })}
      </p>
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
          <Button
            onPress={() =>
              send({
                ...({
                  type: "vote.open",
                  stageId: round.stageId,
                  roundId: newId(),
                  mode: round.mode,
                } as const),
                ...{ budget: vote.budget, maxPerOption: vote.maxPerOption, excludesOwn: vote.excludesOwn },
                options: vote.options.map((option) => ({ ...option, id: newId() })),
              })
            }
          >
            {t("vote.sameAgain")}
          </Button>
          <Button variant="quiet" onPress={onNew}>
            {t("vote.again")}
          </Button>
        </div>
      )}
      {isLeading && <p className={styles.soft}>{t("vote.whyClosed")}</p>}
      {refused}
    </>
  );
}
