/**
 * One person can hold two seats: her battery died, and she came in again on another phone. The leader says so, and from
 * then on she is counted once and has one vote. What she wrote stays with the device that wrote it: a name opens nothing.
 */
import { refuse } from "#platform/refusal.ts";
import { type Delta, type SeatRecord, type State, theMeeting } from "../state.ts";
import { happened, notThere, type Rules } from "./rule.ts";

/** "  mette  HOLM" is "Mette Holm". */
export const folded = (name: string): string => name.trim().replace(/\s+/g, " ").toLocaleLowerCase("da");
const callings = new WeakMap<readonly string[], string>();
/** What those on a seat are called, in any order. Kept by its names: whoever comes in is compared with everybody. */
function calling(names: readonly string[]): string {
  const known = callings.get(names) ?? names.map(folded).sort().join("\n");
  callings.set(names, known);
  return known;
}

/** The seat that somebody of this name already has. */
export function seatCalled(state: State, names: readonly string[]): SeatRecord | undefined {
  const wanted = calling(names);
  return [...state.seats.values()].find((seat) => !seat.sameAs && calling(seat.names) === wanted);
}

/** "Mette (2)" where there is a Mette: nobody is taken for another. */
export function ownName(state: State, names: readonly string[]): string[] {
  if (!seatCalled(state, names)) return [...names];
  const [first = "", ...rest] = names;
  for (let number = 2; ; number++) {
    const called = [`${first.trim()} (${number})`, ...rest];
    if (!seatCalled(state, called)) return called;
  }
}

/** The seat under which a person is counted. */
export const personOf = (state: State, seatId: string): string => state.seats.get(seatId)?.sameAs ?? seatId;
/** Her other seats. */
export const otherSeats = (state: State, seatId: string): string[] => {
  const person = personOf(state, seatId);
  return [person, ...(state.seatsOfPerson.get(person) ?? [])].filter((id) => id !== seatId);
};
/** Those who are in the room, each once. */
export const peopleOf = (state: State): SeatRecord[] =>
  [...state.seats.values()].filter(({ sameAs }) => !sameAs);

/**
 * Of two votes in a vote that is open, the one from the newer seat holds. Results that were shown stand as they were, and
 * so does consent where no name is shown: a figure that moved by one would tell how she had answered.
 */
function oneVote(state: State, older: string, newer: string[]): Pick<Delta, "ballots" | "consents"> {
  const hasOther = (records: Map<string, unknown>, owner: string) =>
    records.has(`${owner} ${older}`) && newer.some((id) => records.has(`${owner} ${id}`));
  const votes = [...state.rounds.values()].filter(
    ({ id, vote, isOpen }) => vote && isOpen && hasOther(state.ballots, id),
  );
  const decisions = [...state.decisions.values()].filter(
    ({ id, decidedAt, roundId }) =>
      !decidedAt && state.rounds.get(roundId)?.mode === "named" && hasOther(state.consents, id),
  );
  return {
    ballots: Object.fromEntries(votes.map(({ id }) => [`${id} ${older}`, null])),
    consents: Object.fromEntries(decisions.map(({ id }) => [`${id} ${older}`, null])),
  };
}

/**
 * Where nothing is stored nobody can say which of the voices are hers: as long as both seats can still use theirs, counting
 * the two as one would leave her two votes. What is over stands as it was counted.
 */
const haveVoicesOfTheirOwn = (state: State, one: string[], other: string[]): boolean =>
  [...state.rounds.values()].some(({ id, mode, isOpen, stageId }) => {
    const hasOne = (seatIds: string[]) => seatIds.some((seatId) => state.taken.has(`${id} ${seatId}`));
    const isUnderWay = isOpen || theMeeting(state).stageId === stageId;
    return mode === "notStored" && isUnderWay && hasOne(one) && hasOne(other);
  });

export const person: Rules<"seat.merge" | "seat.part"> = {
  "seat.merge": (state, { seatId, into }) => {
    const seat = state.seats.get(seatId);
    const whole = state.seats.get(personOf(state, into));
    if (!seat) return notThere("seatId");
    if (!whole) return notThere("into");
    if (personOf(state, seatId) === whole.id) return [];
    if (seat.participantId && whole.participantId) return refuse("twoInvited", { status: 409 });
    const joining = [seat.id, ...otherSeats(state, seat.id)];
    const there = [whole.id, ...otherSeats(state, whole.id)];
    if (haveVoicesOfTheirOwn(state, joining, there)) return refuse("twoVoices", { status: 409 });
    const set = { sameAs: whole.id, claims: null, names: whole.names, groupId: whole.groupId };
    const seats = Object.fromEntries(joining.map((id) => [id, set]));
    const all = [...there, ...joining];
    const older = seat.joinedAt < whole.joinedAt ? seat.id : whole.id;
    const newer = all.filter((id) => id !== older);
    return happened("seat.merged", { seats, ...oneVote(state, older, newer) });
  },

  /** Not the same after all; also the leader's no to who says so. */
  "seat.part": (state, { seatId }) => {
    const seat = state.seats.get(seatId);
    if (!seat) return notThere("seatId");
    const names = seat.sameAs ? ownName(state, seat.names) : seat.names;
    return happened("seat.parted", { seats: { [seatId]: { sameAs: null, claims: null, names } } });
  },
};
