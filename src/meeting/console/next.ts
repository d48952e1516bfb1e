/** The one next thing of a leader in front of her people: what the big button says and does. Pure. */

import type { Presence } from "../model/frames.ts";
import { groupCount, headsOf, outOf } from "../model/heads.ts";
import {
  decisionsOf,
  groupsInUse,
  meetingOf,
  peopleIn,
  presentRound,
  stagesInOrder,
} from "../model/reading.ts";
import type { Room, RoomDecision, RoomStage } from "../model/room.ts";
import { type Lack, lacksOf } from "../model/wording.ts";

export type Next =
  /** `isAgain`: it is called as the one on show, so that its number tells them apart. */
  | { act: "slide"; slide: number; title: string; isAgain: boolean }
  | { act: "reveal"; roundId: string; count: number }
  | { act: "draw"; roundId: string }
  | { act: "closeVote"; roundId: string; voters: number }
  /** Concerns whose reasons nobody has read yet. */
  | { act: "reasons"; decisionId: string; count: number }
  /** `lacks`: what it would be decided without. `answers` of so many `people`. */
  | {
      act: "decide";
      decisionId: string;
      words: string;
      lacks: Lack[];
      without: Lack[];
      answers: number;
      unread: number;
      people: number;
    }
  /** `pairs`: made by lot on the way, because there are no groups. */
  | { act: "go"; stage: RoomStage; pairs: number }
  | { act: "closeMeeting" }
  /** The stage's own panel holds it. */
  | { act: "none"; why: "vote" | "decision" | "last" };

export function stageAfter(room: Room, stageId: string): RoomStage | undefined {
  const stages = stagesInOrder(room);
  const here = stages.findIndex(({ id }) => id === stageId);
  return stages.find(({ isSkipped }, place) => place > here && !isSkipped);
}

/** What is left behind by moving on now, and not yet shown to anybody. */
export type Left = { unshown: number; closesVote: boolean; staysOpen: boolean };
export function leftBehind(room: Room): Left {
  const round = presentRound(room, room.stages[meetingOf(room)?.stageId ?? ""]);
  const staysOpen = Boolean(round?.isOpen && (round.staysOpen || round.deadline));
  const unshown = round?.kind === "dialogue" && !round.isRevealed ? round.noteCount : 0;
  return { unshown, staysOpen, closesVote: Boolean(round?.vote && round.isOpen && !staysOpen) };
}

/** How many pairs will be drawn by going there: none where there are groups, or nobody to be in them. */
function pairsFor(room: Room, stage: RoomStage, away: readonly string[]): number {
  const people = peopleIn(room);
  const here = people.filter(({ id }) => !away.includes(id));
  if (stage.kind !== "examples" || groupsInUse(room).length > 0 || people.length === 0) return 0;
  return groupCount(here.length > 0 ? here : people, 2);
}

/** Who has come in and is not connected now, as far as a leader is told. */
export const awayIn = (room: Room, presence: Pick<Presence, "seats"> | null | undefined): string[] =>
  presence?.seats
    ? peopleIn(room).flatMap(({ id }) => (presence.seats![id]?.isHere === false ? [id] : []))
    : [];

type Here = Pick<Presence, "connected" | "seats"> | null;
/** How it stands with a sentence that could be decided now: who has answered, and what it would be decided without. */
export function askedOf(room: Room, decision: RoomDecision, presence?: Here) {
  const { id: decisionId, unread, valueId } = decision;
  const answers = decision.yes + decision.concerns;
  const heads = headsOf(Object.values(room.seats), presence);
  const people = outOf(answers, heads);
  const values = Object.keys(room.values).length;
  const lacking = (of: number) => lacksOf({ answers, unread, valueId }, { people: of, values });
  // Nobody waits for those who have left; the rules, which know nothing of connections, are told that they are left out.
  return { decisionId, answers, unread, people, lacks: lacking(people), without: lacking(heads.voices) };
}

export function nextOf(room: Room, presence?: Here): Next {
  const meeting = meetingOf(room);
  const stage = room.stages[meeting?.stageId ?? ""];
  const after = stage && stageAfter(room, stage.id);
  const onward: Next = after
    ? { act: "go", stage: after, pairs: pairsFor(room, after, awayIn(room, presence)) }
    : { act: "none", why: "last" };
  if (!meeting || !stage) return onward;
  const round = presentRound(room, stage);
  switch (stage.kind) {
    case "points": {
      const slides = Object.values(room.slides).sort((a, b) => a.position - b.position);
      const slide = slides[meeting.slide + 1];
      if (!slide) return onward;
      const isAgain = slide.title === slides[meeting.slide]?.title;
      return { act: "slide", slide: meeting.slide + 1, title: slide.title, isAgain };
    }
    case "dialogue":
      // Nothing to show in a round that nobody wrote in any more: then it goes on.
      return round && !round.isRevealed && (round.isOpen || round.noteCount > 0)
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
      if (!open) return onward;
      if (open.unread > 0) return { act: "reasons", decisionId: open.id, count: open.unread };
      return { act: "decide", words: open.act, ...askedOf(room, open, presence) };
    }
    case "close":
      return { act: "closeMeeting" };
    default:
      return onward;
  }
}
