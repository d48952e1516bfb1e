import { expect, test } from "vitest";
import { unreachedBy } from "../model/outcome.ts";
import { lead, play } from "../testing/play.ts";
import { saidBesides, takenAlong } from "./taken.ts";

test("of the dialogue only what was shown and marked is taken along, and nobody can tell who wrote first", () => {
  const game = play();
  const anna = game.sit("anna");
  const dialogue = game.go("dialogue");
  const write = (noteId: string, text: string) =>
    game.act(anna, { type: "note.add", roundId: dialogue, noteId, text } as Parameters<typeof game.act>[1]);
  write("d1", "Når kunden ringer");
  write("d2", "Ikke mærket");
  write("d3", "Det er let om mandagen");
  const take = (noteId: string) => game.act(lead, { type: "note.takeAlong", noteId, isTakenAlong: true });
  take("d1");
  take("d3");
  expect(takenAlong(game.state)).toEqual([]);
  game.act(lead, { type: "round.reveal", roundId: dialogue });
  expect(takenAlong(game.state)).toEqual([
    { question: "", notes: ["Det er let om mandagen", "Når kunden ringer"] },
  ]);
  // The rest is for her who asked.
  expect(saidBesides(game.state)).toEqual([{ question: "", notes: ["Ikke mærket"] }]);
});

test("who came by the code and is on the list under no such name is known before the minutes go out", () => {
  const game = play();
  for (const name of ["anna", "bo", "cilla"]) game.sit(name);
  expect(unreachedBy(game.state, ["  Navn-BO ", "Ida Holm"])).toEqual(["navn-anna", "navn-cilla"]);
  expect(unreachedBy(game.state, ["navn-anna", "navn-bo", "navn-cilla"])).toEqual([]);
});

test("a first name is enough where only one on the list has it", () => {
  const game = play();
  for (const name of ["anna", "bo"]) game.sit(name);
  expect(unreachedBy(game.state, ["Navn-Anna Lund", "Navn-Bo Holm", "Navn-Bo Aas"])).toEqual(["navn-bo"]);
});
