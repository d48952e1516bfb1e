import { useState } from "react";
import { bareSituation } from "#behaviour/model.ts";
import { Button, Card, EmptyState, Form, Notice, Select, TextArea, useText } from "#design/index.ts";
import { newId } from "#platform/id.ts";
import { limits } from "../../model/kinds.ts";
import { decisionsOf, presentRound, stagesInOrder } from "../../model/reading.ts";
import type { Room, RoomBackground, VoteOption } from "../../model/room.ts";
import { saysSomething } from "../../model/wording.ts";
import styles from "../console.module.css";
import { DecisionCard } from "../decisionCard.tsx";
import { RoundBar } from "../roundBar.tsx";
import { text } from "../text.ts";
import { useLead, useSend } from "../use.tsx";

type Candidate = VoteOption & { dots: number; voters: number };

/** What was voted for, the most dots first; those of a second round before the others of the first. */
function candidatesOf(room: Room): Candidate[] {
  const rounds = stagesInOrder(room)
    .filter(({ kind }) => kind === "vote")
    .flatMap(({ roundIds }) => roundIds.flatMap((id) => room.rounds[id] ?? []));
  const found: Candidate[] = [];
  let round = rounds.findLast(({ vote }) => vote?.results);
  while (round?.vote) {
    for (const { optionId, dots, voters } of round.vote.results ?? []) {
      const option = round.vote.options.find(({ id }) => id === optionId);
      if (option && !found.some(({ id }) => id === optionId)) found.push({ ...option, dots, voters });
    }
    round = room.rounds[round.vote.secondOf ?? ""];
  }
  return found;
}

/** Deciding is an act of its own: worded as "We …", tied to a value, asked whether all can live with it, decided. */
export function DecisionPanel() {
  const t = useText(text);
  const { room, stage, isLeading, round } = useLead();
  const [send, refused] = useSend();
  const decisions = decisionsOf(room);
  const candidates = candidatesOf(room).filter(
    ({ id }) => !decisions.some(({ optionId }) => optionId === id),
  );
  const promises = Object.values(room.background).filter(
    ({ kind, act }) =>
      (kind === "leadersOwn" || kind === "pointedTo") && !decisions.some((each) => each.act === act),
  );
  const propose = (option: VoteOption, isVoted: boolean) => {
    const notes = option.noteIds.flatMap((id) => room.notes[id] ?? []);
    const first = notes[0];
    const decisionId = newId();
    send({
      ...({ type: "decision.propose", decisionId, act: option.text } as const),
      situation: first?.situation ?? "",
      valueId: first?.valueId ?? null,
      facets: Object.fromEntries(
        Object.entries(first?.facets ?? {}).flatMap(([key, facet]) => (facet ? [[key, facet.text]] : [])),
      ),
      ...{
        noteIds: option.noteIds,
        clusterId: option.clusterId,
        optionId: isVoted ? option.id : null,
      },
    });
    // Facets travel as texts alone: the names that groups gave their own follow.
    const labels = Object.entries(first?.facets ?? {}).flatMap(([key, facet]) =>
      facet?.label ? [{ field: `label.${key}`, was: "", value: facet.label }] : [],
    );
    if (labels.length > 0) send({ type: "decision.change", decisionId, changes: labels });
  };
  const promise = ({ kind, act, situation, valueId }: RoomBackground) => {
    const decisionId = newId();
    send({
      ...({ type: "decision.propose", decisionId, act, situation, valueId } as const),
      ...{ noteIds: [], clusterId: null, optionId: null },
    });
    if (kind === "leadersOwn") send({ type: "decision.set", decisionId, isLeaders: true });
  };
  return (
    <>
      <Card title={t("decision.title")}>
        <p>{t("decision.text")}</p>
        <RoundBar />
        {round && !round.isRevealed && decisions.some(({ concerns }) => concerns > 0) && isLeading && (
          <Notice>
            <div className={styles.noticeRow}>
              <span>{t("decision.reasonsHidden")}</span>
              <Button size="small" onPress={() => send({ type: "round.reveal", roundId: round.id })}>
                {t("decision.showReasons")}
              </Button>
            </div>
          </Notice>
        )}
        {refused}
        {decisions.length === 0 && (
          <EmptyState title={t("decision.none")}>{t("decision.noneText")}</EmptyState>
        )}
      </Card>
      {decisions.map((decision) => (
        <DecisionCard key={decision.id} decision={decision} />
      ))}
      {isLeading && (
        <Card title={t("decision.add")} tone="sunken">
          {candidates.length > 0 && (
            <ul className={styles.plain}>
              {candidates.map((option) => (
                <li key={option.id} className={styles.rowApart}>
                  <span className={styles.grow}>
                    {option.text}{" "}
                    <span className={styles.soft}>
                      {t("vote.dots", { count: option.dots, voters: option.voters })}
                    </span>
                  </span>
                  <Button size="small" onPress={() => propose(option, true)}>
                    {t("decision.word")}
                    <span className="unseen">: {option.text}</span>
                  </Button>
                </li>
              ))}
            </ul>
          )}
          {promises.map((each) => (
            <div key={each.id} className={styles.rowApart}>
              <span className={styles.grow}>
                <span className={styles.soft}>{t(`background.${each.kind}`)} </span>
                {each.situation && t("note.when", { situation: bareSituation(each.situation) })} {each.act}
              </span>
              <Button size="small" onPress={() => promise(each)}>
                {t("decision.word")}
                <span className="unseen">: {each.act}</span>
              </Button>
            </div>
          ))}
          <WordIt options={clusterOptions(room)} propose={(option) => propose(option, false)} />
        </Card>
      )}
      {stage.roundIds.length === 0 && <Notice tone="notice">{t("decision.notOpen")}</Notice>}
    </>
  );
}

