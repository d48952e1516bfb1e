import { expect, test } from "vitest";
import { newId } from "#platform/id.ts";
import { decisionsOf } from "../model/reading.ts";
import { lead, play } from "../testing/play.ts";
import { commonRoom } from "../view.ts";
import { changesOf, formulated, newPlace, placeOf, underWay, wordsOf } from "./words.ts";

test("a sentence begins with the words of the note that most agree with, not with the cluster's name", () => {
  const meeting = play();
  const wall = meeting.go("wall");
  const [one, other] = [newId(), newId()];
  const notes = [
    { noteId: one, text: "Vi ringer" },
    { noteId: other, text: "Vi ringer tilbage samme dag" },
  ];
  meeting.act(lead, { type: "wall.paste", roundId: wall, notes });
  meeting.act(meeting.sit("anna"), { type: "note.agree", noteId: other, agrees: true });
  const option = { text: "Ringer", clusterId: null, noteIds: [one, other] };
  expect(formulated(commonRoom(meeting.state), option, "o").words.act).toBe("Vi ringer tilbage samme dag");
  expect(formulated(commonRoom(meeting.state), { ...option, noteIds: [] }, null).words.act).toBe("Ringer");
});

test("what is being written stands before what could be decided; a decision that is made waits for no words", () => {
  const meeting = play();
  meeting.go("decision");
  const from = { noteIds: [], clusterId: null, optionId: null };
  meeting.act(lead, { type: "decision.propose", decisionId: "d", act: "Vi ringer", ...from });
  const room = () => commonRoom(meeting.state);
  const [decision] = decisionsOf(room());
  const was = wordsOf(decision!);
  const words = { ...was, act: "Vi ringer tilbage", "facet.say": "Det er Bo" };
  expect(changesOf({ was, words })).toEqual([
    { field: "act", was: "Vi ringer", value: "Vi ringer tilbage" },
    { field: "facet.say", was: "", value: "Det er Bo" },
  ]);
  const begun = { [`meeting ${placeOf("d")}`]: JSON.stringify({ was, words }) };
  expect(underWay(room(), begun)).toBe("d");
  expect(underWay(room(), { ...begun, [`meeting ${newPlace}`]: "{}" })).toBe("new");
  meeting.act(lead, { type: "decision.decide", decisionId: "d", without: ["value"] });
  expect(underWay(room(), begun)).toBeNull();
});
