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
  Skeleton,
  Table,
  TextField,
  useFormat,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { useMay } from "#organisation/session.tsx";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { isOverdue } from "./model.ts";
import { text } from "./text.ts";
import type { Action } from "./wire.ts";

function AddAction({ unitId }: { unitId: string }) {
  const t = useText(text);
  const queries = useQueryClient();
  const empty = { title: "", ownerName: "", dueOn: "" };
  const [action, setAction] = useState(empty);
  const add = useSubmit(
    () => {
      const { title, ownerName, dueOn } = action;
      const json = { unitId, title, ownerName, dueOn: dueOn || null, ownerPersonId: null, behaviourId: null };
      return answer(client.actions.$post({ json }));
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
        <TextField
          label={t("action.owner")}
          value={action.ownerName}
          onChange={(ownerName) => setAction({ ...action, ownerName })}
          error={add.errors["ownerName"]}
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

/** The actions of a unit, or, without one, everything that the reader herself has said yes to. */
export function ActionList({ unitId }: { unitId?: string }) {
  const t = useText(text);
  const format = useFormat();
  const toast = useToast();
  const queries = useQueryClient();
  const { may } = useMay();
  const { data: actions } = useQuery({
    queryKey: ["behaviour", "actions", unitId ?? "mine"],
    queryFn: () => answer(client.actions.$get({ query: unitId ? { unitId } : { mine: "true" } })),
  });
  const set = useSubmit(
    ({ action, state }: { action: Action; state: "open" | "done" }) =>
      answer(
        client.actions[":id"].$patch({ param: { id: action.id }, json: { state, version: action.version } }),
      ),
    () => queries.invalidateQueries({ queryKey: ["behaviour", "actions"] }),
  );
  if (!actions) return <Skeleton lines={3} />;
  const today = new Date().toLocaleDateString("sv-SE");
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
        rows={actions}
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
              >
                {action.title}
              </Checkbox>
            ),
          },
          { key: "owner", label: t("action.owner"), render: (action) => action.ownerName || "–" },
          {
            key: "due",
            label: t("action.due"),
            render: (action) =>
              action.dueOn && (
                <Badge tone={isOverdue(action, today) ? "notice" : "neutral"}>
                  {t(isOverdue(action, today) ? "action.overdue" : "action.dueOn", {
                    date: format.date(action.dueOn, { style: "medium" }),
                  })}
                </Badge>
              ),
          },
        ]}
      />
      {unitId && may("action.edit", { unitId }) && <AddAction unitId={unitId} />}
    </>
  );
}
