import { expect, test } from "vitest";
import {
  afterMeeting,
  answersToTake,
  companionFor,
  nextStep,
  roadOf,
  withoutMeeting,
  withoutOwnNotes,
} from "./journey.ts";

const keys = ["convey", "prepareBehaviour", "meeting"];
const step = (stepKey: string, doneAt: string | null, dueOn: string | null = null) => ({
  stepKey,
  doneAt,
  dueOn,
});

test("the first step that is not done is now, the ones behind it come next", () => {
  const road = roadOf(keys, [step("convey", "2026-01-01T10:00:00Z")], "2026-02-01");
  expect([...road.values()]).toEqual(["done", "now", "next"]);
  expect(nextStep(road)).toBe("prepareBehaviour");
});

test("a step whose date has passed is overdue; on the day itself it is not", () => {
  const due = [step("convey", null, "2026-02-01")];
  expect(roadOf(keys, due, "2026-02-01").get("convey")).toBe("now");
  expect(roadOf(keys, due, "2026-02-02").get("convey")).toBe("overdue");
});

test("a walked journey has no next step", () => {
  expect(
    nextStep(
      roadOf(
        keys,
        keys.map((key) => step(key, "2026-01-01T10:00:00Z")),
        "2026-02-01",
      ),
    ),
  ).toBeNull();
});

test("a missing value basis is formed, one that is not in use is brought into use, and then the journey begins", () => {
  expect(companionFor({ basisExists: null, basisImplemented: null })).toBeUndefined();
  expect(companionFor({ basisExists: false, basisImplemented: null })).toBe("formValueBasis");
  expect(companionFor({ basisExists: true, basisImplemented: null })).toBeUndefined();
  expect(companionFor({ basisExists: true, basisImplemented: false })).toBe("implementValueBasis");
  expect(companionFor({ basisExists: true, basisImplemented: true })).toBeNull();
});

const closedAt = new Date("2026-03-02T10:00:00Z");
const blank = (stepKey: string) => ({ stepKey, doneAt: null, answers: {} as Record<string, string> });
const held = {
  ...{ closedAt, words: "Vi ringer tilbage (Nærvær)", actions: "Ret vagtplanen · Bo · 2026-03-09" },
  ...{ measuring: "Mail efter besøg\nFra marts", reviews: "", series: null },
};

test("a closed meeting is the end of its preparation and of all that happens in it, but not of the next steps", () => {
  const all = ["convey", "prepareBehaviour", "meeting", "dialogue", "process", "nextSteps"].map(blank);
  expect(afterMeeting(all, held).map(({ doneAt }) => doneAt)).toEqual([
    ...Array.from({ length: 5 }, () => closedAt),
    null,
  ]);
});

test("what was decided and agreed stands where the guide asks for it", () => {
  const [process, next] = afterMeeting([blank("process"), blank("nextSteps")], held);
  expect(process?.answers["words"]).toBe("Vi ringer tilbage (Nærvær)");
  expect(next?.answers).toEqual({
    ...{ actions: "Ret vagtplanen · Bo · 2026-03-09", measuring: "Mail efter besøg\nFra marts" },
  });
  expect(afterMeeting([blank("process")], { ...held, words: "" })[0]?.answers).toEqual({});
});

test("what the leader did and wrote herself stays", () => {
  const earlier = new Date("2026-02-01T10:00:00Z");
  const own = { stepKey: "process", doneAt: earlier, answers: { words: "Mine ord", groups: "Par" } };
  expect(afterMeeting([own], held)).toEqual([own]);
});

test("closing that is taken back takes its marks and words back, and nothing that the leader wrote since", () => {
  const before = ["convey", "process", "nextSteps"].map(blank);
  const closed = afterMeeting(before, held);
  expect(withoutMeeting(closed, held)).toEqual(before);
  const changed = closed.map((step) =>
    step.stepKey === "process" ? { ...step, answers: { words: `${held.words}. Fra mandag.` } } : step,
  );
  const [convey, process] = withoutMeeting(changed, held);
  expect(convey?.doneAt).toBeNull();
  expect(process?.answers["words"]).toBe(`${held.words}. Fra mandag.`);
});

test("of a plan that is held twice the words stand together, and its steps are over with the last session", () => {
  const steps = ["convey", "process", "nextSteps"].map(blank);
  const morning = { ...held, series: { isLast: false } };
  const evening = { ...held, words: "Vi siger, hvem der har sagen", series: { isLast: true } };
  const first = afterMeeting(steps, morning);
  expect(first.map(({ doneAt }) => doneAt)).toEqual([null, null, null]);
  const both = afterMeeting(first, evening);
  expect(both[0]?.doneAt).toEqual(closedAt);
  expect(both[1]?.answers["words"]).toBe("Vi ringer tilbage (Nærvær)\n\nVi siger, hvem der har sagen");
  // The same agreed in both is said once.
  expect(both[2]?.answers["actions"]).toBe(held.actions);
  expect(withoutMeeting(both, evening)[1]?.answers["words"]).toBe("Vi ringer tilbage (Nærvær)");
  expect(withoutMeeting(both, morning)[1]?.answers["words"]).toBe("Vi siger, hvem der har sagen");
});

test("what a leader wrote to herself is neither shown to others nor handed on", () => {
  const step = { stepKey: "meeting", answers: { alive: "Vi ringer", notes: "Husk Bo" }, notes: "Vær rolig" };
  expect(withoutOwnNotes([step])).toEqual([
    { stepKey: "meeting", answers: { alive: "Vi ringer" }, notes: "" },
  ]);
  expect(step.answers.notes).toBe("Husk Bo");
});

test("what a companion guide was answered is offered where it is an answer, once", () => {
  const walked: { stepKey: string; answers: Record<string, string> }[] = [
    { stepKey: "notice", answers: { when: "Hver tirsdag", what: " " } },
    { stepKey: "recognise", answers: { words: "Tak" } },
  ];
  const takes = ["notice.when", "notice.what", "recognise.words", "gone.away"];
  expect(answersToTake(takes, walked, "")).toBe("Hver tirsdag\nTak");
  expect(answersToTake(takes, walked, "Jeg er med hver gang: Hver tirsdag")).toBe("Tak");
  expect(answersToTake(takes, [], "")).toBe("");
});
