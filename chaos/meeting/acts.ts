/** What people do in the meeting: everything at once, also what is not possible just now. */
import type { Unsent } from "#meeting/connection.ts";
import type { Mode } from "#meeting/model/kinds.ts";
import type { Room, RoomRound } from "#meeting/model/room.ts";
import { newId } from "#platform/id.ts";
import type { Person } from "./person.ts";

const mostNotes = 250;
const words = [
  "Vi ringer tilbage",
  "Jeg siger mit navn",
  "æøå — “citat”",
  "👋🏽 vi hilser",
  "‮vi vender den",
  "<b>tydeligt</b>",
];
let count = 0;
/** Each once in the whole run, so that what is there twice can be seen. */
export const newWords = (person: Person): string => `${person.chance.of(words)} ${++count}`;

const roundsOf = (room: Room, is: (round: RoomRound) => boolean) => Object.values(room.rounds).filter(is);

export function act(person: Person): void {
  const { chance } = person;
  const { room, waiting, you } = person.snapshot();
  if (waiting.length > 4 || !you) return;
  const isWriting = ({ kind }: RoomRound) => kind === "dialogue" || kind === "wall";
  // Mostly where it is possible, now and then where it is not.
  const newest = roundsOf(room, isWriting).slice(-4);
  const round = chance.of(chance.happens(0.9) ? newest.filter(({ isOpen }) => isOpen) : newest);
  const own = Object.keys(room.own).flatMap((id) => room.notes[id] ?? []);
  const isFull = Object.keys(room.notes).length > mostNotes;
  const what = chance.between(0, 100);
  if (what < (isFull ? 5 : 32)) {
    if (round) person.ask({ type: "note.add", roundId: round.id, noteId: newId(), text: newWords(person) });
  } else if (what < 42) {
    const note = chance.of(own);
    if (note)
      person.ask({
        ...{ type: "note.change", noteId: note.id },
        changes: [{ field: "text", was: note.text, value: newWords(person) }],
      });
  } else if (what < (isFull ? 65 : 48)) {
    const note = chance.of(own);
    if (note) person.ask({ type: "note.withdraw", noteId: note.id });
  } else if (what < 72) {
    const note = chance.of(Object.values(room.notes));
    if (note) person.ask({ type: "note.agree", noteId: note.id, agrees: chance.happens(0.7) });
  } else if (what < 88) {
    const vote = chance.of(roundsOf(room, (each) => each.vote !== null).slice(-2));
    const option = chance.of(vote?.vote?.options ?? []);
    if (vote && option)
      person.ask({ type: "vote.cast", roundId: vote.id, optionId: option.id, dots: chance.whole(0, 3) });
  } else if (what < 98) {
    if (round) person.draft(round.id, chance.of(["note", "situation"])!, newWords(person));
  } else person.reload();
}

/** One step of whoever leads: the room is moved, shown, closed and opened under those who write. */
export function lead(person: Person): void {
  const { room, waiting, you } = person.snapshot();
  if (waiting.length > 4 || !you) return;
  const step = stepOf(person, room);
  if (step) person.ask(step);
}

function stepOf(person: Person, room: Room): Unsent | null {
  const { chance } = person;
  const stages = Object.values(room.stages);
  const of = (kind: string) => stages.filter((stage) => stage.kind === kind);
  const mode = chance.of<Mode>(["named", "hidden", "notStored"])!;
  const rounds = Object.values(room.rounds);
  const roundId = chance.of(rounds.slice(-6))?.id ?? newId();
  const vote = rounds.filter((each) => each.vote && each.isOpen).at(-1);
  const wall = rounds.filter(({ kind }) => kind === "wall").at(-1);
  const notes = Object.values(room.notes);
  switch (chance.whole(0, 9)) {
    case 0:
      return { type: "stage.go", stageId: chance.of(stages)!.id, roundId: newId() };
    case 1:
      return { type: "round.open", stageId: chance.of(of("dialogue"))!.id, roundId: newId(), mode };
    case 2:
      return { type: "round.reveal", roundId };
    case 3:
      return { type: "round.close", roundId };
    case 4: {
      const op = chance.of(Object.values(room.ops).slice(-5));
      return op ? { type: "step.undo", opId: op.id } : null;
    }
    case 5:
      if (vote && chance.happens(0.7)) return null;
      return {
        ...{ type: "vote.open", stageId: of("vote")[0]!.id, roundId: newId(), mode },
        options: ["a", "b", "c"].map((id) => ({ id, text: id, clusterId: null, noteIds: [] })),
        ...{ budget: chance.whole(2, 5), maxPerOption: 2, excludesOwn: false },
      };
    case 6: {
      const dots = { budget: chance.whole(1, 6), maxPerOption: chance.whole(1, 3) };
      return vote ? { type: "vote.budget", roundId: vote.id, ...dots } : null;
    }
    case 7: {
      const hung = notes.filter(({ wallId }) => wall && wallId === wall.id).map(({ id }) => id);
      const noteIds = [...new Set([chance.of(hung), chance.of(hung)])].flatMap((id) => id ?? []);
      if (!wall || noteIds.length === 0) return null;
      const name = newWords(person);
      return { type: "wall.gather", noteIds, clusterId: newId(), name, roundId: wall.id };
    }
    case 8: {
      const noteIds = notes.slice(-3).map(({ id }) => id);
      return wall && noteIds.length > 0 ? { type: "wall.bring", roundId: wall.id, noteIds } : null;
    }
    default:
      return { type: "tray.takeIn", roundId };
  }
}
