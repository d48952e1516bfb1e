import { useEffect, useRef, useState } from "react";
import { isWorthRetrying, Problem } from "#platform/http/client.ts";
import { changedFields, merge, type Written } from "#platform/merge.ts";

/** "untouched": nobody has written here yet, so that there is nothing to say. */
export type Saving = "untouched" | "saved" | "waiting" | "saving" | "lost" | "refused" | "conflict";
/** Fields that two wrote at once, with what the other wrote there. */
export type Conflict = { fields: string[]; theirs: Written };

export type SavingOptions<More> = {
  initial: Written;
  version: number;
  /** Sends the fields that changed, and what else is asked for; gives the new version. */
  send: (fields: Written, version: number, more: More | undefined) => Promise<{ version: number }>;
  /** Reads what stands there now out of the details of a refusal with 409. */
  theirs: (current: unknown) => { written: Written; version: number };
  onSaved?: () => void;
};

/**
 * Saves by itself a moment after the last letter, one request at a time, and only the fields that were touched. Of what
 * somebody else saved meanwhile, her fields are taken over; where both wrote in the same one, the writer chooses.
 */
export function useSaving<More = undefined>({
  initial,
  version: first,
  send,
  theirs,
  onSaved,
}: SavingOptions<More>) {
  const [draft, setDraft] = useState(initial);
  const [saving, setSaving] = useState<Saving>("untouched");
  const [refused, setRefused] = useState<string | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const base = useRef(draft);
  const latest = useRef(draft);
  const version = useRef(first);
  const wanted = useRef<More | undefined>(undefined);
  const isStopped = useRef(false);
  const tail = useRef<Promise<unknown>>(Promise.resolve());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const show = (written: Written) => {
    latest.current = written;
    setDraft(written);
  };

  const sendOnce = async (): Promise<boolean> => {
    const sent = latest.current;
    const more = wanted.current;
    const fields = changedFields(base.current, sent);
    if (isStopped.current) return false;
    if (Object.keys(fields).length === 0 && more === undefined) {
      setSaving((now) => (now === "untouched" ? now : "saved"));
      return true;
    }
    setSaving("saving");
    setRefused(null);
    try {
      const saved = await send(fields, version.current, more);
      version.current = saved.version;
      base.current = sent;
      if (wanted.current === more) wanted.current = undefined;
      setSaving(latest.current === sent ? "saved" : "waiting");
      onSaved?.();
      return true;
    } catch (error) {
      const current = error instanceof Problem && error.status === 409 && error.details["current"];
      if (!current) {
        // The same words would be refused again: they stay on the page, and the next letter tries anew.
        if (!isWorthRetrying(error)) {
          wanted.current = undefined;
          setRefused(
            error instanceof Problem
              ? [...new Set([error.message, ...error.errors.map(({ message }) => message)])].join(" ")
              : null,
          );
          setSaving("refused");
          return false;
        }
        setSaving("lost");
        timer.current = setTimeout(() => void queue(), 5_000);
        return false;
      }
      const now = theirs(current);
      const { merged, both } = merge(base.current, latest.current, now.written);
      version.current = now.version;
      base.current = now.written;
      show(merged);
      if (both.length === 0) return sendOnce();
      isStopped.current = true;
      setConflict({ fields: both, theirs: now.written });
      setSaving("conflict");
      return false;
    }
  };

  /** One after another: what is pressed while a save is under way waits for it. */
  const queue = (): Promise<boolean> => {
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
    timer.current = setTimeout(() => void queue(), 800);
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
    void queue();
  };

  /** Something beside the fields: done, shared. Sent with them, and not lost to a save that is under way. */
  const ask = (more: More): Promise<boolean> => {
    wanted.current = more;
    return queue();
  };

  // Leaving the page sends what is still waiting.
  const sendNow = useRef(queue);
  sendNow.current = queue;
  const isWaiting = saving !== "saved" && saving !== "untouched";
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (isWaiting) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isWaiting]);
  useEffect(() => () => void sendNow.current(), []);

  return {
    draft,
    change,
    saving,
    refused,
    conflict,
    settle,
    ask,
    saveNow: queue,
    version: () => version.current,
  };
}
