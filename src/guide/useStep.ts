import { useQueryClient } from "@tanstack/react-query";
import { useSaving } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import type { Written } from "#platform/merge.ts";
import { client } from "./client.ts";
import type { JourneyStep } from "./wire.ts";

const prefix = "answers.";
export const answerField = (promptKey: string): string => prefix + promptKey;

/** A step as fields: its answers, notes, who is responsible and when it should be done. */
const writtenOf = (step: JourneyStep): Written => ({
  ...Object.fromEntries(Object.entries(step.answers).map(([key, value]) => [answerField(key), value])),
  notes: step.notes,
  responsible: step.responsible ?? "",
  dueOn: step.dueOn ?? "",
});

function toChange(fields: Written) {
  const answers = Object.entries(fields).filter(([field]) => field.startsWith(prefix));
  return {
    ...(answers.length > 0
      ? { answers: Object.fromEntries(answers.map(([field, value]) => [field.slice(prefix.length), value])) }
      : {}),
    ...("notes" in fields ? { notes: fields.notes } : {}),
    ...("responsible" in fields ? { responsible: fields.responsible?.trim() || null } : {}),
    ...("dueOn" in fields ? { dueOn: fields.dueOn || null } : {}),
  };
}

/** A step that saves itself; several leaders may write in it at once. */
export function useStep(journeyId: string, initial: JourneyStep) {
  const queries = useQueryClient();
  return useSaving<{ done: boolean }>({
    initial: writtenOf(initial),
    version: initial.version,
    send: (fields, version, more) =>
      answer(
        client.journeys[":id"].steps[":stepKey"].$patch({
          param: { id: journeyId, stepKey: initial.stepKey },
          json: { ...toChange(fields), ...more, version },
        }),
      ),
    theirs: (current) => {
      const step = current as JourneyStep;
      return { written: writtenOf(step), version: step.version };
    },
    onSaved: () => void queries.invalidateQueries({ queryKey: ["guide"] }),
  });
}
