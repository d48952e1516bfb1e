/**
 * What this viewer may know: the only door out of the engine, for sockets, routes and documents alike.
 *
 * The common part is the same bytes for everyone and holds nothing that anybody in the room may not see: of a round that
 * has not been revealed only counts, of a round that is not named no author. What is only somebody's own, her group's or
 * the leaders' is patched on top of it.
 */

import { consentTo } from "./model/decide/decision.ts";
import { personOf } from "./model/decide/person.ts";
import { toldOp } from "./model/decide/undo.ts";
import { ballotsOf, spent } from "./model/decide/vote.ts";
import { isOnShow } from "./model/decide/writing.ts";
import type { Collection, OwnBallot, Patch, Room, RoomNote, RoomVote } from "./model/room.ts";
import { collections, emptyRoom } from "./model/room.ts";
import type { BallotRecord, NoteRecord, State, Touched } from "./model/state.ts";
import { notesIn } from "./model/state.ts";

/** Who looks: `keys` are the hashes of the keys and passes that her device holds. */
export type Viewer =
  | { as: "seat"; seatId: string; keys: ReadonlySet<string> }
  | { as: "leader"; personId: string; keys: ReadonlySet<string> }
  | { as: "screen" };

const namesOf = (state: State, note: NoteRecord): string => {
  const { author } = note;
  if (!author || state.rounds.get(note.roundId)?.mode !== "named") return "";
  if ("seatId" in author) return state.seats.get(author.seatId)?.names.join(", ") ?? "";
  return "personId" in author ? (state.leaders.get(author.personId)?.name ?? "") : "";
};

/** A note as it is shown, without a word of who wrote it unless the round is named. */
const noteOf = (state: State, note: NoteRecord): RoomNote => ({
  ...{
    id: note.id,
    roundId: note.roundId,
    groupId: note.groupId,
    text: note.text,
    situation: note.situation,
  },
  ...{ valueId: note.valueId, facets: note.facets, author: namesOf(state, note), isPaper: note.isPaper },
  ...{ rank: note.rank, wallId: note.wallId, clusterId: note.clusterId, mergedInto: note.mergedInto },
  ...{ isHidden: note.isHidden, isTakenAlong: note.isTakenAlong, isLate: note.isLate },
  agrees: state.agreesOfNote.get(note.id)?.size ?? 0,
});

/** How each kind of record is shown to everyone; null: not at all. */
const common: { [Name in Collection]?: (state: State, id: string) => Room[Name][string] | null } = {
  meeting: (state, id) => state.meeting.get(id) ?? null,
  leaders: (state, id) => {
    const leader = state.leaders.get(id);
    return leader ? { personId: leader.personId, name: leader.name } : null;
  },
  values: (state, id) => state.values.get(id) ?? null,
  slides: (state, id) => without(state.slides.get(id), "speakerNotes"),
  background: (state, id) => state.background.get(id) ?? null,
  stages: (state, id) => without(state.stages.get(id), "speakerNotes"),
  rounds: (state, id) => {
    const round = state.rounds.get(id);
    if (!round) return null;
    const late = notesIn(state, state.late).filter((note) => note.roundId === id).length;
    return {
      ...round,
      noteCount: (state.notesOfRound.get(id)?.size ?? 0) - late,
      trayCount: late,
      vote: round.vote && { ...round.vote, ...turnout(state, id, round.vote.budget) },
    };
  },
  seats: (state, id) => {
    const seat = state.seats.get(id);
    if (!seat) return null;
    const { names, groupId, joinedAt, sameAs = null, claims = null } = seat;
    return { id, names, groupId, joinedAt, sameAs, claims };
  },
  groups: (state, id) => {
    const group = state.groups.get(id);
    if (!group) return null;
    // As they came, and otherwise by id: the same after the journal was read again, which keeps no order within an event.
    const came = (seatId: string) => `${state.seats.get(seatId)?.joinedAt} ${seatId}`;
    const seatIds = [...(state.seatsOfGroup.get(id) ?? [])]
      .filter((seatId) => personOf(state, seatId) === seatId)
      .sort((a, b) => (came(a) < came(b) ? -1 : 1));
    return { ...group, seatIds, noteCount: state.notesOfGroup.get(id)?.size ?? 0 };
  },
  clusters: (state, id) => state.clusters.get(id) ?? null,
  notes: (state, id) => {
    const note = state.notes.get(id);
    return note && isOnShow(state, note) ? noteOf(state, note) : null;
  },
  photos: (state, id) => state.photos.get(id) ?? null,
  decisions: (state, id) => {
    const decision = state.decisions.get(id);
    if (!decision) return null;
    const { yes, concerns, stale, shown, unread } = consentTo(state, decision);
    const isNamed = state.rounds.get(decision.roundId)?.mode === "named";
    return {
      ...decision,
      ...{ wording: decision.wording ?? "", yes, concerns: concerns.length, stale, unread: unread.length },
      // By the alphabet: the order in which they came would tell who.
      reasons: shown
        .sort((a, b) => (a.reason < b.reason ? -1 : 1))
        .map(({ reason, voter }) => ({
          reason,
          author: isNamed ? (state.seats.get(voter)?.names.join(", ") ?? "") : "",
        })),
    };
  },
  actions: (state, id) => state.actions.get(id) ?? null,
};

