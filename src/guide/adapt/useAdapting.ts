import { useState } from "react";
import { useSaving } from "#design/index.ts";
import { answer, Problem } from "#platform/http/client.ts";
import { client } from "../client.ts";
import type { Draft } from "../model/draft.ts";
import type { Edition, GuideDraft } from "../wire.ts";

type Refused = { at: Draft; message: string; errors: { field: string; message: string }[] };

/** A draft that saves itself; several may write in it at once. Publishing it says what is wrong, field by field. */
export function useAdapting(initial: GuideDraft) {
  const param = { key: initial.key };
  const [refused, setRefused] = useState<Refused | null>(null);
  const saving = useSaving({
    initial: initial.fields,
    version: initial.version,
    send: (fields, version) =>
      answer(client.guides[":key"].draft.$patch({ param, json: { fields, version } })),
    theirs: (current) => {
      const draft = current as GuideDraft;
      return { written: draft.fields, version: draft.version };
    },
  });
  const { draft } = saving;

  const publish = async (): Promise<Edition | null> => {
    if (!(await saving.saveNow())) return null;
    try {
      setRefused(null);
      return await answer(
        client.guides[":key"].editions.$post({ param, json: { version: saving.version() } }),
      );
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setRefused({ at: draft, message: error.message, errors: error.errors });
      return null;
    }
  };
  // What has been written in since is not what was wrong.
  const errors = refused?.errors.filter(({ field }) => refused.at[field] === draft[field]) ?? [];
  return {
    ...saving,
    publish,
    /** What the draft as a whole was refused for, and each place that is still as it was then. */
    refusedFor: refused && (refused.errors.length === 0 || errors.length > 0) ? refused.message : null,
    errors,
  };
}
export type Adapting = ReturnType<typeof useAdapting>;
