import { refuse } from "#platform/refusal.ts";
import { isMoreAnonymous, isWritingKind, limits, type Mode, type StageKind } from "../kinds.ts";
import { drawn } from "../lot.ts";
import type { Delta, RoundRecord, State } from "../state.ts";
import { groupsInUse, notesIn, presentRound, theMeeting } from "../state.ts";
import { happened, notThere, type Rules } from "./rule.ts";
import { closing, newRound } from "./vote.ts";
import { isOnShow } from "./writing.ts";

/** What a stage is opened in where nobody chose: first thoughts and dots need shelter, group work and consent do not. */
const usualMode = (kind: StageKind): Mode => (kind === "dialogue" || kind === "vote" ? "hidden" : "named");

/** Everything that the groups proposed, and what was marked to be taken along: the wall begins with it. */
function proposals(state: State): string[] {
  const isProposal = (note: ReturnType<typeof notesIn>[number]) =>
    !note.wallId && (note.groupId !== null || (note.isTakenAlong && isOnShow(state, note)));
  return [...state.notes.values()].filter(isProposal).map(({ id }) => id);
}

/** A stage's first round, opened by coming there. A vote needs its options first. */
function firstRound(state: State, stageId: string, roundId: string, now: string): Delta {
  const stage = state.stages.get(stageId)!;
  const needsRound = stage.kind !== "vote" && (isWritingKind(stage.kind) || stage.kind === "groups");
  if (!needsRound || stage.roundIds.length > 0) return {};
  const mode = usualMode(stage.kind);
  const delta = newRound(state, stageId, { id: roundId, mode, openedAt: now, deadline: null, vote: null });
  if (stage.kind !== "wall") return delta;
  return { ...delta, notes: Object.fromEntries(proposals(state).map((id) => [id, { wallId: roundId }])) };
}

const inMinutes = (now: string, minutes: number | null): string | null =>
  minutes === null ? null : new Date(new Date(now).getTime() + minutes * 60_000).toISOString();

/** All at once, in an order drawn by lot: the first to write has no advantage, and order tells nothing about who. */
function revealing(state: State, round: RoundRecord, lot: string): Delta {
  const notes = drawn(
    notesIn(state, state.notesOfRound.get(round.id)).filter((note) => !note.isLate),
    lot,
  );
  return {
    rounds: { [round.id]: { isRevealed: true, ...(round.vote ? closing(state, round) : {}) } },
    notes: Object.fromEntries(notes.map((note, place) => [note.id, { rank: state.highestRank + 1 + place }])),
  };
}

export const room: Rules<
  | "lead.take"
  | "stage.go"
  | "stage.complete"
  | "stage.add"
  | "stage.change"
  | "stage.order"
  | "stage.time"
  | "slide.show"
  | "round.open"
  | "round.mode"
  | "round.deadline"
  | "round.arrange"
  | "round.close"
  | "round.reveal"
  | "groups.draw"
  | "groups.make"
  | "groups.place"
  | "groups.rename"
  | "groups.letChoose"
  | "group.choose"
  | "seat.add"
  | "seat.rename"
  | "seat.remove"
  | "meeting.close"
