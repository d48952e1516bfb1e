/** Rounds that are open ahead of the room or after it: until when, who is reminded, and what happens when the time is up. Pure. */
import { closing } from "./decide/vote.ts";
import type { Mode } from "./kinds.ts";
import { type Event, type RoundRecord, type State, theMeeting } from "./state.ts";

const hour = 3_600_000;

/** A day before, where there are two; halfway, where it is a matter of hours; and for a moment nobody is reminded. */
export function reminderAt(now: string, deadline: string): string | null {
  const [from, to] = [Date.parse(now), Date.parse(deadline)];
  const at = to - from >= 48 * hour ? to - 24 * hour : to - from >= 4 * hour ? from + (to - from) / 2 : null;
  return at === null ? null : new Date(at).toISOString();
}

/** The deadline as it is set: with its reminder, or without. */
export const untilThen = (
  now: string,
  deadline: string | null,
  reminds: boolean,
): Pick<RoundRecord, "deadline" | "remindsAt"> => ({
  deadline,
  remindsAt: deadline && reminds ? reminderAt(now, deadline) : null,
});

const openRound = (state: State, roundId: string): RoundRecord | null => {
  const round = state.rounds.get(roundId);
  return round?.isOpen && theMeeting(state).state === "open" ? round : null;
};
const isDue = (at: string | null | undefined, now: string): boolean =>
  Boolean(at) && Date.parse(at!) <= Date.parse(now);

/**
 * What is due in a round now. `close`: nobody adds to it any more, and what comes lies in its tray; where the room has not
 * been at it yet, it is open again once the room comes, for those who are there.
 */
export function roundDue(
  state: State,
  roundId: string,
  what: "tell" | "remind" | "close",
  now: string,
): Event[] {
  const round = openRound(state, roundId);
  if (!round) return [];
  const set = (type: string, fields: Partial<RoundRecord>): Event[] => [
    { type, set: { rounds: { [roundId]: fields } } },
  ];
  switch (what) {
    case "tell":
      return round.toldAt ? [] : set("round.told", { toldAt: now });
    case "remind":
      return isDue(round.remindsAt, now) ? set("round.reminded", { remindsAt: null, remindedAt: now }) : [];
    case "close": {
      if (!isDue(round.deadline, now)) return [];
      const isAhead = !round.vote && !round.isRevealed && theMeeting(state).stageId !== round.stageId;
      return set("round.expired", { ...closing(state, round), remindsAt: null, isLeft: isAhead });
    }
  }
}

/** Somebody on the list, as far as it matters for a reminder. */
export type Reminded = { id: string; email: string };

/**
 * Who is reminded: whoever has an address and has not said that she is done. Where nothing is stored nobody knows who is
 * done, and all are reminded alike.
 */
export const toRemind = <Who extends Reminded>(
  people: readonly Who[],
  mode: Mode,
  areDone: ReadonlySet<string>,
): Who[] => people.filter(({ id, email }) => email && (mode === "notStored" || !areDone.has(id)));
