import { writeOutcome } from "./close.store.ts";
import { sendMinutesLater, undoOutcome } from "./closing.store.ts";
import { forgetDone } from "./done.store.ts";
import type { Act, Meeting } from "./loop.ts";
import type { Command } from "./model/command.ts";
import { theMeeting } from "./model/state.ts";
import { planRound } from "./round.store.ts";
import { removeDrafts, removeSeat } from "./seat.store.ts";

/** What belongs into the transaction of a command's events; for most nothing. */
export function alongside(
  { organisationId, meetingId }: Meeting,
  command: Command,
  now: () => Date,
): Act["alongside"] {
  switch (command.type) {
    case "meeting.close":
      return async (tx, state) => {
        const { closedAt } = theMeeting(state);
        await writeOutcome(tx, organisationId, meetingId, state, new Date(closedAt ?? now()));
        await sendMinutesLater(tx, organisationId, meetingId, closedAt ?? now().toISOString());
      };
    case "meeting.reopen":
      return (tx, state) => undoOutcome(tx, organisationId, meetingId, state);
    case "round.mode":
      // Whoever was writing there before is not to be found in the drafts either; her own phone still has hers.
      return command.mode === "notStored"
        ? async (tx) => {
            await removeDrafts(tx, organisationId, meetingId, command.roundId);
            await forgetDone(tx, { organisationId, meetingId, roundId: command.roundId });
          }
        : undefined;
    case "round.open":
    case "round.deadline":
      return command.deadline
        ? (tx, state) =>
            planRound(tx, { organisationId, meetingId, roundId: command.roundId }, state, command)
        : undefined;
    case "seat.remove":
      return (tx) => removeSeat(tx, organisationId, command.seatId);
    default:
      return undefined;
  }
}
