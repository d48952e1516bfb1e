import { expect, test } from "vitest";
import { library } from "./library.ts";
import { circleOf, mainGuideKey } from "./model/journey.ts";
import { Guide } from "./wire.ts";

test("the main guide has the six steps of the table", () => {
  expect(library.get(mainGuideKey)!.da.steps.map((step) => step.key)).toEqual([
    "convey",
    "prepareBehaviour",
    "meeting",
    "dialogue",
    "process",
    "nextSteps",
  ]);
});

test.each([...library])(
  "%s says the same in both languages: steps, prompts, examples",
  (_key, { da, en }) => {
    const shape = (guide: typeof da) =>
      guide.steps.map((step) => ({
        key: step.key,
        guidance: step.guidance.length,
        prompts: step.prompts.map((prompt) => [prompt.key, prompt.leadsTo]),
        example: Object.keys(step.example),
        mistakes: step.mistakes.length,
        minutes: step.minutes,
      }));
    expect(shape(en)).toEqual(shape(da));
    expect([en.key, en.version]).toEqual([da.key, da.version]);
  },
);

test.each([...library])("every step of %s has an example that can be taken over", (_key, { da }) => {
  for (const step of da.steps) expect(Object.keys(step.example).length, step.key).toBeGreaterThan(0);
});

test("every companion that a step names is in the library", () => {
  for (const { da } of library.values())
    for (const step of da.steps) if (step.companion) expect([...library.keys()]).toContain(step.companion);
});

test("the library is complete: the main guide and its eight companions", () => {
  expect([...library.keys()].sort()).toEqual([
    "communication",
    "customerPresentation",
    "followUpBehaviour",
    "formValueBasis",
    "implementValueBasis",
    "liveOutValues",
    "oneToOneMeetings",
    "reviewMeetings",
    "strategicMeetings",
  ]);
});

test("guides that lead in a circle are refused, with the way round", () => {
  expect(
    circleOf(
      new Map([
        ["a", ["b"]],
        ["b", ["c"]],
        ["c", ["b"]],
      ]),
    ),
  ).toEqual(["b", "c", "b"]);
  expect(circleOf(new Map([["a", ["a"]]]))).toEqual(["a", "a"]);
  // Two ways to the same companion are no circle.
  expect(
    circleOf(
      new Map([
        ["a", ["b", "c"]],
        ["b", ["c"]],
        ["c", []],
      ]),
    ),
  ).toBeNull();
});

test("a guide with the same key twice, an example of nothing or a missing text is refused, with its place", () => {
  const [step] = library.get(mainGuideKey)!.da.steps;
  const places = (change: object) =>
    Guide.safeParse({ ...library.get(mainGuideKey)!.da, ...change }).error?.issues.map(({ path }) =>
      path.join("."),
    );
  expect(places({ steps: [step, step] })).toEqual(["steps.1.key"]);
  const [first] = step!.prompts;
  expect(places({ steps: [{ ...step, prompts: [first, ...step!.prompts] }] })).toEqual([
    "steps.0.prompts.1.key",
  ]);
  expect(places({ steps: [{ ...step, example: { nowhere: "x" } }] })).toEqual(["steps.0.example.nowhere"]);
  expect(places({ steps: [{ ...step, guidance: [] }] })).toEqual(["steps.0.guidance"]);
  expect(places({ steps: [{ ...step, activity: "  " }] })).toEqual(["steps.0.activity"]);
});
