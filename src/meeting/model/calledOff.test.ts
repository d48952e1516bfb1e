import { expect, test } from "vitest";
import { isRefusal } from "#platform/refusal.ts";
import { lead, play } from "../testing/play.ts";
import { callingOff, takingUp } from "./calledOff.ts";
import { type Event, theMeeting } from "./state.ts";

const now = "2026-03-02T10:00:00.000Z";
const later = "2026-03-04T10:00:00.000Z";
const events = (made: ReturnType<typeof callingOff>): Event[] => {
  if (isRefusal(made)) throw new Error(made.refusal);
  return made;
};

/** A question and a vote that are open ahead of the room, with an answer and two dots given. */
function openAhead(deadline: string | null = null) {
  const { state, act, sit, take } = play();
  const anna = sit("anna");
  act(lead, { type: "round.open", stageId: "dialogue", roundId: "r", mode: "hidden", deadline });
  act(anna, { type: "note.add", roundId: "r", noteId: "n", text: "mandage er svære" });
  const option = (id: string) => ({ id, text: id, clusterId: null, noteIds: [] });
  act(lead, {
    ...{ type: "vote.open", stageId: "vote", roundId: "v", mode: "hidden", budget: 5, maxPerOption: 3 },
    ...{ options: [option("x"), option("y")], excludesOwn: false },
  });
  act(anna, { type: "vote.cast", roundId: "v", optionId: "x", dots: 2 });
  return { state, act, anna, take, callOff: () => take(events(callingOff(state, "Alle er syge.", now))) };
}

test("called off, everything that was open closes as it stands: nothing is shown, nothing counted, nothing lost", () => {
  const { state, act, anna, callOff } = openAhead();
  callOff();
  expect(theMeeting(state)).toMatchObject({ state: "calledOff", calledOff: { message: "Alle er syge." } });
  expect(state.rounds.get("r")).toMatchObject({ isOpen: false, isRevealed: false });
  expect(state.rounds.get("v")).toMatchObject({ isOpen: false, isRevealed: false, vote: { results: null } });
  expect(state.notes.get("n")?.text).toBe("mandage er svære");
  expect(act(anna, { type: "note.add", roundId: "r", noteId: "m", text: "mere" })).toMatchObject({
    refusal: "meetingIsCancelled",
  });
  for (const command of [{ type: "meeting.close" }, { type: "meeting.reopen" }] as const)
    expect(act(lead, command)).toMatchObject({ refusal: "meetingIsCancelled" });
});

test("pressed twice it is called off once, and a meeting that was held is not called off", () => {
  const { state, act, callOff } = openAhead();
  callOff();
  expect(callingOff(state, "Igen", later)).toEqual([]);
  const held = play();
  held.act(lead, { type: "meeting.close" });
  expect(callingOff(held.state, "", now)).toMatchObject({ refusal: "meetingIsClosed" });
  expect(act(lead, { type: "stage.go", stageId: "wall", roundId: "w" })).toMatchObject({
    refusal: "meetingIsCancelled",
  });
});

test("with a new day it goes on where it was: what was open is open, what had closed before stays closed", () => {
  const { state, act, anna, take, callOff } = openAhead();
  act(lead, { type: "round.open", stageId: "wall", roundId: "w", mode: "named" });
  act(lead, { type: "round.close", roundId: "w" });
  callOff();
  take(events(takingUp(state, later)));
  expect(theMeeting(state)).toMatchObject({ state: "open", calledOff: null });
  expect(["r", "v", "w"].map((id) => state.rounds.get(id)?.isOpen)).toEqual([true, true, false]);
  expect(act(anna, { type: "vote.cast", roundId: "v", optionId: "y", dots: 1 })).not.toHaveProperty(
    "refusal",
  );
  expect(takingUp(state, later)).toEqual([]);
});

test("a question whose time is up meanwhile waits for the room, and nobody is reminded of it", () => {
  const { state, act, take, callOff } = openAhead("2026-03-03T10:00:00.000Z");
  callOff();
  take(events(takingUp(state, later)));
  expect(state.rounds.get("r")).toMatchObject({ isOpen: false, isLeft: true, remindsAt: null });
  act(lead, { type: "stage.go", stageId: "dialogue", roundId: "other" });
  expect(state.rounds.get("r")?.isOpen).toBe(true);
});
