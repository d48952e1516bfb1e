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
  expect(said()).toEqual([["unshown", 1]]);
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
