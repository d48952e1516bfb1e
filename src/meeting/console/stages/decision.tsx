import { Button, Card, EmptyState, Notice, useText } from "#design/index.ts";
import { headsOf } from "../../model/heads.ts";
import { notesBehind, optionsOn } from "../../model/options.ts";
import { decisionsOf, stagesInOrder } from "../../model/reading.ts";
import type { Room, RoomBackground, VoteOption } from "../../model/room.ts";
import { type Counted, type Standing, standingsOf } from "../../model/standing.ts";
import { InBar } from "../bar.tsx";
import styles from "../console.module.css";
import { DecisionCard } from "../decisionCard.tsx";
import { NewWording } from "../newWording.tsx";
import { RoundBar } from "../roundBar.tsx";
import { text } from "../text.ts";
import { useDraft, useLead, When } from "../use.tsx";
import { type NewWording as Draft, formulated, newPlace, underWay, wordsOf } from "../words.ts";

type Option = Pick<VoteOption, "text" | "clusterId" | "noteIds">;

/** What has been voted about and is not worded yet, best first. */
function candidatesOf(room: Room): Standing[] {
  const rounds = stagesInOrder(room)
    .filter(({ kind }) => kind === "vote")
    .flatMap(({ roundIds }) => roundIds.flatMap((id) => room.rounds[id] ?? []));
  const worded = new Set(decisionsOf(room).map(({ optionId }) => optionId));
  return standingsOf(rounds).filter(({ option }) => !worded.has(option.id));
}

/** What hangs on the wall besides: clusters first. */
function othersOf(room: Room, voted: Standing[]): Option[] {
  const taken = [...decisionsOf(room), ...voted.map(({ option }) => option)].flatMap(
    ({ noteIds }) => noteIds,
  );
  return optionsOn(room)
    .filter(({ noteIds }) => !noteIds.some((id) => taken.includes(id)))
    .sort((a, b) => Number(a.clusterId === null) - Number(b.clusterId === null));
}

/** Deciding is an act of its own: worded as "We …", tied to a value, asked whether all can live with it, decided. */
export function DecisionPanel() {
  const t = useText(text);
  const { room, stage, isLeading, snap } = useLead();
  const decisions = decisionsOf(room);
  const current = isLeading ? underWay(room, snap.drafts) : null;
  const shared = headsOf(Object.values(room.seats), snap.presence).shared.length;
  return (
    <>
      {current === "new" && <NewWording />}
      <Card title={t("decision.title")}>
        <p>{t("decision.text")}</p>
        <RoundBar />
        {shared > 0 && <p className={styles.soft}>{t("decision.shared", { count: shared })}</p>}
        {decisions.length === 0 && !isLeading && <EmptyState title={t("decision.none")} />}
      </Card>
      {decisions.map((decision) => (
        <DecisionCard key={decision.id} decision={decision} isFirst={current === decision.id} />
      ))}
      {isLeading && current !== "new" && <Formulate isNext={decisions.length === 0 && !current} />}
      {stage.roundIds.length === 0 && <Notice tone="notice">{t("decision.notOpen")}</Notice>}
    </>
  );
}

/** What a sentence can grow out of. Taking one opens it for her alone: the room sees it when she shows it. */
function Formulate({ isNext }: { isNext: boolean }) {
  const t = useText(text);
  const { room } = useLead();
  const [, keep] = useDraft<Draft>(newPlace);
  const decisions = decisionsOf(room);
  const candidates = candidatesOf(room);
  const others = othersOf(room, candidates);
  const promises = Object.values(room.background).filter(
    ({ kind, act }) =>
      (kind === "leadersOwn" || kind === "pointedTo") && !decisions.some((each) => each.act === act),
  );
  const nothing: Option = { text: "", clusterId: null, noteIds: [] };
  const promise = ({ kind, ...words }: RoomBackground) =>
    keep({
      ...{ words: wordsOf({ ...words, facets: {} }), labels: {}, option: nothing, optionId: null },
      isLeaders: kind === "leadersOwn",
    });
  const first = candidates[0];
  const fromWall = (
    <ul className={styles.plain}>
      {others.map((option) => (
        <Source
          key={option.clusterId ?? option.noteIds[0]}
          option={option}
          onWord={() => keep(formulated(room, option, null))}
        />
      ))}
    </ul>
  );
  return (
    <Card title={t("decision.add")} tone="sunken">
      {candidates.length === 0 && others.length === 0 && promises.length === 0 && (
        <p className={styles.soft}>{t("decision.noneText")}</p>
      )}
      {candidates.length > 0 && (
        <ul className={styles.plain}>
          {candidates.map(({ option, rounds }) => (
            <Source
              key={option.id}
              option={option}
              rounds={rounds}
              onWord={() => keep(formulated(room, option, option.id))}
            />
          ))}
        </ul>
      )}
      {promises.map((each) => (
        <div key={each.id} className={styles.rowApart}>
          <span className={styles.grow}>
            <span className={styles.soft}>{t(`background.${each.kind}`)} </span>
            {each.situation && (
              <>
                <When situation={each.situation} />,{" "}
              </>
            )}
            {each.act}
          </span>
          <Button size="small" onPress={() => promise(each)}>
            {t("decision.word")}
            <span className="unseen">: {each.act}</span>
          </Button>
        </div>
      ))}
      {candidates.length === 0 && fromWall}
      {candidates.length > 0 && others.length > 0 && (
        <details>
          <summary>{t("decision.others", { count: others.length })}</summary>
          {fromWall}
        </details>
      )}
      <div>
        <Button onPress={() => keep(formulated(room, nothing, null))}>{t("decision.own")}</Button>
      </div>
      {isNext && (
        <InBar>
          <span className={styles.barHint}>{first ? first.option.text : t("act.none.decision")}</span>
          <Button
            variant="primary"
            size="large"
            onPress={() => keep(formulated(room, first?.option ?? nothing, first?.option.id ?? null))}
          >
            {t("act.word")}
          </Button>
        </InBar>
      )}
    </Card>
  );
}

function Source({ option, rounds = [], onWord }: { option: Option; rounds?: Counted[]; onWord: () => void }) {
  const t = useText(text);
  const { room } = useLead();
  const behind = notesBehind(room, option);
  const [first, ...again] = rounds;
  const got = ({ dots, voters }: Counted) =>
    dots > 0 ? t("vote.dots", { count: dots, voters }) : t("vote.noDots");
  return (
    <li className={styles.rowApart}>
      <span className={styles.grow}>
        <strong>{option.text}</strong>{" "}
        <span className={styles.soft}>
          {[first && got(first), ...again.map((round) => t("vote.inSecond", { result: got(round) }))]
            .filter(Boolean)
            .join(" · ")}
        </span>
        {behind.length > 0 && (
          <span className={styles.behind}>{behind.map((note) => note.text).join(" · ")}</span>
        )}
      </span>
      <Button size="small" onPress={onWord}>
        {t("decision.word")}
        <span className="unseen">: {option.text}</span>
      </Button>
    </li>
  );
}
