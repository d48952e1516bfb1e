/** Lays what people were told beside what the journal says, replayed from its first line. */
import { isDeepStrictEqual } from "node:util";
import type { Entry } from "#meeting/journal.store.ts";
import { spent } from "#meeting/model/decide/vote.ts";
import { applyPatch, type Room } from "#meeting/model/room.ts";
import { emptyState, evolve, type State } from "#meeting/model/state.ts";
import { hashOf } from "#meeting/seat.store.ts";
import { commonRoom, privatePatch, type Viewer } from "#meeting/view.ts";
import type { Report } from "../report.ts";
import type { Person } from "./person.ts";

type Kept = { owner: string; roundId: string; place: string; content: string };

const plain = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value));

function viewerOf(person: Person): Viewer {
  const { you } = person.snapshot();
  const keys = new Set(person.secrets().map(hashOf));
  if (you?.as === "seat") return { as: "seat", seatId: you.seatId, keys };
  return { as: "leader", personId: you?.as === "leader" ? you.personId : "", keys };
}

function roomOf(state: State, common: Room, person: Person): Room {
  return plain(applyPatch(common, privatePatch(state, viewerOf(person), "everything") ?? {}));
}

/** In which collections two rooms differ, and in what first. */
function difference(one: Room, other: Room): string {
  return Object.keys(other)
    .filter((name) => !isDeepStrictEqual(one[name as "notes"], other[name as "notes"]))
    .map((name) => {
      const [here, there] = [one[name as "notes"], other[name as "notes"]];
      const ids = [...new Set([...Object.keys(here), ...Object.keys(there)])];
      const id = ids.find((each) => !isDeepStrictEqual(here[each], there[each]))!;
      return `${name} ${id}: ${JSON.stringify(here[id])} instead of ${JSON.stringify(there[id])}`;
    })
    .join("; ");
}

const twice = (all: string[]): string[] => all.filter((each, place) => all.indexOf(each) !== place);

export function check(people: Person[], journal: Entry[], drafts: Kept[]): Report["lost"] {
  const state = emptyState();
  for (const { events } of journal) for (const event of events) evolve(state, event);
  const isNo = new Map(journal.map(({ commandId, events }) => [commandId, Boolean(events[0]?.no)]));
  const lost: Report["lost"] = [];
  const tell = (what: string, examples: Iterable<string>) => lost.push({ what, examples: [...examples] });

  tell(
    "journal: a gap, or a number twice",
    journal.flatMap(({ seq }, place) => (seq === place + 1 ? [] : `seq ${seq} stands in place ${place + 1}`)),
  );
  tell("journal: a command that counts twice", twice(journal.map(({ commandId }) => commandId)));
  const added = journal.flatMap(({ events }) =>
    events.filter(({ type }) => type === "note.added").flatMap(({ set }) => Object.keys(set.notes ?? {})),
  );
  tell("journal: a note that was added twice", twice(added));

  const [unanswered, gone, sneaked]: [string[], string[], string[]] = [[], [], []];
  const denied: string[] = [];
  const [notThere, votes, saved]: [string[], string[], string[]] = [[], [], []];
  for (const person of people) {
    for (const [id, command] of person.asked) {
      const answer = person.answers.get(id);
      const said = `${command.type} ${id}`;
      if (!answer) unanswered.push(said);
      // A no that every server gives without asking the rules is not in the journal.
      if (answer === "saved" && !isNo.has(id)) gone.push(said);
      // The one is a loss; the other would be an answer that somebody was not shown, or this program did not see.
      if (answer === "saved" && isNo.get(id)) denied.push(said);
      if (answer === "refused" && isNo.get(id) === false) sneaked.push(said);
    }
    // Her own notes, as the journal leaves them: added, not withdrawn by her.
    const done = [...person.asked].filter(([id]) => person.answers.get(id) === "saved");
    const withdrawn = new Set(done.flatMap(([, c]) => (c.type === "note.withdraw" ? c.noteId : [])));
    for (const [, c] of done)
      if (c.type === "note.add" && !withdrawn.has(c.noteId) && !state.notes.has(c.noteId))
        notThere.push(`${c.noteId} “${c.text}”`);
    const viewer = viewerOf(person);
    if (viewer.as !== "seat") continue;
    const voters = [viewer.seatId, ...viewer.keys];
    for (const roundId of new Set(done.flatMap(([, c]) => (c.type === "vote.cast" ? c.roundId : [])))) {
      const ballots = voters.flatMap((voter) => state.ballots.get(`${roundId} ${voter}`) ?? []);
      if (ballots.length !== 1) votes.push(`${ballots.length} ballots of ${viewer.seatId} in ${roundId}`);
    }
    // The newest word of each field that she was told is on the server.
    const { drafts: own, unsavedDrafts } = person.snapshot();
    if (unsavedDrafts > 0) unanswered.push(`${unsavedDrafts} drafts of ${viewer.seatId}`);
    const kept = new Map(
      drafts
        .filter(({ owner }) => voters.includes(owner))
        .map(({ roundId, place, content }) => [`${roundId} ${place}`, content]),
    );
    for (const [field, content] of Object.entries(own)) {
      const isForgotten = state.rounds.get(field.split(" ")[0]!)?.mode === "notStored" && !kept.has(field);
      if (kept.get(field) !== content && !isForgotten)
        saved.push(`${field}: “${kept.get(field)}” instead of “${content}”`);
    }
  }
  tell("asked for and never answered", unanswered);
  tell("acknowledged, and not in the journal", gone);
  tell("acknowledged, and refused in the journal", denied);
  tell("refused, and done all the same", sneaked);
  tell("an acknowledged note that is not there", notThere);
  tell("who voted has not exactly one ballot", votes);
  tell("a draft that was saved and is another", saved);

  const limits = [...state.ballots.values()].flatMap((ballot) => {
    const { budget, maxPerOption } = state.rounds.get(ballot.roundId)!.vote!;
    const most = Math.max(0, ...Object.values(ballot.dots));
    return spent(ballot) > budget || most > maxPerOption
      ? `${ballot.id}: ${JSON.stringify(ballot.dots)}`
      : [];
  });
  tell("more dots than there were", limits);
  tell(
    "a round that counts more voices than people",
    [...state.rounds.values()].flatMap(({ id, mode }) =>
      mode === "notStored" && (state.ballotsOfRound.get(id)?.size ?? 0) > state.seats.size ? id : [],
    ),
  );

  const common = commonRoom(state);
  tell(
    "a view that does not stand where the journal does",
    people.flatMap((person) => {
      const [own, truth] = [plain(person.snapshot().room), roomOf(state, common, person)];
      return isDeepStrictEqual(own, truth) ? [] : difference(own, truth);
    }),
  );
  return lost;
}
