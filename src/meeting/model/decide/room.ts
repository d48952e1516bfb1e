import { type Refusal, refuse } from "#platform/refusal.ts";
import { shut } from "../calledOff.ts";
import { mayReopen } from "../closing.ts";
import { untilThen } from "../deadline.ts";
import { isMoreAnonymous, isWritingKind, limits, type Mode, mayTurn, type StageKind } from "../kinds.ts";
import { drawn } from "../lot.ts";
import type { Delta, Event, RoundRecord, SlideRecord, State } from "../state.ts";
import { notesIn, presentRound, theMeeting } from "../state.ts";
import { grouping, joining } from "./groups.ts";
import { ownName } from "./person.ts";
import { happened, notThere, type Rules } from "./rule.ts";
import { final, kept, undoable } from "./undo.ts";
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

/**
 * Moving on closes what is left behind, so that nobody writes where nobody looks; coming back finds it as it was. What was
 * to stay open, or has a time of its own, stays open.
 */
function leaving(state: State, to: string): Delta["rounds"] | null {
  const { stageId: from } = theMeeting(state);
  if (from === to) return null;
  const [left, found] = [presentRound(state, from), presentRound(state, to)];
  const isLeft = left?.isOpen && left.kind !== "groups" && !left.staysOpen && !left.deadline;
  const rounds = {
    ...(left && isLeft ? { [left.id]: { ...closing(state, left), isLeft: true } } : {}),
    ...(found?.isLeft && !found.vote ? { [found.id]: { isOpen: true, isLeft: false, deadline: null } } : {}),
  };
  return Object.keys(rounds).length > 0 ? rounds : null;
}

const isPast = (moment: string | null, now: string): boolean =>
  moment !== null && Date.parse(moment) <= Date.parse(now);

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

/** Somebody may lead from now on; who does so stays. */
export function naming(
  state: State,
  { personId, name }: { personId: string; name: string },
): Event[] | Refusal {
  const no = shut(theMeeting(state));
  if (no) return no;
  if (state.leaders.has(personId)) return [];
  return happened("leader.named", { leaders: { [personId]: { id: personId, personId, name } } });
}

/**
 * The slides as they have been made anew, or written since the room was opened. The one that is on show stays on show,
 * wherever it stands now; where it is gone, the one in its place.
 */
export function renewing(state: State, slides: readonly SlideRecord[]): Event[] | Refusal {
  const { slide: shownAt } = theMeeting(state);
  const no = shut(theMeeting(state));
  if (no) return no;
  if (areSameSlides(state, slides)) return [];
  const before = [...state.slides.values()].sort((a, b) => a.position - b.position);
  const still = slides.findIndex(({ id }) => id === before[shownAt]?.id);
  const gone = before.filter(({ id }) => !slides.some((slide) => slide.id === id));
  return happened("slides.renewed", {
    slides: {
      ...Object.fromEntries(gone.map(({ id }) => [id, null])),
      ...Object.fromEntries(slides.map((slide) => [slide.id, slide])),
    },
    meeting: { meeting: { slide: still >= 0 ? still : Math.max(0, Math.min(shownAt, slides.length - 1)) } },
  });
}

/** Whether the room shows what is prepared now. */
export const areSameSlides = (state: State, slides: readonly SlideRecord[]): boolean =>
  state.slides.size === slides.length &&
  slides.every((slide) => {
    const shown = state.slides.get(slide.id);
    return shown && slideParts.every((part) => shown[part] === slide[part]);
  });
const slideParts = ["position", "point", "title", "body", "speakerNotes"] as const;

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
  | "round.keep"
  | "round.reveal"
  | "seat.add"
  | "seat.rename"
  | "seat.remove"
  | "meeting.close"
  | "meeting.reopen"
