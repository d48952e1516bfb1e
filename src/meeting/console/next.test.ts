import { expect, test } from "vitest";
import { newId } from "#platform/id.ts";
import { lead, play } from "../testing/play.ts";
import { commonRoom } from "../view.ts";
import { leftBehind, nextOf } from "./next.ts";

test("each stage has one next thing, and it leads on once that is done", () => {
  const meeting = play();
  const next = () => nextOf(commonRoom(meeting.state));
  const anna = meeting.sit("anna");

  expect(next()).toMatchObject({ act: "go", stage: { kind: "points" } });
  meeting.go("points");
  expect(next()).toMatchObject({ act: "go", stage: { kind: "dialogue" } });

  const dialogue = meeting.go("dialogue");
  expect(next()).toEqual({ act: "reveal", roundId: dialogue, count: 0 });
  meeting.act(anna, { type: "note.add", roundId: dialogue, noteId: newId(), text: "Det er godt" });
  expect(next()).toEqual({ act: "reveal", roundId: dialogue, count: 1 });
  meeting.act(lead, { type: "round.reveal", roundId: dialogue });
  expect(next()).toMatchObject({ act: "go", stage: { kind: "groups" } });

  const groups = meeting.go("groups");
  expect(next()).toEqual({ act: "draw", roundId: groups });
  meeting.act(lead, { type: "groups.draw", roundId: groups, size: 2 });
  expect(next()).toMatchObject({ act: "go", stage: { kind: "examples" } });

  meeting.go("vote");
  expect(next()).toEqual({ act: "none", why: "vote" });
  const options = ["a", "b"].map((id) => ({ id, text: id, clusterId: null, noteIds: [] }));
  meeting.act(lead, {
    ...({ type: "vote.open", stageId: "vote", roundId: "v", mode: "hidden", options } as const),
    ...{ budget: 3, maxPerOption: 2, excludesOwn: false },
  });
  expect(next()).toEqual({ act: "closeVote", roundId: "v", voters: 0 });
  meeting.act(lead, { type: "round.close", roundId: "v" });
  expect(next()).toMatchObject({ act: "go", stage: { kind: "decision" } });

  meeting.go("decision");
  expect(next()).toEqual({ act: "none", why: "decision" });
  const decisionId = newId();
  meeting.act(lead, {
    ...({ type: "decision.propose", decisionId, act: "Vi ringer tilbage" } as const),
    ...{ noteIds: [], clusterId: null, optionId: null },
  });
  const deciding = { act: "decide", decisionId, words: "Vi ringer tilbage", people: 1, unread: 0 };
  expect(next()).toEqual({
    ...{ ...deciding, answers: 0 },
    ...{ lacks: ["consent", "value"], without: ["consent", "value"] },
  });
  meeting.act(anna, { type: "consent.give", decisionId, answer: "concern", reason: "Fredag?" });
  expect(next()).toEqual({ act: "reasons", decisionId, count: 1 });
  meeting.act(lead, { type: "decision.reveal", decisionId });
  expect(next()).toEqual({ ...deciding, lacks: ["value"], without: ["value"], answers: 1 });
  // Three who came and left again are not waited for; the rules are told that they are left out.
  const gone = ["bo", "cilla", "dan"].map((name) => meeting.sit(name));
  expect(gone).toHaveLength(3);
  expect(nextOf(commonRoom(meeting.state), { connected: 1 })).toEqual({
    ...{ ...deciding, answers: 1 },
    ...{ lacks: ["value"], without: ["few", "value"] },
  });
  meeting.act(lead, { type: "decision.decide", decisionId, without: ["few", "value"] });
  expect(next()).toMatchObject({ act: "go", stage: { kind: "nextSteps" } });

  meeting.go("close");
  expect(next()).toEqual({ act: "closeMeeting" });
});

test("what is left behind unshown is known before she goes on, and so are the pairs that will be drawn", () => {
  const meeting = play();
  const people = ["anna", "bo", "cilla"].map(meeting.sit);
  const room = () => commonRoom(meeting.state);
  const dialogue = meeting.go("dialogue");
  meeting.act(people[0]!, { type: "note.add", roundId: dialogue, noteId: newId(), text: "Det er godt" });
  expect(leftBehind(room())).toEqual({ unshown: 1, closesVote: false, staysOpen: false });
  meeting.act(lead, { type: "round.keep", roundId: dialogue, staysOpen: true });
  expect(leftBehind(room()).staysOpen).toBe(true);
  meeting.act(lead, {
    type: "stage.order",
    order: [
      "lobby",
      "points",
      "dialogue",
      "examples",
      "groups",
      "wall",
      "vote",
      "decision",
      "nextSteps",
      "close",
    ],
  });
  meeting.act(lead, { type: "round.reveal", roundId: dialogue });
  expect(nextOf(room())).toMatchObject({ act: "go", pairs: 1 });
  meeting.go("examples");
  expect(nextOf(room())).toMatchObject({ act: "go", pairs: 0 });
});
