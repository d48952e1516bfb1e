import { type Refusal, refuse } from "#platform/refusal.ts";
import { limits } from "../kinds.ts";
import type { Delta, Event, NoteRecord, OpRecord, State } from "../state.ts";
import { notesIn, theMeeting } from "../state.ts";
import { type Actor, happened, notThere, type Rules } from "./rule.ts";
import { isOnShow } from "./writing.ts";

/** Who arranged, as far as the wall's round lets people be named: who moves a note may well be who wrote it. */
function nameOf(state: State, actor: Actor, wallId: string | null): string {
  if (actor.as === "leader") return actor.name;
  const isNamed = wallId !== null && state.rounds.get(wallId)?.mode === "named";
  return isNamed ? (state.seats.get(actor.seatId)?.names.join(", ") ?? "") : "";
}

/** Whoever leads arranges the wall; others where the wall's round lets them. */
function mayArrange(state: State, actor: Actor, roundId: string | null | undefined): Refusal | null {
  const round = roundId ? state.rounds.get(roundId) : undefined;
  if (round?.kind !== "wall") return notThere("roundId");
  if (actor.as === "leader")
    return theMeeting(state).leadingId === actor.personId ? null : refuse("notLeading");
  return round.participantsArrange && round.isOpen ? null : refuse("notArranged");
}

/** The fields that `after` sets, as they stand now: what undoing sets back. */
function asItStands(state: State, after: Delta): Delta {
  const before: Record<string, Record<string, unknown>> = {};
  for (const [kind, records] of Object.entries(after)) {
    const held = state[kind as "notes"] as Map<string, object>;
    before[kind] = Object.fromEntries(
      Object.entries(records).map(([id, fields]) => {
        const record = held.get(id) as Record<string, unknown> | undefined;
        if (!record || fields === null) return [id, record ?? null];
        return [id, Object.fromEntries(Object.keys(fields).map((field) => [field, record[field]]))];
      }),
    );
  }
  return before as Delta;
}

/** What participants who arrange the wall may do, and so undo; the rest is for whoever leads. */
const forParticipants = new Set<string>([
  ...["wall.addCluster", "wall.move", "wall.gather", "wall.name", "wall.mergeClusters"],
]);

/** The wall that an arrangement belongs to. Notes hidden before they hang anywhere have none. */
function wallOf(state: State, { before, after }: Pick<OpRecord, "before" | "after">): string | null {
  for (const set of [after, before]) {
    for (const [id, fields] of Object.entries(set.clusters ?? {})) {
      const roundId = state.clusters.get(id)?.roundId ?? fields?.roundId;
      if (roundId) return roundId;
    }
    for (const [id, fields] of Object.entries(set.notes ?? {})) {
      const wallId = state.notes.get(id)?.wallId ?? fields?.wallId;
      if (wallId) return wallId;
    }
  }
  return null;
}

/** Whether every note would still be in a cluster that is there, and no deeper than under one other note. */
function keepsNotesInSight(state: State, set: Delta): boolean {
  const noteAfter = (id: string): NoteRecord | null => {
    const fields = set.notes?.[id];
    return fields === null ? null : ({ ...state.notes.get(id), ...fields } as NoteRecord);
  };
  const isCluster = (id: string) =>
    set.clusters?.[id] !== null && (state.clusters.has(id) || Boolean(set.clusters?.[id]));
  const ids = new Set([...state.notes.keys(), ...Object.keys(set.notes ?? {})]);
  for (const id of ids) {
    const note = noteAfter(id);
    const isTouched = (other: string) => Boolean(set.notes && (id in set.notes || other in set.notes));
    if (note?.clusterId && !isCluster(note.clusterId)) return false;
    if (!note?.mergedInto || !isTouched(note.mergedInto)) continue;
    const over = ids.has(note.mergedInto) ? noteAfter(note.mergedInto) : null;
    if (!over || over.mergedInto || over.wallId !== note.wallId) return false;
  }
  return true;
}

/** An arrangement that can be undone, under the id of the command that made it. */
function arranged(state: State, command: { id: string }, actor: Actor, what: string, after: Delta): Event[] {
  const position = state.ops.size + 1;
  const by = nameOf(state, actor, wallOf(state, { before: {}, after }));
  const op = { id: command.id, what, by, isUndone: false, position, before: asItStands(state, after), after };
  return happened(what, { ...after, ops: { [op.id]: op } });
}

const isSame = (state: State, delta: Delta): boolean =>
  Object.entries(delta).every(([kind, records]) =>
    Object.entries(records).every(([id, fields]) => {
      const record = (state[kind as "notes"] as Map<string, object>).get(id) as
        | Record<string, unknown>
        | undefined;
      if (fields === null || !record) return fields === null && !record;
      return Object.entries(fields).every(
        ([field, value]) => JSON.stringify(record[field]) === JSON.stringify(value),
      );
    }),
  );

