import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useText } from "#design/index.ts";
import { answer, Problem } from "#platform/http/client.ts";
import { client } from "./client.ts";
import type { Plan } from "./meeting.wire.ts";
import type { AgendaItem } from "./model/agenda.ts";
import { planQuery } from "./queries.ts";
import { text } from "./text.ts";
import { useLatest, useRefresh } from "./usePlan.ts";

export type Agenda = ReturnType<typeof useAgenda>;

/**
 * The agenda as it is being written, saved after each change. One save at a time, and the latest wins: what is written
 * while one is under way is saved next. Where somebody else changed it meanwhile, hers stays until she takes theirs.
 */
export function useAgenda(plan: Plan) {
  const t = useText(text);
  const queries = useQueryClient();
  const latest = useLatest(plan);
  const refresh = useRefresh();
  const [draft, setDraft] = useState<AgendaItem[] | null>(null);
  const [problem, setProblem] = useState<string>();
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [isOvertaken, setOvertaken] = useState(false);
  const waiting = useRef<AgendaItem[] | null>(null);
  const isSaving = useRef(false);
  const underWay = useRef<Promise<void>>(Promise.resolve());
  const items = draft ?? plan.agenda;

  function save(wanted: AgendaItem[]): Promise<void> {
    waiting.current = wanted;
    if (!isSaving.current) underWay.current = saveAll();
    return underWay.current;
  }

  async function saveAll(): Promise<void> {
    isSaving.current = true;
    while (waiting.current) {
      const next = waiting.current;
      waiting.current = null;
      await saveOne(next);
    }
    isSaving.current = false;
  }

  async function saveOne(next: AgendaItem[]): Promise<void> {
    try {
      const param = { id: plan.id };
      const { version } = await answer(
        client.meetings[":id"].agenda.$put({ param, json: { items: next, version: latest.version() } }),
      );
      latest.put({ version, agenda: next });
      // What she has typed since is not saved yet.
      setDraft((now) => (now === next ? null : now));
      setProblem(undefined);
      setErrors({});
      if (!waiting.current) await refresh();
    } catch (error) {
      if (error instanceof Problem) {
        setOvertaken(error.status === 409);
        setErrors(Object.fromEntries(error.errors.map(({ field, message }) => [field, message])));
        setProblem(error.errors.length > 0 ? undefined : error.message);
      } else setProblem(t("plan.offline"));
    }
  }

  return {
    items,
    problem,
    isOvertaken,
    /** By field of a row: "title", "minutes". */
    errorOf: (index: number, field: string) => errors[`items.${index}.${field}`],
    /** What is being typed: shown at once, saved when she leaves the field. */
    write: (next: AgendaItem[]) => setDraft(next),
    change: (next: AgendaItem[]) => {
      setDraft(next);
      void save(next);
    },
    saveWritten: () => {
      if (draft) void save(draft);
    },
    /** Once nothing is on its way any more: what is asked for then is asked of what she sees. */
    settled: () => underWay.current,
    /** Hers goes over theirs, or theirs is taken: she says which. */
    keepMine: async () => {
      await queries.refetchQueries(planQuery(plan.id));
      setOvertaken(false);
      await save(items);
    },
    takeTheirs: async () => {
      await queries.refetchQueries(planQuery(plan.id));
      setDraft(null);
      setOvertaken(false);
      setProblem(undefined);
    },
  };
}
