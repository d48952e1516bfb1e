import type { Meeting } from "./loop.ts";
import { framed } from "./telling.ts";

/** Those who write in one list see who is at the keys, and where: in no other group, and only where writing is named. False where nobody may. */
export function tellGroup(meeting: Meeting, seatId: string, roundId: string, place: string | null): boolean {
  const { rounds, seats } = meeting.state();
  const round = rounds.get(roundId);
  const groupId = seats.get(seatId)?.groupId;
  if (round?.kind !== "examples" || round.mode !== "named" || !groupId) return false;
  const frame = framed({ type: "writes", seatId, place });
  for (const { viewer, send } of meeting.onlookers)
    if (viewer.as === "seat" && viewer.seatId !== seatId && seats.get(viewer.seatId)?.groupId === groupId)
      send(frame);
  return true;
}