const onWall = (state: State, noteIds: string[]): NoteRecord[] | null => {
  const notes = notesIn(state, noteIds).filter((note) => note.wallId);
  const wallId = notes[0]?.wallId;
  return notes.length === noteIds.length && notes.every((note) => note.wallId === wallId) ? notes : null;
};

/** Ranks for `count` notes before a note of a column, or at its end. */
function ranksBefore(
  state: State,
  clusterId: string | null,
  wallId: string,
  before: string | null,
  count: number,
) {
  const column = notesIn(state, state.notesOfWall.get(wallId))
    .filter((note) => note.clusterId === clusterId)
    .sort((a, b) => a.rank - b.rank);
  const place = before === null ? -1 : column.findIndex((note) => note.id === before);
  if (place < 0) return Array.from({ length: count }, (_, step) => state.highestRank + 1 + step);
  const low = column[place - 1]?.rank ?? column[place]!.rank - 1;
  const high = column[place]!.rank;
  return Array.from({ length: count }, (_, step) => low + ((high - low) * (step + 1)) / (count + 1));
}

const clusterPosition = (state: State, roundId: string): number =>
  Math.max(0, ...[...state.clusters.values()].filter((c) => c.roundId === roundId).map((c) => c.position)) +
  1;

export const wall: Rules<
  | "wall.addCluster"
  | "wall.move"
  | "wall.gather"
  | "wall.name"
  | "wall.mergeClusters"
  | "wall.undo"
  | "wall.removeCluster"
  | "wall.orderClusters"
  | "wall.mergeNotes"
  | "wall.unmerge"
  | "wall.hide"
  | "wall.bring"
  | "wall.paste"
