import { useEffect, useRef, useState } from "react";
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
import { type NamedPerson, PersonField, whoIs } from "#organisation/personField.tsx";
import { newId } from "#platform/id.ts";
import { limits } from "../../model/kinds.ts";
import { decisionsOf } from "../../model/reading.ts";
import styles from "../console.module.css";
import { text } from "../text.ts";
import { actionPlace } from "../unfinished.ts";
import { useDraft, useLead, useSend } from "../use.tsx";

/** Who does what by when, and how and when customers are asked. */
export function NextStepsPanel() {
  return (
    <>
      <Actions />
      <Plan />
    </>
  );
}

/** `changing`: the action that is being put right; null: a new one. */
type Draft = {
  title: string;
  owner: NamedPerson;
  dueOn: string;
  decisionId: string;
  changing: string | null;
};
const empty: Draft = {
  ...{ title: "", owner: { personId: null, name: "" }, dueOn: "", decisionId: "" },
  changing: null,
};

function Actions() {
  const t = useText(text);
  const format = useFormat();
  const toast = useToast();
  const { room, isLeading, plan } = useLead();
  const [send, refused] = useSend();
  const [kept, keep, drop] = useDraft<Draft>(actionPlace);
  const [isTried, setTried] = useState(false);
  /** Of the people of that name one has to be chosen; pressed again, it is somebody else of that name. */
  const [several, setSeveral] = useState<{ name: string; people: string[] } | null>(null);
  const draft = kept ?? empty;
  const { title, owner, dueOn, decisionId, changing } = draft;
  const set = (part: Partial<Draft>) => {
    setTried(false);
    const next = { ...draft, ...part };
    if (next.title || next.owner.name || next.dueOn || next.decisionId || next.changing) keep(next);
    else drop();
  };
  const decisions = decisionsOf(room);
  const actions = Object.values(room.actions).sort((a, b) => a.position - b.position);
  /** The one person who is meant; the name alone where it is nobody of the unit; null where it may be several. */
  const ownerOf = async (): Promise<NamedPerson | null> => {
    const name = owner.name.trim();
    if (owner.personId || !name || several?.name === name) return { ...owner, name };
    // Without a connection the name stands as it was written.
    const people = await whoIs(name, plan.unitId).catch(() => []);
    const [only, ...more] = people;
    if (!only) return { personId: null, name };
    if (more.length === 0) return { personId: only.id, name: only.name };
    setSeveral({ name, people: people.map((person) => person.name) });
    return null;
  };
  /** While it is looked up who is meant: a second click is not a second action. */
  const isAdding = useRef(false);
  const add = async () => {
    setTried(true);
    if (!title.trim() || isAdding.current) return;
    isAdding.current = true;
    const who = await ownerOf().finally(() => {
      isAdding.current = false;
    });
    if (!who) return;
    send({
      ...({ type: "action.put", actionId: changing ?? newId(), title: title.trim() } as const),
      ...{ ownerName: who.name, ownerPersonId: who.personId },
      ...{ dueOn: dueOn || null, decisionId: decisionId || null },
    });
    clear();
  };
  const clear = () => {
    drop();
    setTried(false);
    setSeveral(null);
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
              {action.ownerName && !action.ownerPersonId && (
                <span className={styles.soft}>({t("steps.nameOnly")})</span>
              )}{" "}
              {!action.ownerName && <Badge tone="notice">{t("steps.noOwner")}</Badge>}{" "}
              {!action.dueOn && <Badge tone="notice">{t("steps.noDate")}</Badge>}
            </span>
            {isLeading && (
              <Button
                size="small"
                variant="quiet"
                onPress={() =>
                  keep({
                    ...{ changing: action.id, title: action.title, dueOn: action.dueOn ?? "" },
                    owner: { personId: action.ownerPersonId, name: action.ownerName },
                    decisionId: action.decisionId ?? "",
                  })
                }
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
          onSubmit={() => void add()}
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
            onChange={(words) => set({ title: words })}
            maxLength={limits.title}
            error={isTried && !title.trim() ? t("steps.whatMissing") : undefined}
          />
          <div className={styles.rowEnd}>
            <PersonField
              label={t("steps.owner")}
              unitId={plan.unitId}
              person={owner}
              onChange={(person) => {
                setSeveral(null);
                set({ owner: person });
              }}
              error={
                several
                  ? t("steps.which", { name: several.name, people: several.people.join(", ") })
                  : undefined
              }
              maxLength={200}
            />
            <DateField
              label={t("steps.dueOn")}
              description={dueOn && dueOn < today ? t("steps.past") : undefined}
              value={dueOn}
              onChange={(day) => set({ dueOn: day })}
            />
            {decisions.length > 0 && (
              <Select
                label={t("steps.for")}
                placeholder={t("steps.forNone")}
                value={decisionId}
                onChange={(id) => set({ decisionId: id })}
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

/** Kept as it is written: nothing to press, and nothing lost by going on. */
function Plan() {
  const t = useText(text);
  const { meeting, isLeading, snap, connection } = useLead();
  /** Written and not sent yet. */
  const [own, setOwn] = useState<Partial<typeof meeting.plan>>({});
  const plan = { ...meeting.plan, ...own };
  const latest = useRef(own);
  latest.current = own;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a little after the last letter
  useEffect(() => {
    const save = () => {
      if (Object.keys(latest.current).length === 0) return;
      connection.send({ type: "plan.set", ...latest.current });
      latest.current = {};
      setOwn({});
    };
    const timer = setTimeout(save, 700);
    addEventListener("pagehide", save);
    return () => {
      clearTimeout(timer);
      removeEventListener("pagehide", save);
    };
  }, [own, connection]);
  useEffect(
    () => () => {
      if (Object.keys(latest.current).length > 0) connection.send({ type: "plan.set", ...latest.current });
    },
    [connection],
  );
  const isSaved = Object.keys(own).length === 0 && !snap.waiting.some(({ type }) => type === "plan.set");
  const field = (name: "how" | "askOn" | "resultsOn") => ({
    isDisabled: !isLeading,
    value: plan[name],
    onChange: (words: string) => setOwn({ ...own, [name]: words }),
  });
  return (
    <Card title={t("plan.title")} tone="sunken">
      <div className={styles.stack}>
        <TextArea
          label={t("plan.how")}
          description={t("plan.howHint")}
          {...field("how")}
          maxLength={limits.text}
        />
        <TextField label={t("plan.askOn")} {...field("askOn")} maxLength={limits.title} />
        <TextField
          label={t("plan.resultsOn")}
          description={t("plan.resultsHint")}
          {...field("resultsOn")}
          maxLength={limits.title}
        />
        {isLeading && (
          <p role="status" className={styles.soft}>
            {t(isSaved ? "plan.saved" : "saved.saving")}
          </p>
        )}
      </div>
    </Card>
  );
}