function without<T extends object, Key extends keyof T>(
  record: T | undefined,
  key: Key,
): Omit<T, Key> | null {
  if (!record) return null;
  const { [key]: _, ...rest } = record;
  return rest;
}

function turnout(
  state: State,
  roundId: string,
  budget: number,
): Pick<RoomVote, "voters" | "outOfDots" | "abstained"> {
  const ballots = ballotsOf(state, roundId);
  const used = ballots.map(spent);
  return {
    abstained: ballots.filter(({ abstains }) => abstains).length,
    voters: used.filter((dots) => dots > 0).length,
    outOfDots: used.filter((dots) => dots >= budget).length,
  };
}

const isBy = ({ author }: NoteRecord, seats: ReadonlySet<string>): boolean =>
  author !== null && "seatId" in author && seats.has(author.seatId);

/** What of the common part follows from records that changed: a note's round counts it, a ballot shows in its round. */
function shownBy(state: State, touched: readonly Touched[]): Map<Collection, Set<string>> {
  const shown = new Map<Collection, Set<string>>();
  const add = (name: Collection, id: string | null | undefined) => {
    if (!id) return;
    const ids = shown.get(name) ?? new Set();
    ids.add(id);
    shown.set(name, ids);
  };
  const renamed = new Set<string>();
  for (const { kind, id, note: before, seat } of touched) {
    if (kind in common && kind !== "notes") add(kind as Collection, id);
    if (kind === "rounds") {
      for (const note of notesIn(state, state.notesOfRound.get(id)))
        if (isOnShow(state, note)) add("notes", note.id);
      for (const decision of state.decisions.values())
        if (decision.roundId === id) add("decisions", decision.id);
    }
    if (kind === "notes") {
      const note = state.notes.get(id);
      // Of a note that nobody was shown not even the id leaves: with the hour at which it came it would tell who wrote.
      if ((note && isOnShow(state, note)) || (before && isOnShow(state, before))) add("notes", id);
      add("rounds", (note ?? before)?.roundId);
      add("groups", (note ?? before)?.groupId);
    }
    // Records that are not shown are named after what they belong to: "<note> <voter>".
    const owner = id.slice(0, id.lastIndexOf(" "));
    if (kind === "agrees" && state.notes.has(owner)) add("notes", owner);
    if (kind === "ballots") add("rounds", owner);
    if (kind === "consents") add("decisions", owner);
    if (kind === "seats") for (const groupId of state.groups.keys()) add("groups", groupId);
    if (seat && seat.names !== state.seats.get(id)?.names) renamed.add(id);
  }
  // Names stand on what was written in a named round as well.
  if (renamed.size > 0) {
    for (const note of state.notes.values())
      if (isBy(note, renamed) && isOnShow(state, note)) add("notes", note.id);
    for (const id of state.decisions.keys()) add("decisions", id);
  }
  return shown;
}

function project(state: State, shown: Iterable<[Collection, Iterable<string>]>): Patch {
  const patch: Record<string, Record<string, unknown>> = {};
  for (const [name, ids] of shown) {
    const set: Record<string, unknown> = {};
    for (const id of ids) set[id] = common[name]!(state, id);
    patch[name] = set;
  }
  return patch as Patch;
}

