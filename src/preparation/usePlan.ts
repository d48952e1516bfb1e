import { useQueryClient } from "@tanstack/react-query";
import { useSubmit, useText, useToast } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import type { Plan, PlanChange } from "./meeting.wire.ts";
import { planQuery } from "./queries.ts";
import { text } from "./text.ts";

/** After anything that touches the meeting: its plan and the journey's row are read anew. */
export function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["preparation"] });
}

/** Saves a part of the plan, and says so. */
export function useChange(plan: Plan, onSaved: () => void) {
  const t = useText(text);
  const toast = useToast();
  const refresh = useRefresh();
  return useSubmit(
    (change: Omit<PlanChange, "version">) =>
      answer(
        client.meetings[":id"].$patch({ param: { id: plan.id }, json: { ...change, version: plan.version } }),
      ),
    async () => {
      onSaved();
      await refresh();
      toast({ message: t("plan.saved") });
    },
  );
}

/** The version that is known at this moment: what was saved a moment ago has raised it. */
export function useLatest(plan: Plan) {
  const queries = useQueryClient();
  const { queryKey } = planQuery(plan.id);
  return {
    version: () => queries.getQueryData<Plan>(queryKey)?.version ?? plan.version,
    put: (part: Partial<Plan>) => queries.setQueryData<Plan>(queryKey, (now) => now && { ...now, ...part }),
  };
}
