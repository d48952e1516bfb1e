import { expect, test } from "vitest";
import { newId } from "#platform/id.ts";
import { lead, play } from "../testing/play.ts";
import { commonRoom } from "../view.ts";
import { unfinished } from "./unfinished.ts";

test("before a meeting is closed it is said what nobody has seen, what came late and what was not decided", () => {
  const meeting = play();
  const anna = meeting.sit("anna");
  const said = () => unfinished(commonRoom(meeting.state)).map(({ what, count }) => [what, count]);
  expect(said()).toEqual([]);
  const dialogue = meeting.go("dialogue");
  meeting.act(anna, { type: "note.add", roundId: dialogue, noteId: newId(), text: "Det er godt" });
  expect(said()).toEqual([
    ["unshown", 1],
    ["nothing", 0],
  ]);
  meeting.act(lead, { type: "round.reveal", roundId: dialogue });
  meeting.go("decision");
  expect(said()).toEqual([["nothing", 0]]);
  meeting.act(anna, { type: "note.add", roundId: dialogue, noteId: newId(), text: "For sent" });
  const from = { noteIds: [], clusterId: null, optionId: null };
  meeting.act(lead, { type: "decision.propose", decisionId: newId(), act: "Vi ringer", ...from });
  expect(said()).toEqual([
    ["tray", 1],
    ["undecided", 1],
  ]);
  const action = {
    title: "Ret vagtplanen",
    ownerName: "",
    ownerPersonId: null,
    dueOn: null,
    decisionId: null,
  };
  meeting.act(lead, { type: "action.put", actionId: newId(), ...action });
  expect(said().at(-1)).toEqual(["incomplete", 1]);
});

test("each of them says where it can be mended; many notes without a vote and a sentence half written are among them", () => {
  const meeting = play();
  const wall = meeting.go("wall");
  const notes = ["Vi ringer", "Vi siger vores navn"].map((text) => ({ noteId: newId(), text }));
  meeting.act(lead, { type: "wall.paste", roundId: wall, notes });
  const begun = { "meeting wording new": "{}", "meeting action": "{}" };
  const said = unfinished(commonRoom(meeting.state), begun);
  expect(said.map(({ what, count, stage }) => [what, count, stage?.kind])).toEqual([
    ["notVoted", 2, "vote"],
    ["nothing", 0, "decision"],
    ["begun", 1, "decision"],
    ["begunAction", 1, "nextSteps"],
  ]);
});
