import fc from "fast-check";
import { expect, test } from "vitest";
import { longestComment, readClicked, readForm } from "./response.ts";

const questions = [{ kind: "scale" }, { kind: "scale" }, { kind: "open" }] as const;
const read = (form: Record<string, string>) => readForm(new Map(Object.entries(form)), questions);

test("scores, what did not come up, the comment and the wish to be called are read", () => {
  const { given, wrong } = read({
    q1: "4",
    q2: "0",
    comment: " Tak\r\nfor det ",
    contact: "yes",
    detail: "12 34",
  });
  expect(wrong).toEqual([]);
  expect([...given.scores]).toEqual([
    [1, 4],
    [2, 0],
  ]);
  expect(given).toMatchObject({ comment: "Tak\nfor det", wantsContact: true, contactDetail: "12 34" });
});

test("an answer with nothing in it is no answer; a comment alone is one", () => {
  expect(read({ comment: "  \n" }).wrong).toEqual(["nothing"]);
  expect(read({ comment: "Tak" }).wrong).toEqual([]);
  expect(read({ q1: "0" }).wrong).toEqual([]);
});

test("what cannot be answered to a scale is passed over", () => {
  for (const score of ["6", "-1", "1.5", "five", "", "1 ", "__proto__"]) {
    expect(read({ q1: score, q2: "1" }).given.scores).toEqual(new Map([[2, 1]]));
  }
  expect(read({ q3: "5", q9: "5" }).given.scores.size).toBe(0);
});

test("who wants to be called says how, and a comment that is too long is told, not cut", () => {
  expect(read({ contact: "yes" }).wrong).toEqual(["contactMissing"]);
  const long = read({ comment: "x".repeat(longestComment + 1) });
  expect(long.wrong).toEqual(["commentTooLong"]);
  expect(long.given.comment).toHaveLength(longestComment + 1);
});

test("an answer clicked in the mail fills in its question and nothing else", () => {
  expect([...readClicked("1.4", questions)]).toEqual([[1, 4]]);
  for (const clicked of [undefined, "", "1.6", "1.0", "3.4", "0.4", "99.1", "1.4.4", "a.b"])
    expect(readClicked(clicked, questions).size).toBe(0);
});

test("whatever is sent, it is read", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string()), (form) => {
      const { given } = read(form);
      for (const [place, score] of given.scores)
        expect([1, 2].includes(place) && score >= 0 && score <= 5).toBe(true);
    }),
  );
});
