import { expect, test } from "vitest";
import { emptyRoom, type Room, type RoomStage } from "../model/room.ts";
import { scheduleOf } from "./schedule.ts";

const at = (hour: number, minute: number) => Date.UTC(2026, 2, 2, hour, minute);
const stage = (id: string, minutes: number | null, more: Partial<RoomStage> = {}): RoomStage => ({
  ...{ id, kind: "dialogue", question: id, minutes, maySkip: false, roundIds: [], isCompleted: false },
  ...more,
});
function roomOf(stages: RoomStage[], stageEndsAt: number | null): Room {
  const room = emptyRoom();
  room.stages = Object.fromEntries(stages.map((each) => [each.id, each]));
  room.meeting["meeting"] = {
    ...({ id: "meeting", title: "", unitName: "", joinCode: "", locale: "da", timeZone: "UTC" } as const),
    ...({ state: "open", openedAt: "", closedAt: null, stageId: stages[0]!.id, stageSince: "" } as const),
    stageEndsAt: stageEndsAt === null ? null : new Date(stageEndsAt).toISOString(),
    ...{ slide: 0, stageOrder: stages.map(({ id }) => id), leadingId: null, leadingName: "" },
    ...{ mayChooseGroup: false, plan: { how: "", askOn: "", resultsOn: "" } },
  };
  return room;
}
const plan = [
  stage("now", 10),
  stage("talk", 20),
  stage("vote", 10, { maySkip: true }),
  stage("wall", 15, { maySkip: true }),
  stage("decide", 20),
];
const done = ({ suggestions }: ReturnType<typeof scheduleOf>) =>
  suggestions.map((each) => [each.do, each.stage.id, each.wins]);

test("the end holds as long as what is left fits before it", () => {
  const schedule = scheduleOf(roomOf(plan, at(9, 10)), at(10, 20), at(9, 0));
  expect(schedule).toEqual({ endsAt: at(10, 15), behind: 0, suggestions: [] });
});

test("a stage that runs over pushes the end before it", () => {
  expect(scheduleOf(roomOf(plan, at(9, 10)), at(10, 20), at(9, 25)).behind).toBe(10);
});

test("ten minutes behind: what wins just enough is left out first, or all are shortened by the same share", () => {
  const schedule = scheduleOf(roomOf(plan, at(9, 25)), at(10, 20), at(9, 20));
  expect(schedule.behind).toBe(10);
  expect(done(schedule)).toEqual([
    ["skip", "vote", 10],
    ["skip", "wall", 15],
    ["shorten", "talk", 4],
    ["shorten", "vote", 2],
    ["shorten", "wall", 3],
    ["shorten", "decide", 4],
  ]);
});

test("what is left out or done already takes no time any more", () => {
  const shorter = plan.map((each) => (each.id === "wall" ? { ...each, isSkipped: true } : each));
  expect(scheduleOf(roomOf(shorter, at(9, 10)), null, at(9, 0)).endsAt).toBe(at(10, 0));
});

test("a moment is nothing to speak of, and neither is an end on another day", () => {
  expect(scheduleOf(roomOf(plan, at(9, 10)), at(10, 14), at(9, 0)).behind).toBe(0);
  expect(scheduleOf(roomOf(plan, at(9, 10)), at(10, 20) - 5 * 86_400_000, at(9, 0)).behind).toBe(0);
});

test("nothing is shortened below five minutes, and a plan without times is not behind", () => {
  const tight = scheduleOf(
    roomOf([stage("now", 5), stage("talk", 6), stage("end", 5)], at(9, 30)),
    at(9, 10),
    at(9, 20),
  );
  expect(done(tight)).toEqual([["shorten", "talk", 1]]);
  expect(scheduleOf(roomOf([stage("now", null), stage("talk", null)], null), at(9, 0), at(10, 0))).toEqual({
    ...{ endsAt: null, behind: 0, suggestions: [] },
  });
});
