/** The one next thing of a leader in front of her people: what the big button says and does. Pure. */

import { decisionsOf, groupsInUse, meetingOf, presentRound, stagesInOrder } from "../model/reading.ts";
import type { Room, RoomStage } from "../model/room.ts";

export type Next =
  | { act: "slide"; slide: number; title: string }
  | { act: "reveal"; roundId: string; count: number }
  | { act: "draw"; roundId: string }
  | { act: "closeVote"; roundId: string; voters: number }
  | { act: "decide"; decisionId: string; words: string }
  | { act: "go"; stage: RoomStage }
  | { act: "closeMeeting" }
  /** The stage's own panel holds it. */
  | { act: "none"; why: "vote" | "decision" | "last" };

export function stageAfter(room: Room, stageId: string): RoomStage | undefined {
  const stages = stagesInOrder(room);
  return stages[stages.findIndex(({ id }) => id === stageId) + 1];
}

export function nextOf(room: Room): Next {
  const meeting = meetingOf(room);
  const stage = room.stages[meeting?.stageId ?? ""];
  const after = stage && stageAfter(room, stage.id);
  const onward: Next = after ? { act: "go", stage: after } : { act: "none", why: "last" };
  if (!meeting || !stage) return onward;
  const round = presentRound(room, stage);
  switch (stage.kind) {
    case "points": {
      const slides = Object.values(room.slides).sort((a, b) => a.position - b.position);
      const slide = slides[meeting.slide + 1];
      return slide ? { act: "slide", slide: meeting.slide + 1, title: slide.title } : onward;
    }
    case "dialogue":
      return round && !round.isRevealed
        ? { act: "reveal", roundId: round.id, count: round.noteCount }
        : onward;
    case "groups":
      return round && groupsInUse(room).length === 0 ? { act: "draw", roundId: round.id } : onward;
    case "vote":
      if (!round) return { act: "none", why: "vote" };
      return round.isOpen ? { act: "closeVote", roundId: round.id, voters: round.vote?.voters ?? 0 } : onward;
    case "decision": {
      const decisions = decisionsOf(room);
      if (decisions.length === 0) return { act: "none", why: "decision" };
      const open = decisions.find(({ decidedAt }) => decidedAt === null);
      return open ? { act: "decide", decisionId: open.id, words: open.act } : onward;
    }
    case "close":
      return { act: "closeMeeting" };
    default:
      return onward;
  }
}
