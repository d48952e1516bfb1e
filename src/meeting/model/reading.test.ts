import { expect, test } from "vitest";
import { lead, play } from "../testing/play.ts";
import { commonRoom } from "../view.ts";
import { begunElsewhere, columnsOf, minutesLeft, openElsewhere } from "./reading.ts";

test("minutes are whole, never below nothing, and none where no time is set", () => {
  const now = Date.parse("2026-03-02T10:00:00Z");
  expect(minutesLeft("2026-03-02T10:04:11Z", now)).toBe(5);
  expect(minutesLeft("2026-03-02T09:00:00Z", now)).toBe(0);
  expect(minutesLeft(null, now)).toBe(null);
});

test("what was begun and not sent is offered wherever the meeting goes; an empty draft is not", () => {
  const { state, act } = play();
  act(lead, { type: "round.open", stageId: "dialogue", roundId: "r", mode: "hidden" });
  act(lead, { type: "stage.go", stageId: "wall", roundId: "w" });
  const room = commonRoom(state);
  const begun = (drafts: Record<string, string>) => begunElsewhere(room, "wall", drafts).map(({ id }) => id);
  expect(begun({ "r note": "halvt skrevet" })).toEqual(["dialogue"]);
  expect(begun({ "r note": " " })).toEqual([]);
  expect(begun({ "w note": "hører til her" })).toEqual([]);
  expect(openElsewhere(room, "wall").map(({ stage }) => stage.id)).toEqual(["dialogue"]);
});

test("a wall's columns begin with what hangs nowhere yet, and doubles are under the note they belong to", () => {
  const { state, act } = play();
  act(lead, { type: "stage.go", stageId: "wall", roundId: "w" });
  act(lead, { type: "wall.addCluster", roundId: "w", clusterId: "c", name: "Ringe" });
  const notes = ["a", "b", "c"].map((noteId) => ({ noteId, text: noteId }));
  act(lead, { type: "wall.paste", roundId: "w", clusterId: "c", notes });
  act(lead, { type: "wall.move", noteIds: ["b"], clusterId: null });
  act(lead, { type: "wall.mergeNotes", noteIds: ["c"], into: "a" });
  const { columns } = columnsOf(commonRoom(state), "w");
  const shape = columns.map(({ cluster, notes: hung }) => [
    cluster?.name ?? null,
    hung.map(({ note, doubles }) => [note.id, doubles.map(({ id }) => id)]),
  ]);
  expect(shape).toEqual([
    [null, [["b", []]]],
    ["Ringe", [["a", ["c"]]]],
  ]);
});
