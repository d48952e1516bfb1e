import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { answer, Problem } from "#platform/http/client.ts";
import { changedFields, merge, type Written } from "#platform/merge.ts";
import { client } from "./client.ts";
import type { JourneyStep } from "./wire.ts";

export type Saving = "saved" | "waiting" | "saving" | "lost" | "conflict";
/** Fields that two wrote at once, with what the other wrote there. */
export type Conflict = { fields: string[]; theirs: Written };

const prefix = "answers.";
export const answerField = (promptKey: string): string => prefix + promptKey;

/** A step as fields: its answers, notes, who is responsible and when it should be done. */
export const writtenOf = (step: JourneyStep): Written => ({
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

/**
 * Saves by itself a moment after the last letter, one request at a time, and only the fields that were touched. Of what
 * another leader saved meanwhile, her fields are taken over; where both wrote in the same one, the leader chooses.
 */
export function useStep(journeyId: string, initial: JourneyStep) {
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => writtenOf(initial));
  const [saving, setSaving] = useState<Saving>("saved");
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const base = useRef(draft);
  const latest = useRef(draft);
  const version = useRef(initial.version);
  const done = useRef<boolean | undefined>(undefined);
  const isStopped = useRef(false);
  const tail = useRef<Promise<unknown>>(Promise.resolve());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const show = (written: Written) => {
    latest.current = written;
    setDraft(written);
  };

  const sendOnce = async (): Promise<boolean> => {
    const sent = latest.current;
    const wanted = done.current;
    const fields = changedFields(base.current, sent);
    if (isStopped.current) return false;
    if (Object.keys(fields).length === 0 && wanted === undefined) {
      setSaving("saved");
      return true;
    }
    setSaving("saving");
    try {
      const saved = await answer(
        client.journeys[":id"].steps[":stepKey"].$patch({
          param: { id: journeyId, stepKey: initial.stepKey },
          json: {
            ...toChange(fields),
            ...(wanted === undefined ? {} : { done: wanted }),
            version: version.current,
          },
        }),
      );
      version.current = saved.version;
      base.current = sent;
      if (done.current === wanted) done.current = undefined;
      setSaving(latest.current === sent ? "saved" : "waiting");
      void queries.invalidateQueries({ queryKey: ["guide"] });
      return true;
    } catch (error) {
      const current = error instanceof Problem && error.status === 409 && error.details["current"];
      if (!current) {
        setSaving("lost");
        timer.current = setTimeout(() => void send(), 5_000);
        return false;
      }
      const step = current as JourneyStep;
      const theirs = writtenOf(step);
      const { merged, both } = merge(base.current, latest.current, theirs);
      version.current = step.version;
      base.current = theirs;
      show(merged);
      if (both.length === 0) return sendOnce();
      isStopped.current = true;
      setConflict({ fields: both, theirs });
      setSaving("conflict");
      return false;
    }
  };

  /** One after another: what is pressed while a save is under way waits for it. */
  const send = (): Promise<boolean> => {
    clearTimeout(timer.current);
    const result = tail.current.then(sendOnce);
    tail.current = result;
    return result;
  };

  const change = (part: Written) => {
    show({ ...latest.current, ...part });
    if (isStopped.current) return;
    setSaving("waiting");
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void send(), 800);
  };

  const settle = (keep: "mine" | "theirs") => {
    if (!conflict) return;
    if (keep === "theirs")
      show({
        ...latest.current,
        ...Object.fromEntries(conflict.fields.map((field) => [field, conflict.theirs[field] ?? ""])),
      });
    setConflict(null);
    isStopped.current = false;
    void send();
  };

  const setDone = (isDone: boolean): Promise<boolean> => {
    done.current = isDone;
    return send();
  };

  // Leaving the page sends what is still waiting.
  const sendNow = useRef(send);
  sendNow.current = send;
  const isWaiting = saving !== "saved";
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (isWaiting) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isWaiting]);
  useEffect(() => () => void sendNow.current(), []);

  return { draft, change, saving, conflict, settle, setDone };
}
