import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  Badge,
  Button,
  Checkbox,
  DateField,
  EmptyState,
  FieldRow,
  Form,
  FormErrors,
  Row,
  Skeleton,
  Table,
  TextField,
  useFormat,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { type NamedPerson, PersonField } from "#organisation/personField.tsx";
import { useMay } from "#organisation/session.tsx";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { isOverdue } from "./model.ts";
import { actionsQuery } from "./queries.ts";
import { text } from "./text.ts";
import type { Action } from "./wire.ts";

function AddAction({ unitId }: { unitId: string }) {
  const t = useText(text);
  const queries = useQueryClient();
  const empty = { title: "", owner: { personId: null, name: "" } as NamedPerson, dueOn: "" };
  const [action, setAction] = useState(empty);
  const add = useSubmit(
    () => {
      const { title, owner, dueOn } = action;
      const who = { ownerPersonId: owner.personId, ownerName: owner.name };
      return answer(
        client.actions.$post({ json: { unitId, title, ...who, dueOn: dueOn || null, behaviourId: null } }),
      );
    },
    async () => {
      setAction(empty);
      await queries.invalidateQueries({ queryKey: ["behaviour", "actions"] });
    },
  );
  return (
    <Form
      onSubmit={() => void add.submit(undefined)}
      actions={
        <Button type="submit" busy={add.busy}>
          {t("action.add")}
        </Button>
      }
    >
      <TextField
        label={t("action.addTitle")}
        value={action.title}
        onChange={(title) => setAction({ ...action, title })}
        error={add.errors["title"]}
        maxLength={500}
      />
      <FieldRow>
        <PersonField
          label={t("action.owner")}
          unitId={unitId}
          person={action.owner}
          onChange={(owner) => setAction({ ...action, owner })}
          error={add.errors["ownerPersonId"] ?? add.errors["ownerName"]}
          maxLength={200}
        />
        <DateField
          label={t("action.due")}
          value={action.dueOn}
          onChange={(dueOn) => setAction({ ...action, dueOn })}
          error={add.errors["dueOn"]}
        />
      </FieldRow>
      <FormErrors problem={add.problem} />
    </Form>
  );
}

/** When it was done and by whom, which need not be its owner. */
export function DoneBy({ action: { doneAt, doneBy } }: { action: Action }) {
  const t = useText(text);
  const { dateTime } = useFormat();
  if (!doneAt) return null;
  const date = dateTime(doneAt, { style: "medium" });
  return <span>{doneBy ? t("action.doneBy", { date, name: doneBy }) : t("action.doneAt", { date })}</span>;
}

/** Of what has been done so many are shown until somebody asks for the rest. */
const mostDone = 10;

/** The actions of a unit, or, without one, everything that the reader herself has said yes to. */
export function ActionList({ unitId }: { unitId?: string }) {
  const t = useText(text);
  const format = useFormat();
  const toast = useToast();
  const queries = useQueryClient();
  const { may } = useMay();
  const { data: actions } = useQuery(actionsQuery(unitId));
  const [isAllShown, setAllShown] = useState(false);
  const set = useSubmit(
    ({ action, state }: { action: Action; state: "open" | "done" }) =>
      answer(
        client.actions[":id"].$patch({ param: { id: action.id }, json: { state, version: action.version } }),
      ),
    () => queries.invalidateQueries({ queryKey: ["behaviour", "actions"] }),
  );
  if (!actions) return <Skeleton lines={3} />;
  const today = format.today();
  const open = actions.filter(({ state }) => state === "open");
  const done = actions
    .filter(({ state }) => state === "done")
    .toSorted((a, b) => ((a.doneAt ?? "") < (b.doneAt ?? "") ? 1 : -1));
  const toggle = async (action: Action, isDone: boolean) => {
    const isSaved = await set.submit({ action, state: isDone ? "done" : "open" });
    if (isSaved && isDone)
      toast({
        message: t("action.doneToast"),
        undo: () => void set.submit({ action: { ...action, version: action.version + 1 }, state: "open" }),
      });
  };
  return (
    <>
      <FormErrors problem={set.problem} />
      <Table
        label={t("action.list")}
        rows={[...open, ...(isAllShown ? done : done.slice(0, mostDone))]}
        keyOf={(action) => action.id}
        empty={<EmptyState title={t("action.empty")}>{t("action.emptyText")}</EmptyState>}
        columns={[
          {
            key: "title",
            label: t("action.list"),
            isHeader: true,
            render: (action) => (
              <Checkbox
                isSelected={action.state === "done"}
                isDisabled={!may("action.edit", { unitId: action.unitId, personId: action.ownerPersonId })}
                onChange={(isDone) => void toggle(action, isDone)}
                {...(action.doneAt ? { description: <DoneBy action={action} /> } : {})}
              >
                {action.title}
              </Checkbox>
            ),
          },
          // In her own list they are all hers.
          ...(unitId
            ? [
                {
                  key: "owner",
                  label: t("action.owner"),
                  render: (action: Action) => action.ownerName || "–",
                },
              ]
            : []),
          {
            key: "due",
            label: t("action.due"),
            width: "10rem",
            render: (action) =>
              action.dueOn && (
                <Badge tone={isOverdue(action, today) ? "notice" : "neutral"}>
                  {isOverdue(action, today)
                    ? t("action.overdue", { date: format.date(action.dueOn, { style: "medium" }) })
                    : format.date(action.dueOn, { style: "medium" })}
                </Badge>
              ),
          },
        ]}
      />
      {done.length > mostDone && (
        <Row>
          <Button variant="quiet" aria-expanded={isAllShown} onPress={() => setAllShown(!isAllShown)}>
            {isAllShown ? t("action.fewerDone") : t("action.allDone", { count: done.length })}
          </Button>
        </Row>
      )}
      {unitId && may("action.edit", { unitId }) && <AddAction unitId={unitId} />}
    </>
  );
}