> = {
  "lead.take": (state, { from }, actor) => {
    if (actor.as !== "leader") return notThere();
    if (theMeeting(state).leadingId !== from) return refuse("leadTaken", { status: 409 });
    return happened("lead.taken", {
      meeting: { meeting: { leadingId: actor.personId, leadingName: actor.name } },
    });
  },

  "stage.go": (state, { stageId, roundId }, _actor, at) => {
    const stage = state.stages.get(stageId);
    if (!stage) return notThere("stageId");
    const stageEndsAt = inMinutes(at.now, stage.minutes);
    return happened("stage.gone", {
      ...firstRound(state, stageId, roundId, at.now),
      meeting: { meeting: { stageId, stageSince: at.now, stageEndsAt } },
    });
  },

  "stage.complete": (state, { stageId, isCompleted }) =>
    state.stages.has(stageId)
      ? happened("stage.completed", { stages: { [stageId]: { isCompleted } } })
      : notThere("stageId"),

  "stage.add": (state, { stageId: id, kind, question, after, minutes = null }) => {
    if (state.stages.has(id)) return refuse("thereAlready", { status: 409 });
    const stageOrder = [...theMeeting(state).stageOrder];
    stageOrder.splice(after === null ? 0 : stageOrder.indexOf(after) + 1 || stageOrder.length, 0, id);
    const stage = { id, kind, question, minutes, maySkip: true, roundIds: [], isCompleted: false };
    return happened("stage.added", {
      stages: { [id]: { ...stage, speakerNotes: "" } },
      meeting: { meeting: { stageOrder } },
    });
  },

  "stage.change": (state, { stageId, question, minutes, maySkip }) => {
    if (!state.stages.has(stageId)) return notThere("stageId");
    const fields = {
      ...(question === undefined ? {} : { question }),
      ...(minutes === undefined ? {} : { minutes }),
      ...(maySkip === undefined ? {} : { maySkip }),
    };
    return happened("stage.changed", { stages: { [stageId]: fields } });
  },

  "stage.order": (state, { order }) => {
    const known = theMeeting(state).stageOrder;
    const isSame = order.length === known.length && known.every((id) => order.includes(id));
    if (!isSame) return refuse("changedMeanwhile", { status: 409 });
    return happened("stage.ordered", { meeting: { meeting: { stageOrder: order } } });
  },

  "stage.time": (_state, { endsAt }) =>
    happened("stage.timed", { meeting: { meeting: { stageEndsAt: endsAt } } }),

  "slide.show": (state, { slide }) =>
    happened("slide.shown", {
      meeting: { meeting: { slide: Math.max(0, Math.min(slide, state.slides.size - 1)) } },
    }),

  "round.open": (state, { stageId, roundId, mode, deadline = null }, _actor, at) => {
    const stage = state.stages.get(stageId);
    if (!stage || stage.kind === "vote") return notThere("stageId");
    if (state.rounds.has(roundId)) return refuse("thereAlready", { status: 409 });
    return happened(
      "round.opened",
      newRound(state, stageId, { id: roundId, mode, openedAt: at.now, deadline, vote: null }),
    );
  },

  "round.mode": (state, { roundId, mode }) => {
    const round = state.rounds.get(roundId);
    if (!round) return notThere("roundId");
    if (round.mode === mode) return [];
    if (!isMoreAnonymous(mode, round.mode)) return refuse("notLessAnonymous", { field: "mode" });
    // Nothing that a journal has taken in is ever taken out of it again: "not stored" has to be so from the first word.
    const isEmpty =
      !state.notesOfRound.get(roundId)?.size &&
      !state.ballotsOfRound.get(roundId)?.size &&
      ![...state.decisions.values()].some((each) => each.roundId === roundId);
    if (mode === "notStored" && !isEmpty) return refuse("alreadyWritten", { field: "mode" });
    // Nor does it say any longer who arranged.
    const ops = round.kind === "wall" ? [...state.ops.keys()].map((id) => [id, { by: "" }] as const) : [];
    return happened("round.mode", { rounds: { [roundId]: { mode } }, ops: Object.fromEntries(ops) });
  },

  "round.deadline": (state, { roundId, deadline }) =>
    state.rounds.has(roundId)
      ? happened("round.deadline", { rounds: { [roundId]: { deadline } } })
      : notThere("roundId"),

  "round.arrange": (state, { roundId, participantsArrange }) =>
    state.rounds.get(roundId)?.kind === "wall"
      ? happened("round.arrange", { rounds: { [roundId]: { participantsArrange } } })
      : notThere("roundId"),

  "round.close": (state, { roundId }) => {
    const round = state.rounds.get(roundId);
    if (!round) return notThere("roundId");
    return round.isOpen ? happened("round.closed", { rounds: { [roundId]: closing(state, round) } }) : [];
  },

  "round.reveal": (state, { roundId }, _actor, at) => {
    const round = state.rounds.get(roundId);
    if (!round) return notThere("roundId");
    return round.isRevealed ? [] : happened("round.revealed", revealing(state, round, at.lot));
  },

  "groups.draw": (state, { roundId, size }, _actor, at) => {
    const seats = drawn([...state.seats.keys()], at.lot);
    const count = Math.max(1, Math.round(seats.length / size));
    const word = theMeeting(state).locale === "da" ? "Gruppe" : "Group";
    const names = Array.from({ length: count }, (_, place) => `${word} ${place + 1}`);
    const made = makeGroups(state, roundId, names, at);
    if (!made) return notThere("roundId");
    return happened("groups.drawn", {
      ...made.delta,
      seats: Object.fromEntries(seats.map((id, place) => [id, { groupId: made.ids[place % count]! }])),
    });
  },

  "groups.make": (state, { roundId, names }, _actor, at) => {
    const made = makeGroups(state, roundId, names, at);
    if (!made) return notThere("roundId");
    const seats = Object.fromEntries([...state.seats.keys()].map((id) => [id, { groupId: null }]));
    return happened("groups.made", { ...made.delta, seats });
  },

  "groups.place": (state, { seatId, groupId }) => {
    if (!state.seats.has(seatId)) return notThere("seatId");
    if (groupId && !state.groups.has(groupId)) return notThere("groupId");
    return happened("groups.placed", { seats: { [seatId]: { groupId } } });
  },

  "groups.rename": (state, { groupId, name }) =>
    state.groups.has(groupId)
      ? happened("groups.renamed", { groups: { [groupId]: { name } } })
      : notThere("groupId"),

  "groups.letChoose": (_state, { mayChoose }) =>
    happened("groups.letChoose", { meeting: { meeting: { mayChooseGroup: mayChoose } } }),

  "group.choose": (state, { groupId }, actor) => {
    if (actor.as !== "seat") return refuse("seatsOnly");
    if (!theMeeting(state).mayChooseGroup) return refuse("groupsAreSet");
    if (!groupsInUse(state).some(({ id }) => id === groupId)) return notThere("groupId");
    return happened("group.chosen", { seats: { [actor.seatId]: { groupId } } });
  },

  "seat.add": (state, { seatId, names }, _actor, at) =>
    state.seats.has(seatId)
      ? refuse("thereAlready", { status: 409 })
      : state.seats.size >= limits.seats
        ? refuse("tooManySeats", { values: { count: limits.seats } })
        : happened(
            "seat.added",
            joining(state, { seatId, names, participantId: null, personId: null }, at.now),
          ),

  "seat.rename": (state, { seatId, names }, actor) => {
    const isLeading = actor.as === "leader" && theMeeting(state).leadingId === actor.personId;
    if (!isLeading && !(actor.as === "seat" && actor.seatId === seatId)) return notThere("seatId");
    if (!state.seats.has(seatId)) return notThere("seatId");
    return happened("seat.renamed", { seats: { [seatId]: { names } } });
  },

  "seat.remove": (state, { seatId }) =>
    state.seats.has(seatId) ? happened("seat.removed", { seats: { [seatId]: null } }) : notThere("seatId"),

  "meeting.close": (state, _command, _actor, at) => {
    const open = [...state.rounds.values()].filter(({ isOpen }) => isOpen);
    return happened("meeting.closed", {
      meeting: { meeting: { state: "closed", closedAt: at.now, stageEndsAt: null } },
      rounds: Object.fromEntries(open.map((round) => [round.id, closing(state, round)])),
    });
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
  const newId = round && !isWritten ? roundId : round ? `${roundId}-${at.lot.slice(0, 8)}` : roundId;
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

/** A seat in the room. Who comes late lands where the meeting is, and in the smallest of the groups. */
export function joining(
  state: State,
  seat: { seatId: string; names: string[]; participantId: string | null; personId: string | null },
  now: string,
): Delta {
  const { seatId: id, ...who } = seat;
  const [smallest] = groupsInUse(state)
    .map((group) => ({ id: group.id, size: state.seatsOfGroup.get(group.id)?.size ?? 0 }))
    .sort((a, b) => a.size - b.size);
  return { seats: { [id]: { id, ...who, groupId: smallest?.id ?? null, joinedAt: now } } };
}
