import { refuse } from "#platform/refusal.ts";
import { groupCount } from "../heads.ts";
import { drawn } from "../lot.ts";
import type { Delta, Event, SeatRecord, StageRecord, State } from "../state.ts";
import { groupsInUse, presentRound, theMeeting } from "../state.ts";
import { otherSeats, peopleOf } from "./person.ts";
import { happened, notThere, type Rules } from "./rule.ts";
import { undoable } from "./undo.ts";
import { newRound } from "./vote.ts";

type Chance = { now: string; lot: string };
/** Who takes a seat. `claims`: the seat that she says was hers before. */
export type Coming = {
  seatId: string;
  names: string[];
  participantId: string | null;
  personId: string | null;
  claims?: string | null;
};

/** A person is in one group, with whichever of her phones. */
const inGroup = (state: State, seatId: string, groupId: string | null): NonNullable<Delta["seats"]> =>
  Object.fromEntries([seatId, ...otherSeats(state, seatId)].map((id) => [id, { groupId }]));

/** The groups in use, those with the fewest people first. */
const bySize = (state: State): string[] => {
  const sizes = new Map<string | null, number>();
  for (const { groupId } of peopleOf(state)) sizes.set(groupId, (sizes.get(groupId) ?? 0) + 1);
  const size = (id: string) => sizes.get(id) ?? 0;
  return groupsInUse(state)
    .map(({ id }) => id)
    .sort((one, other) => size(one) - size(other));
};

/** Who goes where, by lot: those of a large seat first, each to the group with the fewest people. */
function dealt(seats: SeatRecord[], into: Map<string, number>): [seatId: string, groupId: string][] {
  return seats
    .toSorted((one, other) => other.names.length - one.names.length)
    .map(({ id, names }) => {
      const [smallest] = [...into].reduce((least, each) => (each[1] < least[1] ? each : least));
      into.set(smallest, into.get(smallest)! + names.length);
      return [id, smallest];
    });
}

/**
 * By lot. Nobody is alone in a pair: where they are odd, one pair is three. Those who are away are dealt out over the
 * groups of the others: they have a group when they come back, and nobody is left to wait for them.
 */
function drawGroups(
  state: State,
  roundId: string,
  size: number,
  at: Chance,
  away: readonly string[] = [],
): Delta | null {
  const all = drawn(
    peopleOf(state).toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    at.lot,
  );
  const isAway = ({ id }: SeatRecord) => away.includes(id) && away.length < all.length;
  const here = all.filter((seat) => !isAway(seat));
  const word = theMeeting(state).locale === "da" ? "Gruppe" : "Group";
  const names = Array.from({ length: groupCount(here, size) }, (_, place) => `${word} ${place + 1}`);
  const made = makeGroups(state, roundId, names, at);
  if (!made) return null;
  const sizes = new Map(made.ids.map((id) => [id, 0]));
  const placed = [...dealt(here, sizes), ...dealt(all.filter(isAway), sizes)].map(([id, groupId]) =>
    inGroup(state, id, groupId),
  );
  return { ...made.delta, seats: Object.assign({}, ...placed) };
}

export const groups: Rules<
  "groups.draw" | "groups.make" | "groups.place" | "groups.rename" | "groups.letChoose" | "group.choose"
> = {
  "groups.draw": (state, command, actor, at) => {
    const delta = drawGroups(state, command.roundId, command.size, at, command.away);
    return delta ? undoable(state, command, actor, "groups.drawn", delta) : notThere("roundId");
  },

  "groups.make": (state, command, actor, at) => {
    const made = makeGroups(state, command.roundId, command.names, at);
    if (!made) return notThere("roundId");
    const seats = Object.fromEntries([...state.seats.keys()].map((id) => [id, { groupId: null }]));
    return undoable(state, command, actor, "groups.made", { ...made.delta, seats });
  },

  "groups.place": (state, command, actor) => {
    const { seatId, groupId } = command;
    if (!state.seats.has(seatId)) return notThere("seatId");
    if (groupId && !state.groups.has(groupId)) return notThere("groupId");
    return undoable(state, command, actor, "groups.placed", { seats: inGroup(state, seatId, groupId) });
  },

  "groups.rename": (state, command, actor) =>
    state.groups.has(command.groupId)
      ? undoable(state, command, actor, "groups.renamed", {
          groups: { [command.groupId]: { name: command.name } },
        })
      : notThere("groupId"),

  "groups.letChoose": (_state, { mayChoose }) =>
    happened("groups.letChoose", { meeting: { meeting: { mayChooseGroup: mayChoose } } }),

  "group.choose": (state, { groupId }, actor) => {
    if (actor.as !== "seat") return refuse("seatsOnly");
    if (!theMeeting(state).mayChooseGroup) return refuse("groupsAreSet");
    if (!groupsInUse(state).some(({ id }) => id === groupId)) return notThere("groupId");
    return happened("group.chosen", { seats: inGroup(state, actor.seatId, groupId) });
  },
};

