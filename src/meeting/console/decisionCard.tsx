import { CheckCheck } from "lucide-react";
import { useState } from "react";
import { bareSituation } from "#behaviour/model.ts";
import {
  Badge,
  Button,
  Card,
  Checkbox,
  DateField,
  Form,
  Select,
  TextArea,
  useFormat,
  useText,
  ValueMark,
} from "#design/index.ts";
import type { FieldChange } from "../model/command.ts";
import { type FacetKey, facetKeys, limits } from "../model/kinds.ts";
import { peopleIn } from "../model/reading.ts";
import type { RoomDecision } from "../model/room.ts";
import { lacksOf, saysSomething } from "../model/wording.ts";
import styles from "./console.module.css";
import { DecideButton } from "./decideButton.tsx";
import { FacetList, facetText } from "./noteCard.tsx";
import { text } from "./text.ts";
import { useLead, useSend } from "./use.tsx";

/** One behaviour on its way to being decided, with what people say to it. */
export function DecisionCard({ decision }: { decision: RoomDecision }) {
  const t = useText(text);
  const format = useFormat();
  const { room, isLeading, meeting } = useLead();
  const [send, refused] = useSend();
  const [isEditing, setEditing] = useState(false);
  const value = decision.valueId ? room.values[decision.valueId] : undefined;
  const isDecided = decision.decidedAt !== null;
  const id = decision.id;
  const lacks = lacksOf(
    { answers: decision.yes + decision.concerns, valueId: decision.valueId },
    { people: peopleIn(room).length, values: Object.keys(room.values).length },
  );
  const earlier = Object.values(room.background).filter(({ kind }) => kind === "decided");
  return (
    <Card
      level={3}
      title={
        isDecided ? (
          <Badge tone="good" icon={<CheckCheck aria-hidden />}>
            {t("decision.decided", { at: format.time(decision.decidedAt!, { timeZone: meeting.timeZone }) })}
          </Badge>
        ) : (
          <Badge tone="notice">{t("decision.open")}</Badge>
        )
      }
    >
      {isEditing && !isDecided ? (
        <Wording decision={decision} onDone={() => setEditing(false)} />
      ) : (
        <div className={styles.stack}>
          {decision.situation && (
            <p className={styles.situation}>
              {t("note.when", { situation: bareSituation(decision.situation) })}
            </p>
          )}
          <p className={styles.decided}>{decision.act}</p>
          {value && <ValueMark value={value} size="small" />}
          <FacetList facets={decision.facets} />
        </div>
      )}
      <div className={styles.rowOf}>
        <Badge tone="good">{t("decision.yes", { count: decision.yes })}</Badge>
        <Badge tone={decision.concerns > 0 ? "notice" : "neutral"}>
          {t("decision.concerns", { count: decision.concerns })}
        </Badge>
        {decision.reopened > 0 && <Badge>{t("decision.reopened", { count: decision.reopened })}</Badge>}
        {decision.isLeaders && <Badge tone="accent">{t("decision.leaders")}</Badge>}
      </div>
      {decision.reasons && decision.reasons.length > 0 && (
        <ul className={styles.plain}>
          {decision.reasons.map(({ reason, author }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: reasons have no id, so that none tells whose it is
            <li key={place}>
              “{reason}” {author && <span className={styles.soft}>– {author}</span>}
            </li>
          ))}
        </ul>
      )}
      {isLeading && (
        <>
          <div className={styles.rowEnd}>
            <DateField
              label={t("decision.reviewOn")}
              isOptional
              value={decision.reviewOn ?? ""}
              onChange={(reviewOn) =>
                send({ type: "decision.set", decisionId: id, reviewOn: reviewOn || null })
              }
            />
            {earlier.length > 0 && (
              <Select
                label={t("decision.replaces")}
                placeholder={t("decision.replacesNone")}
                value={decision.replaces}
                onChange={(replaces) =>
                  send({ type: "decision.set", decisionId: id, replaces: replaces || null })
                }
                options={earlier.map((each) => ({ value: each.id, label: each.act }))}
              />
            )}
            <Checkbox
              isSelected={decision.isLeaders}
              onChange={(isLeaders) => send({ type: "decision.set", decisionId: id, isLeaders })}
            >
              {t("decision.isLeaders")}
            </Checkbox>
          </div>
          <div className={styles.rowOf}>
            {isDecided ? (
              <Button onPress={() => send({ type: "decision.reopen", decisionId: id })}>
                {t("decision.reopen")}
              </Button>
            ) : (
              <>
                {!isEditing && <Button onPress={() => setEditing(true)}>{t("decision.edit")}</Button>}
                <DecideButton decisionId={id} lacks={lacks} send={send} />
                <Button variant="quiet" onPress={() => send({ type: "decision.drop", decisionId: id })}>
                  {t("decision.drop")}
                </Button>
              </>
            )}
          </div>
        </>
      )}
      {refused}
    </Card>
  );
}

