import { isOnShow } from "../model/decide/writing.ts";
import { notesIn, type State, theMeeting } from "../model/state.ts";

/** What the dialogue gave that the meeting marked to take along, by question. Never by whom, and not when. */
export type TakenAlong = { question: string; notes: string[] }[];

/**
 * In the order of the questions; within one in the order of the alphabet, which says nothing of who wrote first.
 * What was never shown to the room stays unsaid.
 */
export function takenAlong(state: State): TakenAlong {
  return (theMeeting(state)?.stageOrder ?? []).flatMap((id) => {
    const stage = state.stages.get(id);
    if (stage?.kind !== "dialogue") return [];
    const notes = notesIn(
      state,
      [...state.notes.values()]
        .filter((note) => stage.roundIds.includes(note.roundId))
        .map((note) => note.id),
    )
      .filter((note) => note.isTakenAlong && isOnShow(state, note) && note.text.trim())
      .map((note) => note.text)
      .sort((a, b) => a.localeCompare(b, "da"));
    return notes.length > 0 ? [{ question: stage.question, notes }] : [];
  });
}
