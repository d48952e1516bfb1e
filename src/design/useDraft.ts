import { useState } from "react";
import { isSame, mergedInto } from "#platform/model/merge.ts";

/**
 * What is being written, beside what is saved. A save of another part of the page, or by somebody else, never takes away
 * what was written here: it is taken over only where nothing was. `isOvertaken` says that both changed.
 * `isByField`: what is written is taken field by field, and only a field that both have changed is overtaken.
 */
export function useDraft<T>(saved: T, { isByField = false } = {}) {
  const [state, setState] = useState({ base: saved, draft: saved, isOvertaken: false, isHandedIn: false });
  if (!isSame(saved, state.base)) {
    const isUntouched = state.isHandedIn || isSame(state.draft, state.base) || isSame(state.draft, saved);
    const merged =
      isByField && !isUntouched
        ? mergedInto(state.base as object, state.draft as object, saved as object)
        : null;
    setState({
      base: saved,
      draft: isUntouched ? saved : merged ? (merged.draft as T) : state.draft,
      isOvertaken: merged ? merged.clashes.length > 0 : !isUntouched,
      isHandedIn: false,
    });
  }
  return {
    draft: state.draft,
    setDraft: (draft: T) => setState({ ...state, draft, isHandedIn: false }),
    isOvertaken: state.isOvertaken,
    isUnsaved: !isSame(state.draft, saved),
    /** Called once it is saved: what comes back is then her own, tidied. */
    handIn: () =>
      setState((now) => ({ ...now, isOvertaken: false, isHandedIn: !isSame(now.draft, now.base) })),
  };
}
