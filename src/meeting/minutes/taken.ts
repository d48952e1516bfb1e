import type { Transaction } from "#platform/database/index.ts";
import { readJournal } from "../journal.store.ts";
import { isOnShow } from "../model/decide/writing.ts";
import { emptyState, evolve, notesIn, type State, theMeeting } from "../model/state.ts";

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

export async function readTakenAlong(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
): Promise<TakenAlong> {
  const state = emptyState();
  for (const { events } of await readJournal(tx, organisationId, meetingId))
    for (const event of events) evolve(state, event);
  return takenAlong(state);
}
