import { isOnShow } from "../model/decide/writing.ts";
import { notesIn, type State, theMeeting } from "../model/state.ts";

/** What the dialogue gave that the meeting marked to take along, by question. Never by whom, and not when. */
export type TakenAlong = { question: string; notes: string[] }[];

/** Everything that was answered and shown, by question: for whoever leads, to think about afterwards. */
export type Said = {
  question: string;
  answers: {
    text: string;
    isTakenAlong: boolean;
    agrees: number /** "" unless the round was named. */;
    author: string;
  }[];
}[];

/**
 * In the order of the questions; within one in the order of the alphabet, which says nothing of who wrote first.
 * What was never shown to the room stays unsaid, and so does who wrote unless everybody saw it.
 */
export function saidIn(state: State): Said {
  return (theMeeting(state)?.stageOrder ?? []).flatMap((id) => {
    const stage = state.stages.get(id);
    if (stage?.kind !== "dialogue") return [];
    const answers = stage.roundIds
      .flatMap((roundId) => notesIn(state, state.notesOfRound.get(roundId)))
      .filter((note) => isOnShow(state, note) && !note.isHidden && note.text.trim())
      .map(({ id: noteId, roundId, text, isTakenAlong, author }) => ({
        ...{ text, isTakenAlong, agrees: state.agreesOfNote.get(noteId)?.size ?? 0 },
        author:
          state.rounds.get(roundId)?.mode === "named" && author && "seatId" in author
            ? (state.seats.get(author.seatId)?.names.join(", ") ?? "")
            : "",
      }))
      .sort((a, b) => a.text.localeCompare(b.text, "da"));
    return answers.length > 0 ? [{ question: stage.question, answers }] : [];
  });
}

const answersIn = (state: State, isMeant: (answer: Said[number]["answers"][number]) => boolean): TakenAlong =>
  saidIn(state).flatMap(({ question, answers }) => {
    const notes = answers.filter(isMeant).map(({ text }) => text);
    return notes.length > 0 ? [{ question, notes }] : [];
  });

export const takenAlong = (state: State): TakenAlong => answersIn(state, ({ isTakenAlong }) => isTakenAlong);

/** What was answered besides: kept for whoever leads, who asked for it. */
export const saidBesides = (state: State): TakenAlong =>
  answersIn(state, ({ isTakenAlong }) => !isTakenAlong);
