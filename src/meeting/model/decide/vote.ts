import { isRefusal, refuse } from "#platform/refusal.ts";
import type { RoomVote, VoteResult } from "../room.ts";
import type { BallotRecord, Delta, RoundRecord, State } from "../state.ts";
import { notesIn, presentRound } from "../state.ts";
import { otherSeats } from "./person.ts";
import { happened, notThere, type Rules, voterOf } from "./rule.ts";

export const ballotsOf = (state: State, roundId: string): BallotRecord[] =>
  [...(state.ballotsOfRound.get(roundId) ?? [])].flatMap((id) => state.ballots.get(id) ?? []);
export const spent = (ballot: Pick<BallotRecord, "dots"> | undefined): number =>
  Object.values(ballot?.dots ?? {}).reduce((sum, dots) => sum + dots, 0);

/** Totals only, the most dots first. Equal totals share a place, and are shown as tied. */
export function countVotes(
  options: RoomVote["options"],
  ballots: Pick<BallotRecord, "dots">[],
): VoteResult[] {
  const totals = options.map(({ id }) => ({
    optionId: id,
    dots: ballots.reduce((sum, ballot) => sum + (ballot.dots[id] ?? 0), 0),
    voters: ballots.filter((ballot) => (ballot.dots[id] ?? 0) > 0).length,
  }));
  return totals
    .map((total) => ({
      ...total,
      place: 1 + totals.filter((other) => other.dots > total.dots).length,
      isTied: total.dots > 0 && totals.some((other) => other !== total && other.dots === total.dots),
    }))
    .sort((a, b) => a.place - b.place);
}

/** Nobody adds to it any more; a vote shows its totals by being closed. */
export function closing(state: State, round: RoundRecord): Partial<RoundRecord> {
  if (!round.vote) return { isOpen: false };
  const results = countVotes(round.vote.options, ballotsOf(state, round.id));
  return { isOpen: false, isRevealed: true, vote: { ...round.vote, results } };
}

/** Adds a round to its stage; the one before it is closed and stays as it is. */
export function newRound(
  state: State,
  stageId: string,
  round: Omit<
    RoundRecord,
    "stageId" | "kind" | "number" | "isOpen" | "isLeft" | "isRevealed" | "participantsArrange"
  >,
): Delta {
  const stage = state.stages.get(stageId)!;
  const before = presentRound(state, stageId);
  return {
    stages: { [stageId]: { roundIds: [...stage.roundIds, round.id], isCompleted: false } },
    rounds: {
      ...(before?.isOpen ? { [before.id]: closing(state, before) } : {}),
      [round.id]: {
        ...round,
        stageId,
        kind: stage.kind,
        number: stage.roundIds.length + 1,
        isOpen: true,
        isLeft: false,
        isRevealed: stage.kind === "wall" || stage.kind === "groups",
        participantsArrange: false,
      },
    },
  };
}

/** Whether an option is made of nothing but this seat's own notes. */
function isOnlyOwn(state: State, noteIds: string[], seatId: string): boolean {
  const notes = notesIn(state, noteIds);
  return (
    notes.length > 0 &&
    notes.every(({ author }) => author !== null && "seatId" in author && author.seatId === seatId)
  );
}

/** Opened twice, by a double click or by two who lead: the first stands, and what is given in it. */
const isUnderWay = (state: State, stageId: string): boolean => presentRound(state, stageId)?.isOpen === true;

