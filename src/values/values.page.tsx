import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Sparkles } from "lucide-react";
import { useState } from "react";
import { Button, EmptyState, GuidancePanel, Page, Skeleton, useText, useToast } from "#design/index.ts";
import { useMay } from "#organisation/session.tsx";
import { answer, Problem } from "#platform/http/client.ts";
import { client, valuesQuery } from "./client.ts";
import { advisedFewest, mostValues, moved, type Value } from "./model.ts";
import { Purpose } from "./purpose.tsx";
import { text } from "./text.ts";
import { ValueDialog } from "./valueDialog.tsx";
import { ValueList } from "./valueList.tsx";
import type { ValueBasis } from "./wire.ts";

export function ValuesPage() {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const { may } = useMay();
  const canEdit = may("values.edit");
  const { data } = useQuery(valuesQuery);
  const [editing, setEditing] = useState<Value | "new" | null>(null);
  const [spoken, setSpoken] = useState("");
  const refresh = () => queries.invalidateQueries({ queryKey: valuesQuery.queryKey });

  const sayProblem = (error: unknown) => {
    if (!(error instanceof Problem)) throw error;
    toast({ message: error.message, kind: "problem" });
  };

  const setRemoved = async (value: Value, version: number, archived: boolean) => {
    try {
      const changed = await answer(
        client[":id"].$patch({ param: { id: value.id }, json: { archived, version } }),
      );
      await refresh();
      if (archived)
        toast({
          message: t("value.removed", { name: value.name }),
          undo: () => setRemoved(value, changed.version, false),
        });
      else toast({ message: t("value.restored", { name: value.name }) });
    } catch (error) {
      sayProblem(error);
    }
  };

  // Shown at once: the server can only refuse when somebody else changed the values in the same moment.
  const move = async (from: number, to: number) => {
    const before = queries.getQueryData<ValueBasis>(valuesQuery.queryKey);
    if (!before) return;
    const values = moved(before.values, from, to);
    const value = before.values[from];
    queries.setQueryData<ValueBasis>(valuesQuery.queryKey, { ...before, values });
    if (value) setSpoken(t("order.moved", { name: value.name, place: values.indexOf(value) + 1 }));
    try {
      await answer(client.order.$put({ json: { order: values.map(({ id }) => id) } }));
    } catch (error) {
      await refresh();
      sayProblem(error);
    }
  };

  const values = data?.values ?? [];
  const isFull = values.length >= mostValues;
  const addButton = canEdit && !isFull && (
    <Button variant="primary" icon={<Plus />} onPress={() => setEditing("new")}>
      {t("value.add")}
    </Button>
  );
  return (
    <Page
      title={t("page.title")}
      lead={t("page.lead")}
      actions={values.length > 0 && addButton}
      aside={
        canEdit && (
          <GuidancePanel example={t("guidance.example")}>
            <p>{t("guidance.meaning")}</p>
            <p>{t("guidance.thread")}</p>
            {values.length < advisedFewest && <p>{t("advice.few", { most: mostValues })}</p>}
            {isFull && <p>{t("advice.full", { most: mostValues })}</p>}
          </GuidancePanel>
        )
      }
    >
      {!data ? (
        <Skeleton lines={8} />
      ) : (
        <>
          {(canEdit || data.purpose) && <Purpose basis={data} canEdit={canEdit} onSaved={refresh} />}
          {values.length === 0 ? (
            <EmptyState title={t("empty.title")} icon={<Sparkles />} action={addButton}>
              {t("empty.text")}
            </EmptyState>
          ) : (
            <ValueList values={values} canEdit={canEdit} onMove={move} onEdit={setEditing} />
          )}
          <div role="status" className="unseen">
            {spoken}
          </div>
        </>
      )}
      {editing && (
        <ValueDialog
          key={editing === "new" ? "new" : editing.id}
          value={editing === "new" ? null : (values.find(({ id }) => id === editing.id) ?? editing)}
          others={values.filter((value) => editing === "new" || value.id !== editing.id)}
          onClose={() => setEditing(null)}
          onRemove={(value) => {
            setEditing(null);
            void setRemoved(value, value.version, true);
          }}
          onDone={async (message) => {
            setEditing(null);
            await refresh();
            toast({ message });
          }}
        />
      )}
    </Page>
  );
}
