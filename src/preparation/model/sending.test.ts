import { describe, expect, test } from "vitest";
import { asksAnew, changedParts, type Sent } from "./changes.ts";
import { mayAnswer, mayChange, obstaclesOf, reminderAt } from "./sending.ts";

const startsAt = new Date("2027-03-01T12:00:00Z");
const now = new Date("2027-02-01T12:00:00Z");
const ready = { state: "planned", startsAt, participants: 1 };

test("an invitation wants a time that is to come and somebody to invite", () => {
  expect(obstaclesOf(ready, now)).toEqual([]);
  expect(obstaclesOf({ ...ready, startsAt: null, participants: 0 }, now)).toEqual([
    "noTime",
    "noParticipants",
  ]);
  expect(obstaclesOf(ready, startsAt)).toEqual(["timePassed"]);
  expect(obstaclesOf({ ...ready, state: "cancelled" }, now)).toEqual(["notPlanned"]);
});

test("a meeting that was opened ahead is still to be held: when, where and who can be changed, the agenda is the room's", () => {
  const open = { state: "running" };
  expect([mayChange(open, "people"), mayChange(open, "agenda"), mayChange(open, "title")]).toEqual([
    ...[true, false, false],
  ]);
  expect(obstaclesOf({ ...ready, ...open }, now)).toEqual([]);
  expect(mayAnswer({ ...ready, ...open }, now)).toBe(true);
  for (const state of ["closed", "cancelled"]) expect(mayChange({ state }, "people")).toBe(false);
  expect(mayChange({ state: "planned" }, "agenda")).toBe(true);
});

describe("people are reminded", () => {
  const told = { state: "planned", startsAt, reminderHours: 24, remindedOf: null, toldOf: startsAt };
  test("so many hours before", () => {
    expect(reminderAt(told)?.toISOString()).toBe("2027-02-28T12:00:00.000Z");
  });
  test("not twice of the same beginning, but again of another", () => {
    expect(reminderAt({ ...told, remindedOf: startsAt })).toBeNull();
    expect(reminderAt({ ...told, remindedOf: now })).not.toBeNull();
  });
  test("not where it was cancelled, was never sent, or has moved without anybody being told", () => {
    expect(reminderAt({ ...told, state: "cancelled" })).toBeNull();
    expect(reminderAt({ ...told, toldOf: null })).toBeNull();
    expect(reminderAt({ ...told, toldOf: now })).toBeNull();
    expect(reminderAt({ ...told, reminderHours: null })).toBeNull();
  });
});

test("an answer can be changed until the meeting begins", () => {
  expect(mayAnswer(ready, now)).toBe(true);
  expect(mayAnswer(ready, startsAt)).toBe(false);
  expect(mayAnswer({ ...ready, state: "cancelled" }, now)).toBe(false);
});

test("what changed since it was sent is told part by part; only another time asks people anew", () => {
  const sent: Sent = {
    ...{
      title: "Møde",
      startsAt: startsAt.toISOString(),
      minutes: 120,
      place: "",
      videoLink: "",
      message: "",
    },
    agenda: [{ title: "Velkomst", minutes: 5 }],
  };
  expect(changedParts(sent, structuredClone(sent))).toEqual([]);
  const agenda = [{ title: "Velkomst", minutes: 6 }];
  expect(changedParts(sent, { ...sent, place: "Kantinen", agenda })).toEqual(["place", "agenda"]);
  expect(asksAnew(["place", "agenda"])).toBe(false);
  expect(asksAnew(["startsAt"])).toBe(true);
});
