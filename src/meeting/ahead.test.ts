import { expect, test } from "vitest";
import { ahead } from "./ahead.ts";
import type { Unsent } from "./connection.ts";
import type { Command } from "./model/command.ts";
import type { You } from "./model/frames.ts";
import { applyPatch, type Collection, type Room } from "./model/room.ts";
import { presentRound } from "./model/state.ts";
import { lead, play } from "./testing/play.ts";
import { commonRoom, privatePatch } from "./view.ts";

const you: You = { as: "seat", seatId: "anna", names: ["navn-anna"] };

/** Anna's room before and after, and what she was shown in between. */
function meeting() {
  const { state, act, sit } = play();
  const anna = sit("anna");
  sit("bo");
  const room = (): Room =>
    applyPatch(
      commonRoom(state),
      privatePatch(state, { as: "seat", seatId: "anna", keys: new Set() }, "everything") ?? {},
    );
  const go = (stageId: string): string => {
    act(lead, { type: "stage.go", stageId, roundId: `round-${stageId}` });
    return presentRound(state, stageId)?.id ?? "";
  };
  /** What was shown ahead is what the server then says, in these collections. */
  const foretold = (command: Unsent, ...collections: Collection[]) => {
    const shown = ahead(room(), [{ id: "a", ...command } as Command], you);
    expect(shown).not.toEqual(room());
    act(anna, command);
    const pick = (from: Room) => Object.fromEntries(collections.map((name) => [name, from[name]]));
    // Where a note hangs is drawn on the server.
    const told = JSON.parse(JSON.stringify(pick(shown), (key, value) => (key === "rank" ? 0 : value)));
    const said = JSON.parse(JSON.stringify(pick(room()), (key, value) => (key === "rank" ? 0 : value)));
    expect(told).toEqual(said);
  };
  return { act, go, foretold, room };
}

test("what is shown ahead of the server's answer is what the server answers: notes", () => {
  const { act, go, foretold } = meeting();
  const roundId = go("dialogue");
  foretold({ type: "note.add", roundId, noteId: "n1", text: "ja" }, "notes", "own");
  const changes = [
    { field: "text", was: "ja", value: "nej" },
    { field: "facet.say", was: "", value: "hej" },
    { field: "valueId", was: "", value: "open" },
  ];
  foretold({ type: "note.change", noteId: "n1", changes }, "notes");
  act(lead, { type: "round.reveal", roundId });
  foretold({ type: "note.agree", noteId: "n1", agrees: true }, "notes", "agreed");
  foretold({ type: "note.agree", noteId: "n1", agrees: false }, "notes", "agreed");
  foretold({ type: "note.withdraw", noteId: "n1" }, "notes");
});

test("… the wall", () => {
  const { act, go, foretold } = meeting();
  const roundId = go("wall");
  act(lead, { type: "round.arrange", roundId, participantsArrange: true });
  act(lead, { type: "wall.addCluster", roundId, clusterId: "c1", name: "Ringe" });
  foretold({ type: "note.add", roundId, noteId: "n1", text: "seddel", clusterId: "c1" }, "notes", "own");
  foretold({ type: "wall.move", noteIds: ["n1"], clusterId: null }, "notes");
  foretold({ type: "wall.name", clusterId: "c1", name: "Svare", was: "Ringe" }, "clusters");
});

test("… dots and consent", () => {
  const { act, go, foretold } = meeting();
  const option = (id: string) => ({ id, text: id, clusterId: null, noteIds: [] });
  act(lead, {
    ...{ type: "vote.open", stageId: "vote", roundId: "v", mode: "hidden", budget: 5, maxPerOption: 3 },
    ...{ options: [option("x"), option("y")], excludesOwn: false },
  });
  foretold({ type: "vote.cast", roundId: "v", optionId: "x", dots: 3 }, "ballots");
  foretold({ type: "vote.cast", roundId: "v", optionId: "y", dots: 1 }, "ballots");
  for (const optionId of ["x", "y"])
    foretold({ type: "vote.cast", roundId: "v", optionId, dots: 0 }, "ballots");
  foretold({ type: "vote.abstain", roundId: "v", abstains: true }, "ballots");
  go("decision");
  act(lead, {
    ...{ type: "decision.propose", decisionId: "d", act: "Vi ringer", noteIds: [] },
    ...{ clusterId: null, optionId: null },
  });
  foretold({ type: "consent.give", decisionId: "d", answer: "concern", reason: "fredage" }, "consents");
});

test("what the rules would refuse does no harm to the room that is shown", () => {
  const { room } = meeting();
  const commands = [
    { id: "1", type: "note.agree", noteId: "nowhere", agrees: true },
    { id: "2", type: "vote.cast", roundId: "nowhere", optionId: "x", dots: 1 },
    { id: "3", type: "note.change", noteId: "nowhere", changes: [{ field: "text", was: "", value: "x" }] },
  ] as Command[];
  expect(ahead(room(), commands, you)).toEqual(room());
});
