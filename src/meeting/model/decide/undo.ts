/**
 * What can be taken back: every step that a leader takes is kept with what it set and what stood there before. Undone
 * only where it still stands as it left it, so that nobody's work since is lost; undoing an undo is a redo.
 *
 * Never: what people have been shown (a reveal, a vote's totals: docs/decisions/0014) and what somebody said (consent). A decision that
 * is taken back has been reopened, and that is seen.
 */
import { type Refusal, refuse } from "#platform/refusal.ts";
import { type finalSteps, isFinal } from "../kinds.ts";
import type { RoomOp } from "../room.ts";
import type { Delta, Event, NoteRecord, OpRecord, State } from "../state.ts";
import { theMeeting } from "../state.ts";
import { type Actor, happened, notThere, type Rules } from "./rule.ts";

/** Who arranged, as far as the wall's round lets people be named: who moves a note may well be who wrote it. */
function nameOf(state: State, actor: Actor, wallId: string | null): string {
  if (actor.as === "leader") return actor.name;
  const isNamed = wallId !== null && state.rounds.get(wallId)?.mode === "named";
  return isNamed ? (state.seats.get(actor.seatId)?.names.join(", ") ?? "") : "";
}

const mayLead = (state: State, actor: Actor): Refusal | null =>
  actor.as === "leader" && theMeeting(state).leadingId === actor.personId ? null : refuse("notLeading");

