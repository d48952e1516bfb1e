import { expect, test } from "vitest";
import { hintOf, slideNotes } from "./notes.ts";

const slide = (speakerNotes: string, body = "") => ({ speakerNotes, body });
const nothing = "Du har ikke skrevet noget om dette punkt endnu.";

test("what she has written since the slides were made is what she is reminded of", () => {
  expect(slideNotes(slide(nothing), { answer: "Vi viser det ved skranken", isEdited: false })).toBe(
    "Vi viser det ved skranken",
  );
});

test("that she has written nothing is said only as long as it is so", () => {
  expect(slideNotes(slide(nothing), { answer: " ", isEdited: false })).toBe(nothing);
});

test("what the slide says itself is not said twice, and her own notes stay", () => {
  expect(slideNotes(slide("", "Vi ringer"), { answer: "Vi ringer", isEdited: false })).toBe("");
  expect(slideNotes(slide("Husk kaffen"), { answer: "Vi ringer", isEdited: true })).toBe(
    "Husk kaffen\n\nVi ringer",
  );
  expect(slideNotes(slide("Husk: Vi ringer"), { answer: "Vi ringer", isEdited: true })).toBe(
    "Husk: Vi ringer",
  );
});

test("a slide that belongs to no point keeps the notes that it has", () => {
  expect(slideNotes(slide("Læs det højt"), undefined)).toBe("Læs det højt");
  expect(slideNotes(undefined, undefined)).toBe("");
});

test("the hint follows the moment", () => {
  const round = (isOpen: boolean, isRevealed: boolean) => ({ isOpen, isRevealed });
  expect(hintOf({ kind: "dialogue" }, round(true, false))).toBe("hint.dialogue");
  expect(hintOf({ kind: "dialogue" }, round(true, true))).toBe("hint.dialogueShown");
  expect(hintOf({ kind: "vote" }, undefined)).toBe("hint.vote");
  expect(hintOf({ kind: "vote" }, round(true, false))).toBe("hint.voteOpen");
  expect(hintOf({ kind: "vote" }, round(false, true))).toBe("hint.voteCounted");
  expect(hintOf({ kind: "wall" }, round(true, true))).toBe("hint.wall");
});
