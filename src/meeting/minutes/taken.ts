import { isOnShow } from "../model/decide/writing.ts";
import { type NoteRecord, notesIn, type State, theMeeting } from "../model/state.ts";

/** What the dialogue gave that the meeting marked to take along, by question. Never by whom, and not when. */
export type TakenAlong = { question: string; notes: string[] }[];

/**
 * In the order of the questions; within one in the order of the alphabet, which says nothing of who wrote first.
 * What was never shown to the room stays unsaid.
 */
function answersIn(state: State, isMeant: (note: NoteRecord) => boolean): TakenAlong {
  return (theMeeting(state)?.stageOrder ?? []).flatMap((id) => {
    const stage = state.stages.get(id);
    if (stage?.kind !== "dialogue") return [];
    const notes = stage.roundIds
      .flatMap((roundId) => notesIn(state, state.notesOfRound.get(roundId)))
      .filter((note) => isMeant(note) && isOnShow(state, note) && note.text.trim())
      .map((note) => note.text)
      .sort((a, b) => a.localeCompare(b, "da"));
    return notes.length > 0 ? [{ question: stage.question, notes }] : [];
  });
}

export const takenAlong = (state: State): TakenAlong => answersIn(state, ({ isTakenAlong }) => isTakenAlong);

/** What was answered besides: kept for whoever leads, who asked for it. */
export const saidBesides = (state: State): TakenAlong =>
  answersIn(state, ({ isTakenAlong }) => !isTakenAlong);