export const vote: Rules<"vote.open" | "vote.cast" | "vote.abstain" | "vote.budget" | "vote.second"> = {
  "vote.open": (state, command, _actor, at) => {
    const { stageId, roundId, mode, options, budget, maxPerOption, excludesOwn } = command;
    if (state.stages.get(stageId)?.kind !== "vote") return notThere("stageId");
    if (state.rounds.has(roundId)) return refuse("thereAlready", { status: 409 });
    if (new Set(options.map(({ id }) => id)).size < options.length) return notThere("options");
    if (isUnderWay(state, stageId)) return [];
    return happened(
      "vote.opened",
      newRound(state, stageId, {
        ...{ id: roundId, mode, openedAt: at.now, deadline: null },
        vote: { options, budget, maxPerOption, excludesOwn, secondOf: null, results: null },
      }),
    );
  },

  "vote.cast": (state, command, actor, at) => {
    const round = state.rounds.get(command.roundId);
    if (!round?.vote) return notThere("roundId");
    if (!round.isOpen) return refuse("voteIsClosed");
    const option = round.vote.options.find(({ id }) => id === command.optionId);
    if (!option) return notThere("optionId");
    const voter = voterOf(state, round, actor, command.pass, at);
    if (isRefusal(voter)) return voter;
    const { budget, maxPerOption, excludesOwn } = round.vote;
    const isOwn = actor.as === "seat" && isOnlyOwn(state, option.noteIds, actor.seatId);
    if (command.dots > 0 && excludesOwn && isOwn) return refuse("ownNotes");
    if (command.dots > maxPerOption) return refuse("tooManyOnOne", { values: { count: maxPerOption } });
    const id = `${round.id} ${voter}`;
    const dots = { ...state.ballots.get(id)?.dots, [command.optionId]: command.dots };
    if (command.dots === 0) delete dots[command.optionId];
    if (spent({ dots }) > budget) return refuse("outOfDots", { values: { count: budget } });
    // One person, one vote: cast from another of her seats, it is the newest that holds.
    const replaced = otherSeats(state, voter).map((seatId) => [`${round.id} ${seatId}`, null] as const);
    return happened("vote.cast", {
      ballots: {
        ...Object.fromEntries(replaced),
        [id]: { id, roundId: round.id, voter, dots, abstains: false },
      },
    });
  },

  "vote.abstain": (state, { roundId, abstains, pass }, actor, at) => {
    const round = state.rounds.get(roundId);
    if (!round?.vote) return notThere("roundId");
    if (!round.isOpen) return refuse("voteIsClosed");
    const voter = voterOf(state, round, actor, pass, at);
    if (isRefusal(voter)) return voter;
    const id = `${round.id} ${voter}`;
    const stands = state.ballots.get(id);
    if (spent(stands) > 0) return refuse("dotsGiven");
    if ((stands?.abstains ?? false) === abstains) return [];
    const replaced = otherSeats(state, voter).map((seatId) => [`${round.id} ${seatId}`, null] as const);
    return happened("vote.abstained", {
      ballots: { ...Object.fromEntries(replaced), [id]: { id, roundId, voter, dots: {}, abstains } },
    });
  },

  "vote.budget": (state, { roundId, budget, maxPerOption }) => {
    const round = state.rounds.get(roundId);
    if (!round?.vote) return notThere("roundId");
    if (!round.isOpen) return refuse("voteIsClosed");
    const ballots = ballotsOf(state, roundId);
    const most = Math.max(0, ...ballots.map(spent));
    const mostOnOne = Math.max(0, ...ballots.flatMap(({ dots }) => Object.values(dots)));
    if (budget < most) return refuse("alreadySpent", { field: "budget", values: { count: most } });
    if (maxPerOption < mostOnOne)
      return refuse("alreadySpent", { field: "maxPerOption", values: { count: mostOnOne } });
    return happened("vote.budget", {
      rounds: { [roundId]: { vote: { ...round.vote, budget, maxPerOption } } },
    });
  },

  "vote.second": (state, { of, roundId, optionIds, budget }, _actor, at) => {
    const first = state.rounds.get(of);
    if (!first?.vote?.results) return notThere("of");
    if (state.rounds.has(roundId)) return refuse("thereAlready", { status: 409 });
    if (isUnderWay(state, first.stageId)) return [];
    const options = first.vote.options.filter(({ id }) => optionIds.includes(id));
    if (options.length < 2) return refuse("tooFewOptions", { field: "optionIds" });
    const maxPerOption = Math.min(first.vote.maxPerOption, budget);
    return happened(
      "vote.second",
      newRound(state, first.stageId, {
        ...{ id: roundId, mode: first.mode, openedAt: at.now, deadline: null },
        vote: { ...first.vote, options, budget, maxPerOption, secondOf: of, results: null },
      }),
    );
  },
};
