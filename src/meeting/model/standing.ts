/** How the options stood once voting was over, with the rounds that were held among those that tied. Pure. */
import type { RoomVote, VoteOption, VoteResult } from "./room.ts";

type CountedRound = { id: string; vote: Pick<RoomVote, "options" | "results" | "secondOf"> | null };
/** `of` so many options. */
export type Counted = VoteResult & { of: number };
/** `rounds`: what it got, first in the vote itself, then in each round among the tied: never added up. */
export type Standing = { option: VoteOption; place: number; isTied: boolean; rounds: Counted[] };

/** The rounds of one vote: that round, the one whose tie it decides, and all others that decide ties of it. */
function ofOneVote(rounds: readonly CountedRound[], last: CountedRound): CountedRound[] {
  const byId = new Map(rounds.map((round) => [round.id, round]));
  const rootOf = (round: CountedRound): CountedRound => {
    const before = byId.get(round.vote?.secondOf ?? "");
    return before ? rootOf(before) : round;
  };
  const root = rootOf(last);
  return rounds.filter((round) => round.vote?.results && rootOf(round) === root);
}

/** Of `rounds` in the order in which they were opened, the newest vote that was counted, or the one that has `optionId`. */
export function standingsOf(rounds: readonly CountedRound[], optionId?: string): Standing[] {
  const last = rounds.findLast(
    ({ vote }) => vote?.results && (optionId === undefined || vote.options.some(({ id }) => id === optionId)),
  );
  if (!last) return [];
  const counted = ofOneVote(rounds, last);
  const standings = (counted[0]?.vote?.options ?? []).map((option) => ({
    option,
    rounds: counted.flatMap(({ vote }): Counted[] => {
      const result = vote?.results?.find((each) => each.optionId === option.id);
      return result && vote ? [{ ...result, of: vote.options.length }] : [];
    }),
  }));
  // A later round orders only those that were in it, and they stood alike until then.
  const before = (one: Counted[], other: Counted[]): number => {
    const round = one.findIndex((result, at) => result.place !== other[at]?.place);
    if (round < 0) return 0;
    return one[round]!.place - (other[round]?.place ?? one[round]!.place);
  };
  return standings
    .map(({ option, rounds: mine }) => ({
      option,
      rounds: mine,
      place: 1 + standings.filter(({ rounds: theirs }) => before(theirs, mine) < 0).length,
      isTied:
        (mine[0]?.dots ?? 0) > 0 &&
        standings.some(
          ({ option: other, rounds: theirs }) => other.id !== option.id && before(theirs, mine) === 0,
        ),
    }))
    .sort((a, b) => a.place - b.place);
}