> = {
  "wall.addCluster": (state, command, actor) => {
    const { roundId, clusterId: id, name } = command;
    const no = mayArrange(state, actor, roundId);
    if (no) return no;
    if (state.clusters.has(id)) return refuse("thereAlready", { status: 409 });
    const position = clusterPosition(state, roundId);
    return arranged(state, command, actor, command.type, {
      clusters: { [id]: { id, roundId, name, position } },
    });
  },

  "wall.move": (state, command, actor) => {
    const notes = onWall(state, command.noteIds);
    if (!notes) return notThere("noteIds");
    const wallId = notes[0]!.wallId!;
    const no = mayArrange(state, actor, wallId);
    if (no) return no;
    const { clusterId, before = null } = command;
    if (clusterId && state.clusters.get(clusterId)?.roundId !== wallId) return notThere("clusterId");
    const ranks = ranksBefore(state, clusterId, wallId, before, notes.length);
    return arranged(state, command, actor, command.type, {
      notes: Object.fromEntries(notes.map((note, place) => [note.id, { clusterId, rank: ranks[place]! }])),
    });
  },

  "wall.gather": (state, command, actor) => {
    const notes = onWall(state, command.noteIds);
    const { roundId, clusterId: id, name } = command;
    if (!notes || notes[0]!.wallId !== roundId) return notThere("noteIds");
    const no = mayArrange(state, actor, roundId);
    if (no) return no;
    if (state.clusters.has(id)) return refuse("thereAlready", { status: 409 });
    return arranged(state, command, actor, command.type, {
      clusters: { [id]: { id, roundId, name, position: clusterPosition(state, roundId) } },
      notes: Object.fromEntries(notes.map((note) => [note.id, { clusterId: id }])),
    });
  },

  "wall.name": (state, command, actor) => {
    const cluster = state.clusters.get(command.clusterId);
    const no = mayArrange(state, actor, cluster?.roundId);
    if (!cluster || no) return no ?? notThere("clusterId");
    if (cluster.name !== command.was) return refuse("changedMeanwhile", { field: "name", status: 409 });
    return arranged(state, command, actor, command.type, {
      clusters: { [cluster.id]: { name: command.name } },
    });
  },

  "wall.mergeClusters": (state, command, actor) => {
    const from = state.clusters.get(command.from);
    const into = state.clusters.get(command.into);
    if (!from || !into || from === into || from.roundId !== into.roundId) return notThere("into");
    const no = mayArrange(state, actor, from.roundId);
    if (no) return no;
    const notes = notesIn(state, state.notesOfWall.get(from.roundId)).filter((n) => n.clusterId === from.id);
    return arranged(state, command, actor, command.type, {
      notes: Object.fromEntries(notes.map((note) => [note.id, { clusterId: into.id }])),
      clusters: { [from.id]: null },
    });
  },

  "wall.undo": (state, { opId }, actor) => {
    const op = state.ops.get(opId);
    if (!op) return notThere("opId");
    if (actor.as === "seat" && !forParticipants.has(op.what)) return refuse("notArranged");
    const roundId = wallOf(state, op);
    const no = roundId || actor.as === "seat" ? mayArrange(state, actor, roundId) : null;
    if (no) return no;
    if (!isSame(state, op.isUndone ? op.before : op.after))
      return refuse("changedMeanwhile", { status: 409 });
    const set = op.isUndone ? op.after : op.before;
    // Somebody has put something there since: it would hang nowhere.
    if (!keepsNotesInSight(state, set)) return refuse("changedMeanwhile", { status: 409 });
    return happened(op.isUndone ? "wall.redone" : "wall.undone", {
      ...set,
      ops: { [opId]: { isUndone: !op.isUndone } },
    });
  },

  "wall.removeCluster": (state, command, actor) => {
    const cluster = state.clusters.get(command.clusterId);
    if (!cluster) return notThere("clusterId");
    const notes = notesIn(state, state.notesOfWall.get(cluster.roundId)).filter(
      (note) => note.clusterId === cluster.id,
    );
    return arranged(state, command, actor, command.type, {
      notes: Object.fromEntries(notes.map((note) => [note.id, { clusterId: null }])),
      clusters: { [cluster.id]: null },
    });
  },

  "wall.orderClusters": (state, command, actor) => {
    const known = command.order.filter((id) => state.clusters.get(id)?.roundId === command.roundId);
    return arranged(state, command, actor, command.type, {
      clusters: Object.fromEntries(known.map((id, position) => [id, { position: position + 1 }])),
    });
  },

  "wall.mergeNotes": (state, command, actor) => {
    const others = command.noteIds.filter((id) => id !== command.into);
    const notes = onWall(state, [...others, command.into]);
    if (!notes || others.length === 0) return notThere("noteIds");
    // Doubles of a double hang under the same note: there is one level of it.
    const into = state.notes.get(command.into)!.mergedInto ?? command.into;
    const under = notesIn(state, state.notesOfWall.get(notes[0]!.wallId!)).filter(
      (note) => note.mergedInto && others.includes(note.mergedInto),
    );
    const ids = [...others, ...under.map(({ id }) => id)].filter((id) => id !== into);
    return arranged(state, command, actor, command.type, {
      notes: Object.fromEntries(ids.map((id) => [id, { mergedInto: into }])),
    });
  },

  "wall.unmerge": (state, command, actor) => {
    const notes = onWall(state, command.noteIds);
    if (!notes) return notThere("noteIds");
    return arranged(state, command, actor, command.type, {
      notes: Object.fromEntries(notes.map((note) => [note.id, { mergedInto: null }])),
    });
  },

  "wall.hide": (state, command, actor) => {
    const notes = notesIn(state, command.noteIds);
    if (notes.length !== command.noteIds.length) return notThere("noteIds");
    return arranged(state, command, actor, command.type, {
      notes: Object.fromEntries(notes.map((note) => [note.id, { isHidden: command.isHidden }])),
    });
  },

  "wall.bring": (state, command, actor) => {
    const { roundId, noteIds, clusterId = null } = command;
    if (state.rounds.get(roundId)?.kind !== "wall") return notThere("roundId");
    const notes = notesIn(state, noteIds);
    // What has not been revealed is its author's: nobody hangs it up for her.
    const isPrivate = notes.some((note) => note.groupId === null && !isOnShow(state, note));
    if (notes.length !== noteIds.length || isPrivate) return notThere("noteIds");
    if (clusterId && state.clusters.get(clusterId)?.roundId !== roundId) return notThere("clusterId");
    // Doubles stay together on one wall, or come apart: none is left under a note that hangs elsewhere.
    const moved = notes.filter((note) => note.wallId !== roundId);
    const apart = moved.flatMap((note) => [
      note,
      ...notesIn(state, state.notesOfWall.get(note.wallId ?? "")).filter((n) => n.mergedInto === note.id),
    ]);
    return arranged(state, command, actor, command.type, {
      notes: {
        ...Object.fromEntries(apart.map((note) => [note.id, { mergedInto: null }])),
        ...Object.fromEntries(notes.map((note) => [note.id, { wallId: roundId, clusterId }])),
        ...Object.fromEntries(
          moved.map((note) => [note.id, { wallId: roundId, clusterId, mergedInto: null }]),
        ),
      },
    });
  },

  "wall.paste": (state, command, actor) => {
    const { roundId, clusterId = null } = command;
    if (state.rounds.get(roundId)?.kind !== "wall") return notThere("roundId");
    if (state.notes.size + command.notes.length > limits.notes) return refuse("tooManyNotes");
    if (clusterId && state.clusters.get(clusterId)?.roundId !== roundId) return notThere("clusterId");
    if (command.notes.some(({ noteId }) => state.notes.has(noteId)))
      return refuse("thereAlready", { status: 409 });
    const notes = command.notes.map(({ noteId, text }, place): [string, NoteRecord] => [
      noteId,
      {
        ...{
          id: noteId,
          roundId,
          groupId: null,
          text,
          situation: "",
          valueId: null,
          facets: {},
          author: null,
        },
        ...{
          isPaper: true,
          rank: state.highestRank + 1 + place,
          wallId: roundId,
          clusterId,
          mergedInto: null,
        },
        ...{ isHidden: false, isTakenAlong: false, isLate: false },
      },
    ]);
    return arranged(state, command, actor, command.type, { notes: Object.fromEntries(notes) });
  },
};