function clusterOptions(room: Room): VoteOption[] {
  const wall = presentRound(
    room,
    stagesInOrder(room).findLast(({ kind }) => kind === "wall"),
  );
  return Object.values(room.clusters)
    .filter(({ roundId, name }) => roundId === wall?.id && name)
    .map(({ id, name }) => ({
      ...{ id, text: name, clusterId: id },
      noteIds: Object.values(room.notes).flatMap((note) => (note.clusterId === id ? [note.id] : [])),
    }));
}

/** Without a vote, or beside it: out of a cluster, or out of nothing. */
function WordIt({ options, propose }: { options: VoteOption[]; propose: (option: VoteOption) => void }) {
  const t = useText(text);
  const [chosen, setChosen] = useState("");
  const [act, setAct] = useState("");
  const [isTried, setTried] = useState(false);
  const option = options.find(({ id }) => id === chosen);
  const word = () => {
    setTried(true);
    if (!saysSomething(act)) return;
    propose({ id: "", clusterId: null, noteIds: [], ...option, text: act.trim() });
    setAct("");
    setChosen("");
    setTried(false);
  };
  return (
    <Form onSubmit={word} actions={<Button type="submit">{t("decision.own")}</Button>}>
      {options.length > 0 && (
        <Select
          label={t("decision.fromCluster")}
          placeholder={t("wall.loose")}
          value={chosen}
          onChange={(id) => {
            setChosen(id);
            const name = options.find((each) => each.id === id)?.text;
            // Its name is a beginning; what she has written herself stays.
            if (name && !saysSomething(act)) setAct(name);
          }}
          options={options.map(({ id, text: name }) => ({ value: id, label: name }))}
        />
      )}
      <TextArea
        label={t("decision.ownWords")}
        description={t("decision.ownHint")}
        error={isTried && !saysSomething(act) ? t("decision.actEmpty") : undefined}
        value={act}
        onChange={(words) => {
          setAct(words);
          setTried(false);
        }}
        maxLength={limits.text}
        rows={2}
      />
    </Form>
  );
}
