/**
 * What a command will have done, shown before the server has said so. Only what follows from the command alone; the
 * server's own answer takes its place, and what it refuses disappears again.
 */
import type { Command, FieldChange } from "./model/command.ts";
import type { You } from "./model/frames.ts";
import type { FacetKey } from "./model/kinds.ts";
import { applyPatch, type Facets, type Patch, type Room, type RoomNote } from "./model/room.ts";

export const ahead = (room: Room, commands: readonly Command[], you: You | null): Room =>
  commands.reduce((before, command) => {
    const patch = patchOf(before, command, you);
    return patch ? applyPatch(before, patch) : before;
  }, room);

const facetsOf = (given: Record<string, string> = {}): Facets =>
  Object.fromEntries(Object.entries(given).map(([key, text]) => [key, { label: "", text }]));

function withChanges<T extends { facets: Facets }>(record: T, changes: FieldChange[]): T {
  const next: Record<string, unknown> = { ...record, facets: { ...record.facets } };
  for (const { field, value } of changes) {
    const [part, key] = field.split(".") as [string, FacetKey | undefined];
    if (key === undefined) next[part] = part === "valueId" ? value || null : value;
    else {
      const facets = next.facets as Facets;
      const before = facets[key] ?? { label: "", text: "" };
      facets[key] = part === "label" ? { ...before, label: value } : { ...before, text: value };
    }
  }
  return next as T;
}

function patchOf(room: Room, command: Command, you: You | null): Patch | null {
  const seat = you?.as === "seat" ? room.seats[you.seatId] : undefined;
  switch (command.type) {
    case "note.add": {
      const round = room.rounds[command.roundId];
      if (!round || room.notes[command.noteId]) return null;
      const note: RoomNote = {
        ...{ id: command.noteId, roundId: round.id, text: command.text, situation: command.situation ?? "" },
        groupId: round.kind === "examples" ? (command.groupId ?? seat?.groupId ?? null) : null,
        ...{ valueId: command.valueId ?? null, facets: facetsOf(command.facets), isPaper: false },
        author: round.mode === "named" ? (seat?.names.join(", ") ?? "") : "",
        // Last, until it is told where it hangs.
        rank: Number.MAX_SAFE_INTEGER,
        wallId: round.kind === "wall" ? round.id : null,
        ...{ clusterId: command.clusterId ?? null, mergedInto: null, isHidden: false, isTakenAlong: false },
        ...{ agrees: 0, isLate: !round.isOpen },
      };
      return { notes: { [note.id]: note }, own: { [note.id]: { isMine: true } } };
    }
    case "note.change": {
      const note = room.notes[command.noteId];
      return note ? { notes: { [note.id]: withChanges(note, command.changes) } } : null;
    }
    case "note.withdraw":
      return { notes: { [command.noteId]: null } };
    case "note.agree": {
      const note = room.notes[command.noteId];
      const had = Boolean(room.agreed[command.noteId]);
      if (!note || had === command.agrees) return null;
      return {
        notes: { [note.id]: { ...note, agrees: note.agrees + (command.agrees ? 1 : -1) } },
        agreed: { [note.id]: command.agrees ? { agrees: true } : null },
      };
    }
    case "seat.rename": {
      const renamed = room.seats[command.seatId];
      return renamed ? { seats: { [renamed.id]: { ...renamed, names: command.names } } } : null;
    }
    case "group.choose":
      return seat ? { seats: { [seat.id]: { ...seat, groupId: command.groupId } } } : null;
    case "vote.cast": {
      const vote = room.rounds[command.roundId]?.vote;
      if (!vote) return null;
      const dots = { ...room.ballots[command.roundId]?.dots, [command.optionId]: command.dots };
      if (command.dots === 0) delete dots[command.optionId];
      const used = Object.values(dots).reduce((sum, each) => sum + each, 0);
      return { ballots: { [command.roundId]: { dots, left: vote.budget - used, abstains: false } } };
    }
    case "vote.abstain": {
      const vote = room.rounds[command.roundId]?.vote;
      if (!vote || Object.keys(room.ballots[command.roundId]?.dots ?? {}).length > 0) return null;
      const { abstains } = command;
      return { ballots: { [command.roundId]: { dots: {}, left: vote.budget, abstains } } };
    }
    case "consent.give": {
      const { decisionId, answer, reason } = command;
      const wording = command.wording ?? room.decisions[decisionId]?.wording ?? "";
      return { consents: { [decisionId]: { answer, reason, wording } } };
    }
    case "wall.move":
      return {
        notes: Object.fromEntries(
          command.noteIds.flatMap((id) => {
            const note = room.notes[id];
            return note ? [[id, { ...note, clusterId: command.clusterId }]] : [];
          }),
        ),
      };
    case "wall.name": {
      const cluster = room.clusters[command.clusterId];
      return cluster ? { clusters: { [cluster.id]: { ...cluster, name: command.name } } } : null;
    }
    case "note.takeAlong": {
      const note = room.notes[command.noteId];
      return note ? { notes: { [note.id]: { ...note, isTakenAlong: command.isTakenAlong } } } : null;
    }
    case "plan.set": {
      const meeting = room.meeting.meeting;
      if (!meeting) return null;
      const {
        how = meeting.plan.how,
        askOn = meeting.plan.askOn,
        resultsOn = meeting.plan.resultsOn,
      } = command;
      return { meeting: { meeting: { ...meeting, plan: { how, askOn, resultsOn } } } };
    }
    case "decision.change": {
      const decision = room.decisions[command.decisionId];
      return decision ? { decisions: { [decision.id]: withChanges(decision, command.changes) } } : null;
    }
    default:
      return null;
  }
}
