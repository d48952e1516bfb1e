import { useState } from "react";
import {
  Badge,
  Button,
  Card,
  DateField,
  EmptyState,
  Form,
  Select,
  TextArea,
  TextField,
  useFormat,
  useText,
  useToast,
} from "#design/index.ts";
import { type NamedPerson, PersonField } from "#organisation/personField.tsx";
import { newId } from "#platform/id.ts";
import { limits } from "../../model/kinds.ts";
import { decisionsOf } from "../../model/reading.ts";
import styles from "../console.module.css";
import { text } from "../text.ts";
import { useLead, useSend } from "../use.tsx";

/** Who does what by when, and how and when customers are asked. */
export function NextStepsPanel() {
  return (
    <>
      <Actions />
      <Plan />
    </>
  );
}

const nobody: NamedPerson = { personId: null, name: "" };

function Actions() {
  const t = useText(text);
  const format = useFormat();
  const toast = useToast();
  const { room, isLeading, plan } = useLead();
  const [send, refused] = useSend();
  const [title, setTitle] = useState("");
  const [owner, setOwner] = useState(nobody);
  const [dueOn, setDueOn] = useState("");
  const [decisionId, setDecision] = useState("");
  const [isTried, setTried] = useState(false);
  /** The action that is being put right; null: a new one. */
  const [changing, setChanging] = useState<string | null>(null);
  const decisions = decisionsOf(room);
  const actions = Object.values(room.actions).sort((a, b) => a.position - b.position);
  const add = () => {
    setTried(true);
    if (!title.trim()) return;
    send({
      ...({ type: "action.put", actionId: changing ?? newId(), title: title.trim() } as const),
      ...{ ownerName: owner.name.trim(), ownerPersonId: owner.personId },
      ...{ dueOn: dueOn || null, decisionId: decisionId || null },
    });
    clear();
  };
  const clear = () => {
    setChanging(null);
    setTitle("");
    setOwner(nobody);
    setDueOn("");
    setDecision("");
    setTried(false);
  };
  const today = format.today();
  return (
    <Card title={t("steps.title")}>
      {actions.length === 0 && <EmptyState title={t("steps.none")}>{t("steps.noneText")}</EmptyState>}
      <ul className={styles.plain}>
        {actions.map((action) => (
          <li key={action.id} className={styles.rowApart}>
            <span className={styles.grow}>
              <strong>{action.title}</strong>{" "}
              <span className={styles.soft}>
                {[
                  action.ownerName,
                  action.dueOn && t("steps.due", { date: format.date(action.dueOn) }),
                  room.decisions[action.decisionId ?? ""]?.act,
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </span>{" "}
              {!action.ownerName && <Badge tone="notice">{t("steps.noOwner")}</Badge>}{" "}
              {!action.dueOn && <Badge tone="notice">{t("steps.noDate")}</Badge>}
            </span>
            {isLeading && (
              <Button
                size="small"
                variant="quiet"
                onPress={() => {
                  setChanging(action.id);
                  setTitle(action.title);
                  setOwner({ personId: action.ownerPersonId, name: action.ownerName });
                  setDueOn(action.dueOn ?? "");
                  setDecision(action.decisionId ?? "");
                }}
              >
                {t("steps.change")}
                <span className="unseen">: {action.title}</span>
              </Button>
            )}
            {isLeading && (
              <Button
                size="small"
                variant="quiet"
                onPress={() => {
                  send({ type: "action.remove", actionId: action.id });
                  const { position: _, id: actionId, ...rest } = action;
                  toast({
                    message: t("steps.removed"),
                    undo: () => void send({ type: "action.put", actionId, ...rest }),
                  });
                }}
              >
                {t("steps.remove")}
                <span className="unseen">: {action.title}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isLeading && (
        <Form
          onSubmit={add}
          actions={
            <>
              <Button type="submit">{t(changing ? "steps.save" : "steps.add")}</Button>
              {changing && (
                <Button variant="quiet" onPress={clear}>
                  {t("steps.cancel")}
                </Button>
              )}
            </>
          }
        >
          <TextField
            label={t("steps.what")}
            value={title}
            onChange={(words) => {
              setTitle(words);
              setTried(false);
            }}
            maxLength={limits.title}
            error={isTried && !title.trim() ? t("steps.whatMissing") : undefined}
          />
          <div className={styles.rowEnd}>
            <PersonField
              label={t("steps.owner")}
              unitId={plan.unitId}
              person={owner}
              onChange={setOwner}
              maxLength={200}
            />
            <DateField
              label={t("steps.dueOn")}
              description={dueOn && dueOn < today ? t("steps.past") : undefined}
              value={dueOn}
              onChange={setDueOn}
            />
            {decisions.length > 0 && (
              <Select
                label={t("steps.for")}
                placeholder={t("steps.forNone")}
                value={decisionId}
                onChange={setDecision}
                options={decisions.map(({ id, act }) => ({ value: id, label: act }))}
              />
            )}
          </div>
        </Form>
      )}
      {refused}
    </Card>
  );
}

function Plan() {
  const t = useText(text);
  const { meeting, isLeading } = useLead();
  const [send, refused] = useSend();
  const [draft, setDraft] = useState(meeting.plan);
  const isChanged =
    draft.how !== meeting.plan.how ||
    draft.askOn !== meeting.plan.askOn ||
    draft.resultsOn !== meeting.plan.resultsOn;
  return (
    <Card title={t("plan.title")} tone="sunken">
      <Form
        onSubmit={() => void send({ type: "plan.set", ...draft })}
        actions={
          isLeading && (
            <Button type="submit" isDisabled={!isChanged}>
              {t("plan.save")}
            </Button>
          )
        }
      >
        <TextArea
          label={t("plan.how")}
          description={t("plan.howHint")}
          isDisabled={!isLeading}
          value={draft.how}
          onChange={(how) => setDraft({ ...draft, how })}
          maxLength={limits.text}
        />
        <TextField
          label={t("plan.askOn")}
          value={draft.askOn}
          onChange={(askOn) => setDraft({ ...draft, askOn })}
          maxLength={limits.title}
        />
        <TextField
          label={t("plan.resultsOn")}
          description={t("plan.resultsHint")}
          value={draft.resultsOn}
          onChange={(resultsOn) => setDraft({ ...draft, resultsOn })}
          maxLength={limits.title}
        />
      </Form>
      {refused}
    </Card>
  );
}
