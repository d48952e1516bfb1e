import { describe, expect, test } from "vitest";
import { lead, play } from "../testing/play.ts";
import { reminderAt, roundDue, toRemind } from "./deadline.ts";
import { evolve, presentRound } from "./state.ts";

const at = (day: number, hour: number): string => new Date(Date.UTC(2026, 2, day, hour)).toISOString();
const newId = (tail: string) => `018f3c5e-0000-7000-8000-${tail.padStart(12, "0")}`;

describe("a reminder comes", () => {
  test.each([
    ["a day before, where there are days", at(2, 9), at(6, 14), at(5, 14)],
    ["halfway, where it is a matter of hours", at(2, 9), at(2, 15), at(2, 12)],
    ["not at all, where it is soon over", at(2, 9), at(2, 11), null],
  ])("%s", (_, now, deadline, then) => expect(reminderAt(now, deadline)).toBe(then));

  test("to those with an address who have not said that they are done", () => {
    const people = [
      { id: "anna", email: "anna@nordvarme.example" },
      { id: "bo", email: "bo@nordvarme.example" },
      { id: "carl", email: "" },
    ];
    const reminded = (mode: "hidden" | "notStored") =>
      toRemind(people, mode, new Set(["anna"])).map(({ id }) => id);
    expect(reminded("hidden")).toEqual(["bo"]);
    // Who is not among them would be who has answered.
    expect(reminded("notStored")).toEqual(["anna", "bo"]);
  });
});

describe("a round that is open ahead", () => {
  function ahead(deadline = "2026-03-06T14:00:00.000Z") {
    const meeting = play();
    meeting.act(lead, {
      ...({ type: "round.open", stageId: "dialogue", roundId: "early", mode: "hidden" } as const),
      ...{ deadline, reminds: true },
    });
    const due = (what: "tell" | "remind" | "close", now: string) => {
      const events = roundDue(meeting.state, "early", what, now);
      for (const event of events) evolve(meeting.state, event);
      return events.length;
    };
    return { ...meeting, due, round: () => meeting.state.rounds.get("early")! };
  }

  test("is told of once, and reminded of once", () => {
    const { due, round } = ahead();
    expect([due("tell", at(2, 10)), due("tell", at(2, 11))]).toEqual([1, 0]);
    expect(round().remindsAt).toBe(at(5, 14));
    expect([due("remind", at(5, 13)), due("remind", at(5, 14)), due("remind", at(5, 15))]).toEqual([0, 1, 0]);
  });

  test("closes when its time is up, and what comes then lies in its tray", () => {
    const { due, round, act, sit, state } = ahead();
    const anna = sit("anna");
    act(anna, { type: "note.add", roundId: "early", noteId: newId("1"), text: "i god tid" });
    expect(due("close", at(6, 13))).toBe(0);
    expect(due("close", at(6, 14))).toBe(1);
    expect(round().isOpen).toBe(false);
    act(anna, { type: "note.add", roundId: "early", noteId: newId("2"), text: "for sent" });
    expect([...state.notes.values()].map(({ text, isLate }) => [text, isLate])).toEqual([
      ["i god tid", false],
      ["for sent", true],
    ]);
  });

  test("is the same one when the room comes to it: what came early is there, and it is open for those who are there", () => {
    const { due, go, state, act, sit } = ahead();
    act(sit("anna"), { type: "note.add", roundId: "early", noteId: newId("1"), text: "i god tid" });
    due("close", at(6, 14));
    expect(go("dialogue")).toBe("early");
    expect(presentRound(state, "dialogue")).toMatchObject({ isOpen: true, deadline: null });
    expect(state.notesOfRound.get("early")?.size).toBe(1);
  });

  test("whose deadline was moved or taken away does not close at the old one", () => {
    const { due, act, round } = ahead();
    act(lead, { type: "round.deadline", roundId: "early", deadline: at(9, 14) });
    expect(due("close", at(6, 14))).toBe(0);
    act(lead, { type: "round.deadline", roundId: "early", deadline: null });
    expect(due("close", at(20, 14))).toBe(0);
    expect(round()).toMatchObject({ isOpen: true, remindsAt: null });
  });

  test("cannot be given a time that has passed", () => {
    const { act } = ahead();
    const no = act(lead, { type: "round.deadline", roundId: "early", deadline: at(1, 9) });
    expect(no).toMatchObject({ refusal: "deadlinePassed", field: "deadline" });
  });

  test("is neither told of nor closed again once the meeting is closed", () => {
    const { due, act } = ahead();
    act(lead, { type: "meeting.close" });
    expect([due("tell", at(3, 9)), due("remind", at(6, 9)), due("close", at(7, 9))]).toEqual([0, 0, 0]);
  });
});

test("a vote that was open after the room shows its totals when its time is up, and stays closed", () => {
  const { act, go, state } = play();
  go("vote");
  act(lead, {
    ...({ type: "vote.open", stageId: "vote", roundId: "v", mode: "hidden", excludesOwn: false } as const),
    options: ["a", "b"].map((id) => ({ id, text: id, clusterId: null, noteIds: [] })),
    ...{ budget: 1, maxPerOption: 1 },
  });
  act(lead, { type: "round.deadline", roundId: "v", deadline: at(6, 14), reminds: true });
  go("decision");
  expect(state.rounds.get("v")).toMatchObject({ isOpen: true, remindsAt: at(5, 14) });
  for (const event of roundDue(state, "v", "close", at(6, 14))) evolve(state, event);
  expect(state.rounds.get("v")).toMatchObject({ isOpen: false, isRevealed: true, isLeft: false });
  go("vote");
  expect(state.rounds.get("v")?.isOpen).toBe(false);
});
