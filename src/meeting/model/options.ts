/** What can be voted about, out of the wall, and what lies behind an option. Pure. */
import { columnsOf, presentRound, stagesInOrder } from "./reading.ts";
import type { Room, RoomNote, VoteOption } from "./room.ts";

/** Clusters as they are named, and the notes that belong to none. */
export function optionsOn(room: Room): Omit<VoteOption, "id">[] {
  const wall = stagesInOrder(room).findLast(({ kind }) => kind === "wall");
  const round = presentRound(room, wall);
  if (!round) return [];
  return columnsOf(room, round.id).columns.flatMap(({ cluster, notes }): Omit<VoteOption, "id">[] => {
    const idsOf = ({ note, doubles }: (typeof notes)[number]) => [note.id, ...doubles.map(({ id }) => id)];
    if (!cluster)
      return notes.map((each) => ({ text: each.note.text, clusterId: null, noteIds: idsOf(each) }));
    const name = cluster.name || notes[0]?.note.text;
    return name && notes.length > 0
      ? [{ text: name, clusterId: cluster.id, noteIds: notes.flatMap(idsOf) }]
      : [];
  });
}

/** The notes that an option stands for, where they say more than the option itself: a vote is never on one word. */
export function notesBehind(room: Room, option: Pick<VoteOption, "text" | "noteIds">): RoomNote[] {
  const notes = option.noteIds
    .flatMap((id) => room.notes[id] ?? [])
    .filter(({ mergedInto, isHidden }) => !mergedInto && !isHidden);
  return notes.length === 1 && notes[0]!.text === option.text ? [] : notes;
}
