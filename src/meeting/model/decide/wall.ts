import { refuse } from "#platform/refusal.ts";
import { limits, looseColumn } from "../kinds.ts";
import { ranksBefore } from "../reading.ts";
import type { Delta, Event, NoteRecord, State } from "../state.ts";
import { notesIn } from "../state.ts";
import { type Actor, happened, notThere, type Rules } from "./rule.ts";
import { mayArrange, undoable } from "./undo.ts";
import { isOnShow } from "./writing.ts";

/** An arrangement that can be undone, called after the command that made it. */
const arranged = (state: State, command: { id: string; type: string }, actor: Actor, after: Delta): Event[] =>
  undoable(state, command, actor, command.type, after);

const onWall = (state: State, noteIds: string[]): NoteRecord[] | null => {
  const notes = notesIn(state, noteIds).filter((note) => note.wallId);
  const wallId = notes[0]?.wallId;
  return notes.length === noteIds.length && notes.every((note) => note.wallId === wallId) ? notes : null;
};

/** What hangs under these notes. */
const doublesOf = (state: State, wallId: string, noteIds: readonly string[]): NoteRecord[] => {
  const over = new Set(noteIds);
  return notesIn(state, state.notesOfWall.get(wallId)).filter(
    ({ mergedInto }) => mergedInto !== null && over.has(mergedInto),
  );
};

const clusterPosition = (state: State, roundId: string): number =>
  Math.max(0, ...[...state.clusters.values()].filter((c) => c.roundId === roundId).map((c) => c.position)) +
  1;

export const wall: Rules<
  | "wall.addCluster"
  | "wall.move"
  | "wall.gather"
  | "wall.name"
  | "wall.mergeClusters"
  | "wall.removeCluster"
  | "wall.orderClusters"
  | "wall.mergeNotes"
  | "wall.unmerge"
  | "wall.arrange"
  | "wall.split"
  | "wall.hide"
  | "wall.bring"
  | "wall.paste"
  | "wall.show"
