import { expect, test } from "vitest";
import { paperLines } from "./paperLines.ts";

const notesOf = (content: string) => paperLines(content, 100).notes;

test("one note for each line; empty lines are none, whatever system they come from", () => {
  expect(notesOf("Vi ringer\r\n\r\n  Vi lytter \rVi smiler\n\n")).toEqual([
    "Vi ringer",
    "Vi lytter",
    "Vi smiler",
  ]);
  expect(notesOf(" \n---\n•\n")).toEqual([]);
});

test("what an editor puts before the words of a list is taken off", () => {
  const listed = "- Vi ringer\n• Vi lytter\n–\tVi smiler\n* Vi spørger\n[ ] Vi følger op\n☐ Vi siger tak";
  expect(notesOf(listed)).toEqual([
    "Vi ringer",
    "Vi lytter",
    "Vi smiler",
    "Vi spørger",
    "Vi følger op",
    "Vi siger tak",
  ]);
  expect(paperLines(listed, 100).isStripped).toBe(true);
  expect(paperLines("Vi ringer\nVi lytter", 100).isStripped).toBe(false);
});

test("numbers go where they count on, and stay where they are part of what is said", () => {
  expect(notesOf("1. Vi ringer\n2. Vi lytter\n\n3. Vi smiler")).toEqual([
    "Vi ringer",
    "Vi lytter",
    "Vi smiler",
  ]);
  expect(notesOf("4) Vi ringer\n5) Vi lytter")).toEqual(["Vi ringer", "Vi lytter"]);
  expect(notesOf("3. juni holder vi åbent\n24. december lukker vi kl. 12")).toEqual([
    "3. juni holder vi åbent",
    "24. december lukker vi kl. 12",
  ]);
  expect(notesOf("1. sal har ingen elevator")).toEqual(["1. sal har ingen elevator"]);
  expect(notesOf("-5 grader i venteværelset\n24/7")).toEqual(["-5 grader i venteværelset", "24/7"]);
});

test("a line that is too long is told by its number, empty lines counted", () => {
  const long = "x".repeat(101);
  expect(paperLines(`kort\n\n- ${long}\n${long.slice(1)}\n${long}`, 100).tooLong).toEqual([3, 5]);
});

test("five hundred lines are five hundred notes", () => {
  const lines = Array.from({ length: 500 }, (_, place) => `${place + 1}. Løfte nummer ${place}`);
  expect(notesOf(lines.join("\n"))).toHaveLength(500);
  expect(notesOf(lines.join("\n"))[499]).toBe("Løfte nummer 499");
});
