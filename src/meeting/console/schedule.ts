/** Whether the end will hold, and what could be shortened or left out if it will not. Pure. */
import { meetingOf, stagesInOrder } from "../model/reading.ts";
import type { Room, RoomStage } from "../model/room.ts";

const minute = 60_000;
/** A meeting that was planned for another day has no end that could hold today. */
const sameDay = 12 * 60 * minute;
/** Nobody is bothered about a moment. */
const matters = 2;
const shortest = 5;

export type Schedule = {
  /** When it is over if what is left takes as long as planned; null: nothing of it has a time. */
  endsAt: number | null;
  /** Minutes after the planned end; 0: it holds, or none was planned for today. */
  behind: number;
  suggestions: Suggestion[];
};
export type Suggestion =
  | { do: "skip"; stage: RoomStage; wins: number }
  | { do: "shorten"; stage: RoomStage; to: number; wins: number };

/** What comes after where the room is, and is to be done today. */
const stillToCome = (room: Room): RoomStage[] => {
  const stages = stagesInOrder(room);
  const here = stages.findIndex(({ id }) => id === meetingOf(room)?.stageId);
  return stages.slice(here + 1).filter(({ isSkipped, isCompleted }) => !isSkipped && !isCompleted);
};

/** `plannedEnd`: when people were told that it is over. */
export function scheduleOf(room: Room, plannedEnd: number | null, now: number): Schedule {
  const { stageEndsAt } = meetingOf(room)!;
  const toCome = stillToCome(room);
  const left = toCome.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0);
  if (left === 0 && !stageEndsAt) return { endsAt: null, behind: 0, suggestions: [] };
  const endsAt = Math.max(now, stageEndsAt ? Date.parse(stageEndsAt) : now) + left * minute;
  const isToday = plannedEnd !== null && Math.abs(plannedEnd - now) < sameDay;
  const late = isToday ? Math.ceil((endsAt - plannedEnd) / minute) : 0;
  const behind = late >= matters ? late : 0;
  return { endsAt, behind, suggestions: behind > 0 ? suggestionsFor(toCome, behind) : [] };
}

/**
 * First the one that may be left out and wins just enough, then those that win less, the longest first; and what must not
 * be left out is shortened, all by the same share, to whole minutes and never below five.
 */
function suggestionsFor(toCome: RoomStage[], behind: number): Suggestion[] {
  const long = toCome.filter(({ minutes }) => (minutes ?? 0) > 0);
  const minutesOf = ({ minutes }: RoomStage) => minutes ?? 0;
  const mayGo = long.filter(({ maySkip }) => maySkip);
  const enough = mayGo.filter((stage) => minutesOf(stage) >= behind);
  const few = mayGo.filter((stage) => minutesOf(stage) < behind);
  const skips = [
    ...enough.toSorted((a, b) => minutesOf(a) - minutesOf(b)),
    ...few.toSorted((a, b) => minutesOf(b) - minutesOf(a)),
  ].map((stage): Suggestion => ({ do: "skip", stage, wins: minutesOf(stage) }));
  const canGive = long.filter((stage) => minutesOf(stage) > shortest);
  const spare = canGive.reduce((sum, stage) => sum + minutesOf(stage) - shortest, 0);
  const shortened = canGive.flatMap((stage): Suggestion[] => {
    const give = Math.ceil(((minutesOf(stage) - shortest) * Math.min(behind, spare)) / spare);
    const to = minutesOf(stage) - give;
    return give > 0 ? [{ do: "shorten", stage, to, wins: give }] : [];
  });
  return [...skips, ...shortened];
}
