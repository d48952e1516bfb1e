import { describe, expect, test } from "vitest";
import { type Course, inCommon, standingStill } from "./model.ts";

const today = "2026-11-27";
const moving: Course = {
  ...{ beganOn: "2026-10-01", movedOn: "2026-11-20", finishedOn: null },
  ...{ nextStep: { title: "Møde", dueOn: null }, decidedOn: null, askedOn: null, resultsOn: null },
  takenUpOn: null,
};

describe("a unit stands still", () => {
  test("where nobody has begun", () => {
    expect(standingStill({ ...moving, beganOn: null }, today)).toEqual({ why: "notBegun" });
  });
  test("where its next step is late, by so many days", () => {
    const nextStep = { title: "Møde", dueOn: "2026-11-20" };
    expect(standingStill({ ...moving, nextStep }, today)).toEqual({ why: "overdue", step: "Møde", days: 7 });
  });
  test("where nothing has been touched for three weeks", () => {
    expect(standingStill({ ...moving, movedOn: "2026-11-07" }, today)).toBeNull();
    expect(standingStill({ ...moving, movedOn: "2026-11-06" }, today)).toMatchObject({
      why: "notMoved",
      days: 21,
    });
  });
  test("where something was decided and no customer was ever asked about it", () => {
    const decided = { ...moving, decidedOn: "2026-10-01" };
    expect(standingStill(decided, today)).toMatchObject({ why: "notAsked", days: 57 });
    expect(standingStill({ ...decided, askedOn: "2026-10-02" }, today)).toBeNull();
  });
  test("where results have come that no meeting took up, whatever else is late", () => {
    const nextStep = { title: "Møde", dueOn: "2026-11-20" };
    const late = { ...moving, nextStep, resultsOn: "2026-10-01" };
    expect(standingStill(late, today)).toMatchObject({ why: "notTakenUp", days: 57 });
    expect(standingStill({ ...late, takenUpOn: "2026-10-01" }, today)).toMatchObject({ why: "overdue" });
  });
  test("not where its journey is finished and nothing waits", () => {
    expect(
      standingStill({ ...moving, finishedOn: "2026-11-01", nextStep: null, movedOn: "2026-01-01" }, today),
    ).toBeNull();
  });
  test("not where it moves", () => expect(standingStill(moving, today)).toBeNull());
});

test("only what more than one unit has decided is in common, the most shared first", () => {
  const decided = (behaviourId: string, unitId: string) => ({
    behaviourId,
    unitId,
    valueId: null,
    words: "",
  });
  const found = inCommon(
    [
      decided("1", "a"),
      decided("2", "a"),
      decided("3", "a"),
      decided("4", "b"),
      decided("5", "b"),
      decided("6", "c"),
    ],
    [
      { name: "alene", ids: ["1", "2"] },
      { name: "to", ids: ["3", "4"] },
      { name: "tre", ids: ["3", "5", "6", "unknown"] },
    ],
  );
  expect(found.map(({ name, units }) => [name, units])).toEqual([
    ["tre", 3],
    ["to", 2],
  ]);
});