/** Groups in this round, or in a new one beside it where its lists have already been written in. */
function makeGroups(state: State, roundId: string, names: string[], at: { now: string; lot: string }) {
  const stage = [...state.stages.values()].find(({ kind }) => kind === "groups");
  if (!stage) return null;
  const round = state.rounds.get(roundId);
  if (round && round.kind !== "groups") return null;
  const old = round ? [...state.groups.values()].filter((group) => group.roundId === roundId) : [];
  const isWritten = old.some(({ id }) => state.notesOfGroup.get(id)?.size);
  // Named after the first round, however often they are drawn: never longer than that.
  const newId = isWritten ? `${stage.roundIds[0]}-${at.lot.slice(0, 8)}` : roundId;
  const open = presentRound(state, stage.id);
  const isNew = !state.rounds.has(newId);
  const ids = names.map((_, place) => `${newId}-${at.lot.slice(0, 8)}-${place + 1}`);
  const delta: Delta = {
    ...(isNew
      ? newRound(state, stage.id, {
          ...{ id: newId, mode: open?.mode ?? "named", openedAt: at.now, deadline: null, vote: null },
        })
      : {}),
    groups: {
      ...(isNew ? {} : Object.fromEntries(old.map(({ id }) => [id, null]))),
      ...Object.fromEntries(
        ids.map((id, place) => [id, { id, roundId: newId, name: names[place]!, position: place + 1 }]),
      ),
    },
  };
  return { delta, ids };
}

/**
 * What group work begins with: nobody stands without a group. Where none were made they are pairs by lot, also where the
 * agenda has no stage for it; who is in none of those that there are goes to the smallest.
 */
export function grouping(state: State, stageId: string, at: Chance, away: readonly string[] = []): Event[] {
  const people = peopleOf(state);
  if (people.length === 0) return [];
  const inUse = groupsInUse(state);
  if (inUse.length > 0) {
    const known = new Set(inUse.map(({ id }) => id));
    const sizes = new Map(inUse.map(({ id }) => [id, people.filter((each) => each.groupId === id).length]));
    const placed = people
      .filter(({ groupId }) => !groupId || !known.has(groupId))
      .map(({ id }) => {
        const [smallest] = [...sizes].sort((a, b) => a[1] - b[1])[0]!;
        sizes.set(smallest, sizes.get(smallest)! + 1);
        return inGroup(state, id, smallest);
      });
    return placed.length > 0 ? happened("groups.filled", { seats: Object.assign({}, ...placed) }) : [];
  }
  const planned = theMeeting(state)
    .stageOrder.flatMap((id) => state.stages.get(id) ?? [])
    .find(({ kind }) => kind === "groups");
  const added = planned ? null : withGroups(state, stageId, at);
  const within = added ? applied(state, added) : state;
  const id = planned?.id ?? Object.keys(added!.stages!)[0]!;
  const roundId = presentRound(state, id)?.id ?? `${id}-${at.lot.slice(0, 8)}`;
  const delta = drawGroups(within, roundId, 2, at, away);
  if (!delta) return [];
  return [...(added ? happened("stage.added", added) : []), ...happened("groups.drawn", delta)];
}

/** A stage for the groups right before the one that needs them: there they can be seen and changed. */
function withGroups(state: State, before: string, at: Chance): Delta {
  const id = `groups-${at.lot.slice(0, 8)}`;
  const stageOrder = [...theMeeting(state).stageOrder];
  stageOrder.splice(Math.max(0, stageOrder.indexOf(before)), 0, id);
  const stage = { id, kind: "groups" as const, question: "", minutes: null, maySkip: true, roundIds: [] };
  return {
    stages: { [id]: { ...stage, isCompleted: true, speakerNotes: "" } },
    meeting: { meeting: { stageOrder } },
  };
}

/** How it will stand once that is so, without its having happened. */
function applied(state: State, { stages = {}, meeting = {} }: Delta): State {
  const next: State = { ...state, stages: new Map(state.stages), meeting: new Map(state.meeting) };
  for (const [id, stage] of Object.entries(stages)) next.stages.set(id, stage as StageRecord);
  for (const [id, fields] of Object.entries(meeting))
    next.meeting.set(id, { ...theMeeting(state), ...fields });
  return next;
}

/** A seat in the room. Who comes late lands where the meeting is, and in the smallest of the groups. */
export function joining(state: State, seat: Coming, now: string): Delta {
  const { seatId: id, claims = null, ...who } = seat;
  const [groupId = null] = bySize(state);
  return { seats: { [id]: { id, ...who, groupId, joinedAt: now, sameAs: null, claims } } };
}
