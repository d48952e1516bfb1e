/** A meeting that was opened ahead of its day, called off, and taken up again. Pure. */
import { type Refusal, refuse } from "#platform/refusal.ts";
import type { RoomMeeting } from "./room.ts";
import { type Event, type RoundRecord, type State, theMeeting } from "./state.ts";

const isPast = (at: string | null | undefined, now: string): boolean =>
  Boolean(at) && Date.parse(at!) <= Date.parse(now);

/** Why nothing is done in a meeting any more; null: it is open. */
export function shut({ state }: Pick<RoomMeeting, "state">): Refusal | null {
  if (state === "open") return null;
  return refuse(state === "closed" ? "meetingIsClosed" : "meetingIsCancelled", { status: 409 });
}

/**
 * What is open closes as it stands: a vote that was under way is not counted, and nothing that was hidden is shown. Which
 * rounds that were is kept, for a meeting that finds another day.
 */
export function callingOff(state: State, message: string, now: string): Event[] | Refusal {
  const meeting = theMeeting(state);
  if (meeting.state === "closed") return refuse("meetingIsClosed", { status: 409 });
  if (meeting.state === "calledOff") return [];
  const open = [...state.rounds.values()].filter(({ isOpen }) => isOpen).map(({ id }) => id);
  const calledOff = { at: now, message, roundIds: open };
  return [
    {
      type: "meeting.calledOff",
      set: {
        meeting: { meeting: { state: "calledOff", calledOff, stageEndsAt: null } },
        rounds: Object.fromEntries(open.map((id) => [id, { isOpen: false }])),
      },
    },
  ];
}

/** What was open opens again. Where its time is up meanwhile it waits for the room to come to it, as it would have. */
export function takingUp(state: State, now: string): Event[] | Refusal {
  const { state: is, calledOff, stageId } = theMeeting(state);
  if (is === "closed") return refuse("meetingIsClosed", { status: 409 });
  if (is === "open" || !calledOff) return [];
  const again = (round: RoundRecord): Partial<RoundRecord> => {
    const isOver = isPast(round.deadline, now);
    const isAhead = !round.vote && !round.isRevealed && stageId !== round.stageId;
    return {
      ...(isPast(round.remindsAt, now) ? { remindsAt: null } : {}),
      ...(isOver ? { isLeft: isAhead } : { isOpen: true }),
    };
  };
  const rounds = calledOff.roundIds.flatMap((id) => state.rounds.get(id) ?? []);
  return [
    {
      type: "meeting.takenUp",
      set: {
        meeting: { meeting: { state: "open", calledOff: null } },
        rounds: Object.fromEntries(rounds.map((round) => [round.id, again(round)])),
      },
    },
  ];
}