> = {
  "wall.addCluster": (state, command, actor) => {
    const { roundId, clusterId: id, name } = command;
    const no = mayArrange(state, actor, roundId);
    if (no) return no;
    if (state.clusters.has(id)) return refuse("thereAlready", { status: 409 });
    const position = clusterPosition(state, roundId);
    return arranged(state, command, actor, {
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
    const onThis = notesIn(state, state.notesOfWall.get(wallId));
    const ranks = ranksBefore(onThis, clusterId, before, notes.length, state.highestRank);
    return arranged(state, command, actor, {
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
    return arranged(state, command, actor, {
      clusters: { [id]: { id, roundId, name, position: clusterPosition(state, roundId) } },
      notes: Object.fromEntries(notes.map((note) => [note.id, { clusterId: id }])),
    });
  },

  "wall.name": (state, command, actor) => {
    const cluster = state.clusters.get(command.clusterId);
    const no = mayArrange(state, actor, cluster?.roundId);
    if (!cluster || no) return no ?? notThere("clusterId");
    if (cluster.name !== command.was) return refuse("changedMeanwhile", { field: "name", status: 409 });
    return arranged(state, command, actor, {
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
    return arranged(state, command, actor, {
      notes: Object.fromEntries(notes.map((note) => [note.id, { clusterId: into.id }])),
      clusters: { [from.id]: null },
    });
  },

  "wall.removeCluster": (state, command, actor) => {
    const cluster = state.clusters.get(command.clusterId);
    if (!cluster) return notThere("clusterId");
    const notes = notesIn(state, state.notesOfWall.get(cluster.roundId)).filter(
      (note) => note.clusterId === cluster.id,
    );
    return arranged(state, command, actor, {
      notes: Object.fromEntries(notes.map((note) => [note.id, { clusterId: null }])),
      clusters: { [cluster.id]: null },
    });
  },

  "wall.orderClusters": (state, command, actor) => {
    const known = command.order.filter((id) => state.clusters.get(id)?.roundId === command.roundId);
    return arranged(state, command, actor, {
      clusters: Object.fromEntries(known.map((id, position) => [id, { position: position + 1 }])),
    });
  },

  "wall.mergeNotes": (state, command, actor) => {
    const others = command.noteIds.filter((id) => id !== command.into);
    const notes = onWall(state, [...others, command.into]);
    if (!notes || others.length === 0) return notThere("noteIds");
    // Doubles of a double hang under the same note: there is one level of it.
    const into = state.notes.get(command.into)!.mergedInto ?? command.into;
    const under = doublesOf(state, notes[0]!.wallId!, others);
    const ids = [...others, ...under.map(({ id }) => id)].filter((id) => id !== into);
    return arranged(state, command, actor, {
      notes: Object.fromEntries(ids.map((id) => [id, { mergedInto: into }])),
    });
  },

  "wall.unmerge": (state, command, actor) => {
    const notes = onWall(state, command.noteIds);
    if (!notes) return notThere("noteIds");
    return arranged(state, command, actor, {
      notes: Object.fromEntries(notes.map((note) => [note.id, { mergedInto: null }])),
    });
  },

  "wall.arrange": (state, command, actor) => {
    const { roundId } = command;
    if (state.rounds.get(roundId)?.kind !== "wall") return notThere("roundId");
    const noteIds = command.clusters.flatMap((each) => each.noteIds);
    const notes = notesIn(state, noteIds);
    if (notes.length !== noteIds.length || new Set(noteIds).size < noteIds.length) return notThere("noteIds");
    const isLoose = (note: NoteRecord) =>
      note.wallId === roundId && note.clusterId === null && !note.mergedInto && !note.isHidden;
    if (!notes.every(isLoose)) return refuse("changedMeanwhile", { status: 409 });
    const known = command.clusters.filter(({ clusterId }) => state.clusters.has(clusterId));
    if (known.some(({ clusterId }) => state.clusters.get(clusterId)!.roundId !== roundId))
      return notThere("clusterId");
    const position = clusterPosition(state, roundId);
    const added = command.clusters.filter(({ clusterId }) => !state.clusters.has(clusterId));
    // Doubles go where the note goes that they hang under.
    const withDoubles = (ids: string[]) => [...ids, ...doublesOf(state, roundId, ids).map(({ id }) => id)];
    return arranged(state, command, actor, {
      clusters: Object.fromEntries(
        added.map(({ clusterId: id, name }, place) => [
          id,
          { id, roundId, name, position: position + place },
        ]),
      ),
      notes: Object.fromEntries(
        command.clusters.flatMap(({ clusterId, noteIds: ids }) =>
          withDoubles(ids).map((id) => [id, { clusterId }]),
        ),
      ),
    });
  },

  "wall.split": (state, command, actor) => {
    const note = state.notes.get(command.noteId);
    const { texts, noteIds } = command;
    if (!note?.wallId || noteIds.length !== texts.length - 1) return notThere("noteId");
    if (note.text !== command.was) return refuse("changedMeanwhile", { field: "text", status: 409 });
    if (noteIds.some((id) => state.notes.has(id)) || new Set(noteIds).size < noteIds.length)
      return refuse("thereAlready", { status: 409 });
    if (state.notes.size + noteIds.length > limits.notes) return refuse("tooManyNotes");
    const onThis = notesIn(state, state.notesOfWall.get(note.wallId));
    const after = onThis
      .filter(({ clusterId, rank }) => clusterId === note.clusterId && rank > note.rank)
      .sort((a, b) => a.rank - b.rank)[0];
    const ranks = ranksBefore(onThis, note.clusterId, after?.id ?? null, noteIds.length, state.highestRank);
    return arranged(state, command, actor, {
      notes: {
        [note.id]: { text: texts[0]! },
        ...Object.fromEntries(
          noteIds.map((id, place) => [id, { ...note, id, text: texts[place + 1]!, rank: ranks[place]! }]),
        ),
      },
    });
  },

  "wall.show": (state, { roundId, what }) => {
    if (state.rounds.get(roundId)?.kind !== "wall") return notThere("roundId");
    const isHere =
      what === null ||
      what === looseColumn ||
      state.clusters.get(what)?.roundId === roundId ||
      state.photos.get(what)?.wallId === roundId;
    if (!isHere) return notThere("what");
    return happened("wall.shown", { rounds: { [roundId]: { shown: what } } });
  },

  "wall.hide": (state, command, actor) => {
    const notes = notesIn(state, command.noteIds);
    if (notes.length !== command.noteIds.length) return notThere("noteIds");
    return arranged(state, command, actor, {
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
    return arranged(state, command, actor, {
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
    return arranged(state, command, actor, { notes: Object.fromEntries(notes) });
  },
};
