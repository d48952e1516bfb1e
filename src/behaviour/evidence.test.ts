import { expect, test } from "vitest";
import { readEvidence } from "./model.ts";

const nothing = { notes: [], cluster: null, vote: null, consent: null, attended: null };

test("what the meeting wrote down comes back whole", () => {
  const evidence = {
    notes: [{ id: "a", text: "Ring samme dag" }],
    cluster: { id: "c", name: "Ringe tilbage" },
    vote: { dots: 9, voters: 6, place: 1, of: 12, isTied: false, abstained: 2 },
    consent: { yes: 5, concerns: [{ reason: "Om mandagen er vi få" }] },
    attended: 6,
  };
  expect(readEvidence(evidence)).toEqual(evidence);
});

test("evidence that is missing, broken or of an earlier form is less, never a fault", () => {
  for (const stored of [null, undefined, "x", 7, [], { notes: "x", vote: [], consent: null }])
    expect(readEvidence(stored)).toEqual(nothing);
  expect(readEvidence({ votes: 9, present: 6 })).toMatchObject({
    vote: { dots: 9, voters: null },
    attended: 6,
  });
  expect(readEvidence({ notes: [{ id: "a" }, { text: " " }, { text: "Ja" }] }).notes).toEqual([
    { id: "", text: "Ja" },
  ]);
});

test("nothing of who wrote or voted comes through, whatever stands there", () => {
  const read = readEvidence({
    notes: [{ id: "a", text: "Ring", author: "Jens", personId: "p" }],
    voters: ["Jens"],
  });
  expect(JSON.stringify(read)).not.toMatch(/Jens|"p"/);
});