/** Everything that everybody may see. */
export function commonRoom(state: State): Room {
  const room = emptyRoom();
  const shown = collections.filter((name) => name in common);
  const patch = project(
    state,
    shown.map((name) => [name, (state[name as "notes"] as Map<string, unknown>).keys()]),
  );
  for (const [name, records] of Object.entries(patch))
    for (const [id, record] of Object.entries(records ?? {}))
      if (record !== null) (room[name as Collection] as Record<string, unknown>)[id] = record;
  return room;
}

/** What these records change for everybody: one patch, encoded once. */
export const commonPatch = (state: State, touched: readonly Touched[]): Patch =>
  project(state, shownBy(state, touched));

function isOwn(note: NoteRecord, viewer: Viewer): boolean {
  const { author } = note;
  if (!author || viewer.as === "screen") return false;
  if ("keyHash" in author) return viewer.keys.has(author.keyHash);
  if ("seatId" in author) return viewer.as === "seat" && viewer.seatId === author.seatId;
  return viewer.as === "leader" && viewer.personId === author.personId;
}

/** A note that is not before everybody's eyes is still seen by its author, its group, and (a hidden or group's) by leaders. */
function seesPrivately(state: State, note: NoteRecord, viewer: Viewer): boolean {
  if (isOwn(note, viewer)) return true;
  if (viewer.as === "seat")
    return note.groupId !== null && state.seats.get(viewer.seatId)?.groupId === note.groupId;
  if (viewer.as !== "leader" || note.isLate) return false;
  return note.groupId !== null || (note.isHidden && isOnShow(state, { ...note, isHidden: false }));
}

type Whose = {
  seats: Set<string>;
  keys: Set<string>;
  persons: Set<string>;
  everySeat: boolean;
  leaders: boolean;
};

/** Whom a change concerns beyond what everybody sees, so that nobody else is looked at. */
export function concerned(state: State, touched: readonly Touched[]): Whose {
  const whose: Whose = {
    seats: new Set(),
    keys: new Set(),
    persons: new Set(),
    everySeat: false,
    leaders: false,
  };
  for (const { kind, id, note: before, seat } of touched) {
    const voter = id.slice(id.lastIndexOf(" ") + 1);
    if (kind === "notes") {
      const note = state.notes.get(id) ?? before;
      if (note) {
        if (note.author && "seatId" in note.author) whose.seats.add(note.author.seatId);
        if (note.author && "keyHash" in note.author) whose.keys.add(note.author.keyHash);
        if (note.author && "personId" in note.author) whose.persons.add(note.author.personId);
        for (const seatId of state.seatsOfGroup.get(note.groupId ?? "") ?? []) whose.seats.add(seatId);
        if (note.groupId || note.isHidden || before?.isHidden) whose.leaders = true;
      }
    }
    if (kind === "seats") whose.seats.add(id);
    // Her name stands in lists that only her group and the leaders see.
    if (seat && seat.names !== state.seats.get(id)?.names) whose.everySeat = whose.leaders = true;
    if (kind === "ballots" || kind === "agrees" || kind === "consents") {
      whose.seats.add(voter);
      whose.keys.add(voter);
    }
    if (kind === "slides" || kind === "stages" || kind === "ops") whose.leaders = true;
    if (kind === "rounds") whose.everySeat = whose.leaders = true;
  }
  return whose;
}

export function isConcerned(whose: Whose, viewer: Viewer): boolean {
  if (viewer.as === "screen") return false;
  if (viewer.as === "leader" && (whose.leaders || whose.persons.has(viewer.personId))) return true;
  if (viewer.as === "seat" && (whose.everySeat || whose.seats.has(viewer.seatId))) return true;
  // Nearly always nobody is concerned by what her device holds: hundreds are asked for every note.
  if (whose.keys.size === 0) return false;
  for (const key of whose.keys) if (viewer.keys.has(key)) return true;
  return false;
}

/**
 * What is only this viewer's, to be laid over the common part. With the records that changed only what follows from them;
 * with "everything" all of it, for one who comes in. null: nothing.
 */
