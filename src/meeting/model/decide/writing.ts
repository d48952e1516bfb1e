import { isRefusal, refuse } from "#platform/refusal.ts";
import { isMoreAnonymous, limits } from "../kinds.ts";
import { drawn } from "../lot.ts";
import { ranksBefore } from "../reading.ts";
import type { NoteRecord, State } from "../state.ts";
import { notesIn, theMeeting, writerIn } from "../state.ts";
import { otherSeats } from "./person.ts";
import { authorOf, changed, facetsOf, happened, isAuthor, notThere, type Rules, voterOf } from "./rule.ts";
import { undoable } from "./undo.ts";

/** Whether somebody has written as much as one may. */
const hasWrittenAll = (state: State, roundId: string, author: NoteRecord["author"]): boolean =>
  (state.notesOfWriter.get(writerIn(roundId, author))?.size ?? 0) >= limits.notesOfOneInARound;

/** Whether a note is before everybody's eyes: revealed, or hung on the wall. */
export function isOnShow(state: State, note: NoteRecord): boolean {
  if (note.isHidden || note.isLate) return false;
  if (note.wallId) return true;
  return state.rounds.get(note.roundId)?.isRevealed ?? false;
}

/**
 * Ranks for notes that come when others of their round are shown already: each at a place drawn by lot among them. At
 * the end they would stand out as those that came last, and the room knows who came last.
 */
function ranksAmongShown(
  state: State,
  roundId: string,
  noteIds: readonly string[],
  lot: string,
): Record<string, number> {
  const shown = notesIn(state, state.notesOfRound.get(roundId))
    .filter((note) => !note.isLate && !noteIds.includes(note.id))
    .map(({ id, rank }) => ({ id, rank, clusterId: null }));
  const ranks: Record<string, number> = {};
  for (const id of drawn(noteIds, lot)) {
    const highest = Math.max(state.highestRank, ...Object.values(ranks));
    const [before] = drawn([...shown.map((note) => note.id), null], `${lot} ${id}`);
    const rank = ranksBefore(shown, null, before!, 1, highest)[0]!;
    shown.push({ id, rank, clusterId: null });
    ranks[id] = rank;
  }
  return ranks;
}

export const writing: Rules<
  "note.add" | "note.change" | "note.withdraw" | "note.agree" | "note.takeAlong" | "pass.take" | "tray.takeIn"
