import { expect, test } from "vitest";
import { library } from "../library.ts";
import { Guide, workAreas } from "../wire.ts";
import {
  draftFieldPattern,
  filledFromOther,
  flawsOf,
  fromDraft,
  guideField,
  keysIn,
  languages,
  lostBy,
  promptTextField,
  stepField,
  stepTextField,
  toDraft,
} from "./draft.ts";
import { companionsOf } from "./journey.ts";

const main = library.get("liveOutValues")!;
const companions = new Map([...library].map(([key, { da }]) => [key, companionsOf(da)]));
const flawsIn = (change: Record<string, string>, key = "liveOutValues") =>
  flawsOf({ ...toDraft(library.get(key)!), ...change }, key, companions).map(
    ({ field, flaw }) => `${field}: ${flaw}`,
  );

test.each([...library])("%s becomes a draft and is the same guide again, without a flaw", (key, content) => {
  const draft = toDraft(content);
  for (const field of Object.keys(draft)) expect(field).toMatch(draftFieldPattern);
  expect(flawsOf(draft, key, companions)).toEqual([]);
  for (const language of languages)
    expect(
      Guide.parse(fromDraft(draft, { key, version: content.da.version, areas: workAreas }, language)),
    ).toEqual(content[language]);
});

test("a step that is taken out comes back by its place alone, with all that stood in it", () => {
  const draft = toDraft(main);
  const steps = keysIn(draft["steps"]);
  const as = { key: "liveOutValues", version: 2, areas: workAreas };
  const without = { ...draft, steps: steps.slice(1).join(" ") };
  expect(fromDraft(without, as, "da").steps.map(({ key }) => key)).toEqual(steps.slice(1));
  expect(fromDraft({ ...without, steps: steps.join(" ") }, as, "da").steps).toEqual(main.da.steps);
});

test("what is missing, too much or no number is named with its place, in each language", () => {
  expect(flawsIn({ [guideField("en", "title")]: " " })).toEqual(["guide.en.title: missing"]);
  expect(flawsIn({ steps: "" })).toEqual(["steps: noSteps"]);
  expect(flawsIn({ steps: "convey convey" })).toEqual(["steps: twice"]);
  expect(flawsIn({ steps: Array.from({ length: 21 }, () => "convey").join(" ") })).toContain(
    "steps: tooManySteps",
  );
  expect(flawsIn({ [stepField("convey", "prompts")]: "" })).toEqual(["step.convey.prompts: noPrompts"]);
  expect(flawsIn({ [promptTextField("convey", "channels", "da", "question")]: "" })).toEqual([
    "step.convey.prompt.channels.da.question: missing",
  ]);
  // Help and example are not asked for.
  expect(flawsIn({ [promptTextField("convey", "channels", "da", "hint")]: "" })).toEqual([]);
  expect(flawsIn({ [promptTextField("convey", "channels", "da", "example")]: "" })).toEqual([]);
  const guidance = stepTextField("convey", "da", "guidance");
  expect(flawsIn({ [guidance]: Array.from({ length: 13 }, (_, at) => `Sætning ${at}`).join("\n") })).toEqual([
    `${guidance}: tooMany`,
  ]);
  expect(flawsIn({ [guidance]: "x".repeat(4001) })).toEqual([`${guidance}: tooLong`]);
  for (const minutes of ["", "-1", "1.5", "en time", "10001"])
    expect(flawsIn({ [stepField("convey", "minutes")]: minutes })).toEqual([
      "step.convey.minutes: notMinutes",
    ]);
});

test("a step that leads to its own guide, round in a circle, or to no guide is refused where it leads", () => {
  const leads = (step: string, companion: string, key?: string) =>
    flawsIn({ [stepField(step, "companion")]: companion }, key);
  expect(leads("meeting", "liveOutValues")).toEqual(["step.meeting.companion: circle"]);
  expect(leads("channel", "liveOutValues", "communication")).toEqual(["step.channel.companion: circle"]);
  expect(leads("meeting", "madeUp")).toEqual(["step.meeting.companion: unknownGuide"]);
  expect(leads("meeting", "communication")).toEqual([]);
  const [circle] = flawsOf(
    { ...toDraft(main), [stepField("meeting", "companion")]: "liveOutValues" },
    "liveOutValues",
    companions,
  );
  expect(circle?.values).toEqual({ way: "liveOutValues → liveOutValues" });
});

test("what one language lacks is taken from the other, and nothing that stands there is touched", () => {
  const draft = { ...toDraft(main), [stepTextField("convey", "en", "title")]: " " };
  expect(filledFromOther(draft, "en")).toEqual({ [stepTextField("convey", "en", "title")]: "Formidling" });
  expect(filledFromOther(draft, "da")).toEqual({});
});

test("a journey goes over safely where nothing that stands in it is gone", () => {
  const at = (stepKey: string, answers: Record<string, string> = {}, more = {}) => ({
    ...{ stepKey, doneAt: null, dueOn: null, notes: "", answers },
    ...more,
  });
  const without = { steps: main.da.steps.filter(({ key }) => key !== "convey") };
  expect(
    lostBy([at("convey"), at("meeting", { [main.da.steps[2]!.prompts[0]!.key]: "Torsdag" })], without),
  ).toEqual([]);
  expect(lostBy([at("convey", {}, { dueOn: "2026-03-02" })], without)).toEqual(["convey"]);
  expect(lostBy([at("convey", {}, { doneAt: new Date(0) })], without)).toEqual(["convey"]);
  expect(lostBy([at("convey", { channels: " " })], without)).toEqual([]);
  expect(lostBy([at("meeting", { gone: "noget" })], without)).toEqual(["meeting.gone"]);
});