export function privatePatch(
  state: State,
  viewer: Viewer,
  touched: readonly Touched[] | "everything",
): Patch | null {
  if (viewer.as === "screen") return null;
  const isAll = touched === "everything";
  const patch: { [Name in Collection]?: Record<string, unknown> } = {};
  const set = (name: Collection, id: string, record: unknown) => {
    patch[name] ??= {};
    patch[name][id] = record;
  };
  const notes = new Set<string>();
  const voters = new Set(viewer.as === "seat" ? [viewer.seatId, ...viewer.keys] : []);

  if (isAll) for (const id of state.notes.keys()) notes.add(id);
  else {
    const renamed = new Set<string>();
    const left = new Set<string | null>();
    for (const { id, seat } of touched)
      if (viewer.as === "seat" && id === viewer.seatId && seat) left.add(seat.groupId);
    for (const { kind, id, note: before, seat } of touched) {
      if (kind === "notes") {
        notes.add(id);
        // Taken away only from those who had it: nobody else is told that it is there.
        const note = state.notes.get(id);
        if (before && !note && isOwn(before, viewer)) set("own", id, null);
        const hadIt =
          before && (seesPrivately(state, before, viewer) || (before.groupId && left.has(before.groupId)));
        if (hadIt && !(note && isOnShow(state, note))) set("notes", id, null);
      }
      if (kind === "rounds") for (const noteId of state.notesOfRound.get(id) ?? []) notes.add(noteId);
      if (seat && seat.names !== state.seats.get(id)?.names) renamed.add(id);
      // In another group now: its list comes, the old one's goes.
      if (kind === "seats" && viewer.as === "seat" && id === viewer.seatId) {
        for (const noteId of state.notesOfGroup.get(state.seats.get(id)?.groupId ?? "") ?? [])
          notes.add(noteId);
        for (const note of notesIn(state, state.notesOfGroup.get(seat?.groupId ?? ""))) {
          if (!isOnShow(state, note)) set("notes", note.id, null);
          notes.add(note.id);
        }
      }
    }
    if (renamed.size > 0)
      for (const note of state.notes.values()) if (isBy(note, renamed)) notes.add(note.id);
  }
  for (const id of notes) {
    const note = state.notes.get(id);
    if (!note) continue;
    if (isOwn(note, viewer)) set("own", id, { isMine: true });
    if (!isOnShow(state, note) && seesPrivately(state, note, viewer)) set("notes", id, noteOf(state, note));
  }

  // Records of a voter are named "<what they belong to> <voter>".
  const idsOf = function* (kind: "agrees" | "ballots" | "consents"): Iterable<[id: string, owner: string]> {
    if (voters.size === 0) return;
    const ids: Iterable<string> = isAll
      ? state[kind].keys()
      : touched.flatMap((t) => (t.kind === kind ? t.id : []));
    for (const id of ids) {
      const space = id.lastIndexOf(" ");
      if (voters.has(id.slice(space + 1))) yield [id, id.slice(0, space)];
    }
  };
  const setBallot = (ballot: BallotRecord) => {
    const budget = state.rounds.get(ballot.roundId)?.vote?.budget ?? 0;
    const own: OwnBallot = {
      dots: ballot.dots,
      left: budget - spent(ballot),
      abstains: ballot.abstains ?? false,
    };
    set("ballots", ballot.roundId, own);
  };
  for (const [id, noteId] of idsOf("agrees")) {
    if (state.agrees.has(id)) set("agreed", noteId, { agrees: true });
    else if (!isAll) set("agreed", noteId, null);
  }
  for (const [id] of idsOf("ballots")) setBallot(state.ballots.get(id)!);
  for (const [id, decisionId] of idsOf("consents")) {
    const { answer, reason, wording = "" } = state.consents.get(id)!;
    set("consents", decisionId, { answer, reason, wording });
  }
  // A changed budget leaves another number of dots.
  if (!isAll)
    for (const { kind, id } of touched)
      for (const voter of kind === "rounds" && state.rounds.get(id)?.vote ? voters : []) {
        const ballot = state.ballots.get(`${id} ${voter}`);
        if (ballot) setBallot(ballot);
      }

  if (viewer.as === "leader") {
    const isTouched = (kind: "slides" | "stages", id: string) =>
      isAll || touched.some((each) => each.kind === kind && each.id === id);
    for (const [id, slide] of state.slides) if (isTouched("slides", id)) set("slides", id, slide);
    for (const [id, stage] of state.stages) if (isTouched("stages", id)) set("stages", id, stage);
    // What can be taken back, for those who lead: to hundreds of phones it would be dead weight.
    for (const id of isAll ? state.ops.keys() : touched.flatMap((t) => (t.kind === "ops" ? t.id : []))) {
      const op = state.ops.get(id);
      if (op) set("ops", id, toldOp(state, op));
    }
  }
  return Object.keys(patch).length > 0 ? (patch as Patch) : null;
}
