import { expect, test } from "vitest";
import { library } from "./library.ts";
import { circleOf, companionFor, companionsOf, mainGuideKey } from "./model/journey.ts";
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
        prompts: step.prompts.map(({ key, leadsTo, companion, takes }) => [key, leadsTo, companion, takes]),
        example: Object.keys(step.example),
        mistakes: step.mistakes.length,
        minutes: step.minutes,
      }));
    expect(shape(en)).toEqual(shape(da));
    expect([en.key, en.version]).toEqual([da.key, da.version]);
  },
);

test.each([...library])("%s is complete in both languages", (_key, { da, en }) => {
  for (const guide of [da, en])
    for (const step of guide.steps) {
      expect(step.guidance.length, step.key).toBeGreaterThanOrEqual(2);
      expect(step.mistakes.length, step.key).toBeGreaterThanOrEqual(2);
      expect(step.prompts.length, step.key).toBeGreaterThanOrEqual(2);
      expect(step.minutes, step.key).toBeGreaterThan(0);
      for (const { key, hint } of step.prompts) {
        expect(hint, `${step.key}.${key}`).not.toBe("");
        expect(step.example[key], `${step.key}.${key}`).toBeTruthy();
      }
    }
});

test("every guide that another leads to is in the library, and what is taken from it is asked there", () => {
  for (const { da } of library.values()) {
    for (const key of companionsOf(da)) expect([...library.keys()]).toContain(key);
    for (const { companion, takes = [] } of da.steps.flatMap(({ prompts }) => prompts))
      for (const place of takes) {
        const [stepKey, promptKey] = place.split(".");
        const step = library.get(companion!)!.da.steps.find(({ key }) => key === stepKey);
        expect(
          step?.prompts.map(({ key }) => key),
          place,
        ).toContain(promptKey);
      }
  }
});

test("each companion is opened where the main guide uses it, and what it produces lands there", () => {
  const main = library.get(mainGuideKey)!.da;
  const opened = (stepKey: string) =>
    companionsOf({ steps: main.steps.filter(({ key }) => key === stepKey) });
  expect(opened("convey")).toEqual(expect.arrayContaining(["customerPresentation", "communication"]));
  expect(opened("meeting")).toEqual(expect.arrayContaining(["followUpBehaviour", "strategicMeetings"]));
  expect(opened("dialogue")).toContain("communication");
  expect(opened("nextSteps")).toEqual(expect.arrayContaining(["oneToOneMeetings", "reviewMeetings"]));
  // Those two mend the precondition: the journey's page opens them.
  expect(companionFor({ basisExists: false, basisImplemented: null })).toBe("formValueBasis");
  expect(companionFor({ basisExists: true, basisImplemented: false })).toBe("implementValueBasis");

  // A customer's words and a value go where they are kept; every other guide has answers that are taken over.
  const areas = (key: string) =>
    library.get(key)!.da.steps.flatMap(({ prompts }) => prompts.flatMap(({ leadsTo }) => leadsTo ?? []));
  expect(areas("customerPresentation")).toContain("statements");
  expect(areas("formValueBasis")).toContain("values");
  const taken = main.steps.flatMap(({ prompts }) =>
    prompts.flatMap(({ companion, takes }) => (takes?.length ? [companion] : [])),
  );
  for (const key of library.keys())
    if (key !== mainGuideKey && key !== "formValueBasis") expect(taken).toContain(key);
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