> = {
  "note.add": (state, command, actor, at) => {
    const round = state.rounds.get(command.roundId);
    if (!round || !["dialogue", "examples", "wall"].includes(round.kind)) return notThere("roundId");
    if (state.notes.has(command.noteId)) return refuse("thereAlready", { status: 409 });
    if (command.mode && isMoreAnonymous(command.mode, round.mode))
      return refuse("lessAnonymousNow", { status: 409 });
    const author = authorOf(round, actor, command.key, at);
    if (isRefusal(author)) return author;
    const groupId =
      round.kind !== "examples"
        ? null
        : actor.as === "seat"
          ? (state.seats.get(actor.seatId)?.groupId ?? null)
          : (command.groupId ?? null);
    if (round.kind === "examples") {
      if (!groupId || !state.groups.has(groupId)) return refuse("noGroup");
      const list = notesIn(state, state.notesOfGroup.get(groupId)).filter(
        (note) => note.roundId === round.id,
      );
      if (list.length >= limits.examplesAtMost)
        return refuse("listIsFull", { values: { count: limits.examplesAtMost } });
    }
    if (state.notes.size >= limits.notes || hasWrittenAll(state, round.id, author))
      return refuse("tooManyNotes");
    if (command.clusterId && state.clusters.get(command.clusterId)?.roundId !== round.id)
      return notThere("clusterId");
    if (command.valueId && !state.values.has(command.valueId)) return notThere("valueId");
    return happened("note.added", {
      notes: {
        [command.noteId]: {
          id: command.noteId,
          roundId: round.id,
          groupId,
          text: command.text,
          situation: command.situation ?? "",
          valueId: command.valueId ?? null,
          facets: facetsOf(command.facets),
          author,
          isPaper: false,
          rank:
            round.kind === "dialogue" && round.isRevealed
              ? ranksAmongShown(state, round.id, [command.noteId], at.lot)[command.noteId]!
              : state.highestRank + 1,
          wallId: round.kind === "wall" ? round.id : null,
          clusterId: command.clusterId ?? null,
          mergedInto: null,
          isHidden: false,
          isTakenAlong: false,
          isLate: !round.isOpen,
        },
      },
    });
  },

  "note.change": (state, command, actor, at) => {
    const note = state.notes.get(command.noteId);
    if (!note) return notThere("noteId");
    const isMine = isAuthor(note, actor, command.key, at);
    const isOurs =
      actor.as === "seat" && note.groupId !== null && state.seats.get(actor.seatId)?.groupId === note.groupId;
    // Whoever leads puts words right on the wall, where everybody sees it.
    const isLeadersWall =
      actor.as === "leader" &&
      theMeeting(state).leadingId === actor.personId &&
      (note.wallId !== null || note.groupId !== null);
    if (!isMine && !isOurs && !isLeadersWall) return notThere("noteId");
    const fields = changed(note, command.changes, ["text", "situation", "valueId"]);
    if (isRefusal(fields)) return fields;
    if (fields.text !== undefined && !fields.text.trim()) return refuse("empty", { field: "text" });
    if (fields.valueId && !state.values.has(fields.valueId)) return notThere("valueId");
    return happened("note.changed", { notes: { [note.id]: fields } });
  },

  "note.withdraw": (state, command, actor, at) => {
    const note = state.notes.get(command.noteId);
    const isOurs =
      actor.as === "seat" && note?.groupId && state.seats.get(actor.seatId)?.groupId === note.groupId;
    if (!note || !(isAuthor(note, actor, command.key, at) || isOurs)) return notThere("noteId");
    // What lay under it comes up again: only her own note is hers to take away.
    const under = notesIn(state, note.wallId ? state.notesOfWall.get(note.wallId) : undefined)
      .filter((other) => other.mergedInto === note.id)
      .map(({ id }) => [id, { mergedInto: null }] as const);
    return happened("note.withdrawn", { notes: { ...Object.fromEntries(under), [note.id]: null } });
  },

  "note.agree": (state, command, actor, at) => {
    const note = state.notes.get(command.noteId);
    const round = note && state.rounds.get(note.roundId);
    if (!note || !round || !isOnShow(state, note)) return notThere("noteId");
    const voter = voterOf(state, round, actor, command.pass, at);
    if (isRefusal(voter)) return voter;
    const id = `${note.id} ${voter}`;
    const replaced = otherSeats(state, voter).map((seatId) => [`${note.id} ${seatId}`, null] as const);
    return happened("note.agreed", {
      agrees: {
        ...Object.fromEntries(replaced),
        [id]: command.agrees ? { id, noteId: note.id, voter } : null,
      },
    });
  },

  "note.takeAlong": (state, { noteId, isTakenAlong }) =>
    state.notes.has(noteId)
      ? happened("note.takenAlong", { notes: { [noteId]: { isTakenAlong } } })
      : notThere("noteId"),

  "pass.take": (state, { roundId, pad }, actor, at) => {
    if (actor.as !== "seat") return refuse("seatsOnly");
    if (state.rounds.get(roundId)?.mode !== "notStored") return notThere("roundId");
    const id = `${roundId} ${actor.seatId}`;
    const seats = [actor.seatId, ...otherSeats(state, actor.seatId)];
    if (seats.some((seatId) => state.taken.has(`${roundId} ${seatId}`))) return refuse("passTaken");
    const { sealed, made } = at.pass(roundId, pad);
    const taken = { id, roundId, seatId: actor.seatId, sealed };
    return [...made, ...happened("pass.taken", { taken: { [id]: taken } })];
  },

  "tray.takeIn": (state, command, actor, at) => {
    const late = notesIn(state, state.notesOfRound.get(command.roundId)).filter((note) => note.isLate);
    const ids = late.map(({ id }) => id);
    const ranks = ranksAmongShown(state, command.roundId, ids, at.lot);
    const notes = ids.map((id) => [id, { isLate: false, rank: ranks[id]! }]);
    return undoable(state, command, actor, "tray.takenIn", { notes: Object.fromEntries(notes) });
  },
};