> = {
  "lead.take": (state, { from }, actor, at) => {
    if (actor.as !== "leader") return notThere();
    if (theMeeting(state).leadingId !== from) return refuse("leadTaken", { status: 409 });
    if (from === actor.personId) return [];
    const { ledBy = [] } = theMeeting(state);
    return happened("lead.taken", {
      meeting: {
        meeting: {
          ...{ leadingId: actor.personId, leadingName: actor.name },
          ledBy: [...ledBy, { name: actor.name, at: at.now }],
        },
      },
    });
  },

  "stage.go": (state, command, actor, at) => {
    const { stageId, roundId } = command;
    const stage = state.stages.get(stageId);
    if (!stage) return notThere("stageId");
    const first = firstRound(state, stageId, roundId, at.now);
    // Pressed twice she is there already, and her time runs on.
    if (theMeeting(state).stageId === stageId && Object.keys(first).length === 0) return [];
    const stageEndsAt = inMinutes(at.now, stage.minutes);
    const meeting = { meeting: { stageId, stageSince: at.now, stageEndsAt } };
    const left = leaving(state, stageId);
    // Taken back, the room stands where it stood, with its time and its round. What has been opened stays for the next
    // time, and a vote that has shown its totals stays closed.
    const rounds = Object.entries(left ?? {}).filter(([id]) => !state.rounds.get(id)?.vote);
    const back = { meeting, ...(rounds.length > 0 ? { rounds: Object.fromEntries(rounds) } : {}) };
    // Where the room is after all is not left out.
    const stages = stage.isSkipped
      ? { stages: { [stageId]: { ...first.stages?.[stageId], isSkipped: false } } }
      : {};
    const gone = happened("stage.gone", {
      ...first,
      ...stages,
      meeting,
      ops: kept(state, command, actor, back),
    });
    return [
      ...(stage.kind === "examples" ? grouping(state, stageId, at, command.away) : []),
      ...(left ? happened("round.left", { rounds: left }) : []),
      ...gone,
    ];
  },

  "stage.complete": (state, { stageId, isCompleted }) =>
    state.stages.has(stageId)
      ? happened("stage.completed", { stages: { [stageId]: { isCompleted } } })
      : notThere("stageId"),

  "stage.add": (state, command, actor) => {
    const { stageId: id, kind, question, after, minutes = null } = command;
    if (state.stages.has(id)) return refuse("thereAlready", { status: 409 });
    const stageOrder = [...theMeeting(state).stageOrder];
    stageOrder.splice(after === null ? 0 : stageOrder.indexOf(after) + 1 || stageOrder.length, 0, id);
    const stage = { id, kind, question, minutes, maySkip: true, roundIds: [], isCompleted: false };
    return undoable(state, command, actor, "stage.added", {
      stages: { [id]: { ...stage, speakerNotes: "" } },
      meeting: { meeting: { stageOrder } },
    });
  },

  "stage.change": (state, command, actor) => {
    const { stageId, question, minutes, maySkip, isSkipped } = command;
    if (!state.stages.has(stageId)) return notThere("stageId");
    const fields = {
      // Her own words now, in one language.
      ...(question === undefined ? {} : { question, inWords: null }),
      ...(minutes === undefined ? {} : { minutes }),
      ...(maySkip === undefined ? {} : { maySkip }),
      ...(isSkipped === undefined ? {} : { isSkipped }),
    };
    return undoable(state, command, actor, "stage.changed", { stages: { [stageId]: fields } });
  },

  "stage.order": (state, command, actor) => {
    const { order } = command;
    const known = theMeeting(state).stageOrder;
    const isSame = order.length === known.length && known.every((id) => order.includes(id));
    if (!isSame) return refuse("changedMeanwhile", { status: 409 });
    return undoable(state, command, actor, "stage.ordered", { meeting: { meeting: { stageOrder: order } } });
  },

  "stage.time": (state, command, actor) =>
    undoable(state, command, actor, "stage.timed", { meeting: { meeting: { stageEndsAt: command.endsAt } } }),

  "slide.show": (state, { slide }) =>
    happened("slide.shown", {
      meeting: { meeting: { slide: Math.max(0, Math.min(slide, state.slides.size - 1)) } },
    }),

  "round.open": (state, { stageId, roundId, mode, deadline = null, reminds = false }, _actor, at) => {
    const stage = state.stages.get(stageId);
    if (!stage || stage.kind === "vote") return notThere("stageId");
    if (state.rounds.has(roundId)) return refuse("thereAlready", { status: 409 });
    if (isPast(deadline, at.now)) return refuse("deadlinePassed", { field: "deadline" });
    return happened(
      "round.opened",
      newRound(state, stageId, {
        ...{ id: roundId, mode, openedAt: at.now, vote: null },
        ...untilThen(at.now, deadline, reminds),
      }),
    );
  },

  "round.mode": (state, { roundId, mode }) => {
    const round = state.rounds.get(roundId);
    if (!round) return notThere("roundId");
    if (round.mode === mode) return [];
    const isUnwritten =
      !state.notesOfRound.get(roundId)?.size &&
      !state.ballotsOfRound.get(roundId)?.size &&
      ![...state.decisions.values()].some((each) => each.roundId === roundId);
    if (!mayTurn({ mode: round.mode, isVote: round.vote !== null, isUnwritten }, mode))
      return refuse(isMoreAnonymous(mode, round.mode) ? "alreadyWritten" : "notLessAnonymous", {
        field: "mode",
      });
    // Nor does it say any longer who arranged.
    const ops = round.kind === "wall" ? [...state.ops.keys()].map((id) => [id, { by: "" }] as const) : [];
    return happened("round.mode", { rounds: { [roundId]: { mode } }, ops: Object.fromEntries(ops) });
  },

  "round.deadline": (state, { roundId, deadline, reminds = false }, _actor, at) => {
    if (!state.rounds.has(roundId)) return notThere("roundId");
    if (isPast(deadline, at.now)) return refuse("deadlinePassed", { field: "deadline" });
    return happened("round.deadline", { rounds: { [roundId]: untilThen(at.now, deadline, reminds) } });
  },

  "round.arrange": (state, { roundId, participantsArrange }) =>
    state.rounds.get(roundId)?.kind === "wall"
      ? happened("round.arrange", { rounds: { [roundId]: { participantsArrange } } })
      : notThere("roundId"),

  "round.close": (state, command, actor) => {
    const round = state.rounds.get(command.roundId);
    if (!round) return notThere("roundId");
    if (!round.isOpen) return [];
    const set: Delta = { rounds: { [round.id]: closing(state, round) } };
    // The totals of a vote have been seen by then.
    if (round.vote) return final(state, { ...command, type: "vote.close" }, actor, "round.closed", set);
    return undoable(state, command, actor, "round.closed", set);
  },

  "round.keep": (state, { roundId, staysOpen }) =>
    state.rounds.has(roundId)
      ? happened("round.kept", { rounds: { [roundId]: { staysOpen } } })
      : notThere("roundId"),

  "round.reveal": (state, command, actor, at) => {
    const round = state.rounds.get(command.roundId);
    if (!round) return notThere("roundId");
    if (round.isRevealed) return [];
    return final(state, command, actor, "round.revealed", revealing(state, round, at.lot));
  },

  "seat.add": (state, { seatId, names }, _actor, at) =>
    state.seats.has(seatId)
      ? refuse("thereAlready", { status: 409 })
      : state.seats.size >= limits.seats
        ? refuse("tooManySeats", { values: { count: limits.seats } })
        : happened(
            "seat.added",
            joining(
              state,
              { seatId, names: ownName(state, names), participantId: null, personId: null },
              at.now,
            ),
          ),

  "seat.rename": (state, { seatId, names }, actor) => {
    const isLeading = actor.as === "leader" && theMeeting(state).leadingId === actor.personId;
    if (!isLeading && !(actor.as === "seat" && actor.seatId === seatId)) return notThere("seatId");
    if (!state.seats.has(seatId)) return notThere("seatId");
    return happened("seat.renamed", { seats: { [seatId]: { names } } });
  },

  "seat.remove": (state, { seatId }) => {
    if (!state.seats.has(seatId)) return notThere("seatId");
    // Her other phones stay: the first of them is her seat from now on.
    const [next, ...others] = [...state.seats.values()].filter(({ sameAs }) => sameAs === seatId);
    const left = [
      ...(next ? [[next.id, { sameAs: null }] as const] : []),
      ...others.map(({ id }) => [id, { sameAs: next!.id }] as const),
    ];
    return happened("seat.removed", { seats: { ...Object.fromEntries(left), [seatId]: null } });
  },

  "meeting.close": (state, _command, _actor, at) => {
    const open = [...state.rounds.values()].filter(({ isOpen }) => isOpen);
    return happened("meeting.closed", {
      meeting: { meeting: { state: "closed", closedAt: at.now, stageEndsAt: null } },
      rounds: Object.fromEntries(
        open.map((round) => [round.id, { ...closing(state, round), isLeft: round.kind !== "groups" }]),
      ),
    });
  },

  "meeting.reopen": (state, _command, _actor, at) => {
    const { closedAt, stageId } = theMeeting(state);
    if (!closedAt) return refuse("notClosed", { status: 409 });
    if (!mayReopen(closedAt, at.now)) return refuse("minutesAreSent", { status: 409 });
    const round = presentRound(state, stageId);
    return happened("meeting.reopened", {
      meeting: { meeting: { state: "open", closedAt: null } },
      ...(round?.isLeft && !round.vote ? { rounds: { [round.id]: { isOpen: true, isLeft: false } } } : {}),
    });
  },
};