/** Whoever leads arranges the wall; others where the wall's round lets them. */
export function mayArrange(state: State, actor: Actor, roundId: string | null | undefined): Refusal | null {
  const round = roundId ? state.rounds.get(roundId) : undefined;
  if (round?.kind !== "wall") return notThere("roundId");
  if (actor.as === "leader") return mayLead(state, actor);
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
        // A journal cannot say "undefined": what was not there is null.
        return [id, Object.fromEntries(Object.keys(fields).map((field) => [field, record[field] ?? null]))];
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

const isSame = (state: State, delta: Delta): boolean =>
  Object.entries(delta).every(([kind, records]) =>
    Object.entries(records).every(([id, fields]) => {
      const record = (state[kind as "notes"] as Map<string, object>).get(id) as
        | Record<string, unknown>
        | undefined;
      if (fields === null || !record) return fields === null && !record;
      return Object.entries(fields).every(
        ([field, value]) => JSON.stringify(record[field] ?? null) === JSON.stringify(value ?? null),
      );
    }),
  );

/** Whether taking records away would take something with them that somebody has added since. */
function losesNothing(state: State, set: Delta): boolean {
  const gone = (kind: "stages" | "rounds" | "groups") =>
    Object.entries(set[kind] ?? {}).flatMap(([id, fields]) => (fields === null ? [id] : []));
  return (
    gone("stages").every(
      (id) => theMeeting(state).stageId !== id && state.stages.get(id)?.roundIds.length === 0,
    ) &&
    gone("rounds").every((id) => !state.notesOfRound.get(id)?.size && !state.ballotsOfRound.get(id)?.size) &&
    gone("groups").every(
      (id) =>
        !state.notesOfGroup.get(id)?.size &&
        [...(state.seatsOfGroup.get(id) ?? [])].every((seatId) => set.seats && seatId in set.seats),
    )
  );
}

/** A step that can be undone, under the id of the command that made it. `before`: what undoing sets, where it leaves a trace. */
export const undoable = (
  state: State,
  command: { id: string; type: string },
  actor: Actor,
  type: string,
  after: Delta,
  before?: Delta,
): Event[] => happened(type, { ...after, ops: kept(state, command, actor, after, before) });

/**
 * A step that people have seen the outcome of. It stands in the row of steps and is never taken back: what stood before it
 * is not undone in its place, by somebody who meant this one.
 */
export const final = (
  state: State,
  command: { id: string; type: (typeof finalSteps)[number] },
  actor: Actor,
  type: string,
  set: Delta,
): Event[] => happened(type, { ...set, ops: kept(state, command, actor, {}, {}) });

/** The same for a step of several events: the record that goes with the last of them. */
export function kept(
  state: State,
  { id, type: what }: { id: string; type: string },
  actor: Actor,
  after: Delta,
  before: Delta = asItStands(state, after),
): Delta["ops"] {
  const position = state.ops.size + 1;
  const by = nameOf(state, actor, wallOf(state, { before: {}, after }));
  const isLeaders = actor.as === "leader";
  return {
    [id]: { id, what, by, isLeaders, isUndone: false, position, before, after },
  };
}

/** A step as it is told: what it was about, not what it set. */
export function toldOp(state: State, op: OpRecord): RoomOp {
  const { id, what, by, isLeaders = true, isUndone, position, before, after } = op;
  const notes = Object.values(after.notes ?? {});
  const into = new Set(notes.map((fields) => fields?.clusterId));
  const [target] = into.size === 1 ? into : [];
  const [[clusterId, fields] = []] = Object.entries(after.clusters ?? {});
  const moved = target ? state.clusters.get(target)?.name : undefined;
  const name = moved ?? fields?.name ?? before.clusters?.[clusterId ?? ""]?.name ?? "";
  return { id, what, by, isLeaders, count: notes.length, name, isUndone, position };
}

/** Steps that are many small ones: what others have moved since stays where they put it, the rest can be taken back. */
const oneByOne = new Set(["wall.move", "wall.hide", "wall.gather", "wall.arrange"]);

/** As much of a step as still stands as it left it. */
function standing(state: State, op: OpRecord): Pick<OpRecord, "before" | "after"> {
  if (!oneByOne.has(op.what)) return op;
  const left = op.isUndone ? op.before : op.after;
  const stands = (kind: "notes" | "clusters") =>
    Object.keys(op.after[kind] ?? {}).filter((id) => isSame(state, { [kind]: { [id]: left[kind]![id]! } }));
  const [notes, clusters] = [stands("notes"), stands("clusters")];
  const only = <T>(records: Record<string, T> | undefined, ids: readonly string[]): Record<string, T> =>
    Object.fromEntries(Object.entries(records ?? {}).filter(([id]) => ids.includes(id)));
  const reduced = (delta: Delta, kept: readonly string[]): Delta => ({
    notes: only(delta.notes, notes),
    clusters: only(delta.clusters, kept),
  });
  const whole = { before: reduced(op.before, clusters), after: reduced(op.after, clusters) };
  // Somebody has hung something in the cluster that it made: then the cluster stays.
  if (keepsNotesInSight(state, op.isUndone ? whole.after : whole.before)) return whole;
  return { before: reduced(op.before, []), after: reduced(op.after, []) };
}

const isEmpty = (delta: Delta): boolean =>
  Object.values(delta).every((records) => Object.keys(records).length === 0);

export const undo: Rules<"step.undo"> = {
  "step.undo": (state, { opId }, actor) => {
    const op = state.ops.get(opId);
    if (!op) return notThere("opId");
    if (isFinal(op)) return refuse("alreadySeen", { status: 409 });
    if (actor.as === "seat" && !forParticipants.has(op.what)) return refuse("notArranged");
    const roundId = wallOf(state, op);
    const no = actor.as === "seat" ? mayArrange(state, actor, roundId) : mayLead(state, actor);
    if (no) return no;
    const { before, after } = standing(state, op);
    if ((after !== op.after && isEmpty(after)) || !isSame(state, op.isUndone ? before : after))
      return refuse("changedMeanwhile", { status: 409 });
    const set = op.isUndone ? after : before;
    // Somebody has put something there since: it would hang nowhere, or be gone.
    if (!keepsNotesInSight(state, set) || !losesNothing(state, set))
      return refuse("changedMeanwhile", { status: 409 });
    return happened(op.isUndone ? "step.redone" : "step.undone", {
      ...set,
      ops: { [opId]: { isUndone: !op.isUndone, ...(after === op.after ? {} : { before, after }) } },
    });
  },
};