/** The usual facets, and those of the leader's own that it has. */
const facetsOf = (decision: RoomDecision): FacetKey[] => [
  ...facetKeys,
  ...Object.keys(decision.facets).filter((key): key is `own${number}` => /^own[1-9]$/.test(key)),
];
type Draft = Record<string, string>;
const draftOf = (decision: RoomDecision): Draft => ({
  ...{ situation: decision.situation, act: decision.act, valueId: decision.valueId ?? "" },
  ...Object.fromEntries(facetsOf(decision).map((key) => [`facet.${key}`, decision.facets[key]?.text ?? ""])),
});

/** Worded together. What she wrote stays when somebody else has written there meanwhile. */
function Wording({ decision, onDone }: { decision: RoomDecision; onDone: () => void }) {
  const t = useText(text);
  const { room, snap } = useLead();
  const [send, refused] = useSend();
  const [was, setWas] = useState(() => draftOf(decision));
  const [draft, setDraft] = useState(was);
  const [sent, setSent] = useState<string | null>(null);
  const isWaiting = sent !== null && snap.waiting.some(({ id }) => id === sent);
  const isRefused = sent !== null && Boolean(snap.refusals[sent]);
  if (sent !== null && !isWaiting && !isRefused) {
    // Committed: what stands there now is what she wrote.
    queueMicrotask(onDone);
  }
  const set = (field: string) => (value: string) => setDraft({ ...draft, [field]: value });
  const save = () => {
    // After a refusal she has seen what stands there now, above her own words.
    const before = isRefused ? draftOf(decision) : was;
    if (isRefused) setWas(before);
    const changes: FieldChange[] = Object.entries(draft)
      .map(([field, value]) => ({ field, was: before[field] ?? "", value }))
      .filter(({ was: stood, value }) => stood !== value);
    if (!saysSomething(draft.act ?? "")) return;
    if (changes.length === 0) onDone();
    else setSent(send({ type: "decision.change", decisionId: decision.id, changes }));
  };
  return (
    <Form
      onSubmit={save}
      actions={
        <>
          <Button type="submit" variant="primary" busy={isWaiting}>
            {t("save")}
          </Button>
          <Button variant="quiet" onPress={onDone}>
            {t("cancel")}
          </Button>
        </>
      }
    >
      {isRefused && <p className={styles.situation}>{t("decision.now", { act: decision.act })}</p>}
      {refused}
      <TextArea
        label={t("decision.act")}
        description={t("decision.actHint")}
        error={saysSomething(draft.act ?? "") ? undefined : t("decision.actEmpty")}
        {...{ value: draft.act ?? "", onChange: set("act"), maxLength: limits.text, rows: 2 }}
      />
      <TextArea
        label={t("decision.situation")}
        isOptional
        {...{ value: draft.situation ?? "", onChange: set("situation"), maxLength: limits.text, rows: 2 }}
      />
      <Select
        label={t("decision.value")}
        placeholder={t("decision.noValue")}
        value={draft.valueId}
        onChange={set("valueId")}
        options={Object.values(room.values)
          .sort((a, b) => a.position - b.position)
          .map(({ id, name }) => ({ value: id, label: name }))}
      />
      {facetsOf(decision).map((key) => (
        <TextArea
          key={key}
          label={decision.facets[key]?.label || t(facetText(key))}
          isOptional
          {...{
            value: draft[`facet.${key}`] ?? "",
            onChange: set(`facet.${key}`),
            maxLength: limits.text,
            rows: 1,
          }}
        />
      ))}
    </Form>
  );
}
