import { circleOf } from "./journey.ts";

/** The parts of a guide; its wire has this shape. */
type Prompt<Area extends string = string> = {
  key: string;
  question: string;
  hint: string;
  leadsTo?: Area | undefined;
  companion?: string | undefined;
  takes?: string[] | undefined;
};
type Step<Area extends string = string> = {
  key: string;
  title: string;
  guidance: string[];
  activity: string;
  responsible: string;
  minutes: number;
  prompts: Prompt<Area>[];
  example: Record<string, string>;
  mistakes: string[];
  companion?: string | undefined;
};
type Guide<Area extends string = string> = {
  key: string;
  version: number;
  title: string;
  purpose: string;
  steps: Step<Area>[];
};
export const languages = ["da", "en"] as const;
export type Language = (typeof languages)[number];

/**
 * A guide while it is being adapted, flat: one text per field, so that two who write at once are merged field by field
 * and a step that was taken out comes back by its place alone. Steps and prompts stand in their order under `steps` and
 * `step.<key>.prompts`, their keys parted by spaces; lists of sentences are lines.
 */
export type Draft = Record<string, string>;

export const guideField = (language: Language, part: "title" | "purpose") => `guide.${language}.${part}`;
export const stepField = (key: string, part: "prompts" | "minutes" | "companion") => `step.${key}.${part}`;
export type StepText = "title" | "guidance" | "activity" | "responsible" | "mistakes";
export const stepTextField = (key: string, language: Language, part: StepText) =>
  `step.${key}.${language}.${part}`;
export const promptField = (step: string, key: string, part: "leadsTo" | "companion" | "takes") =>
  `step.${step}.prompt.${key}.${part}`;
export type PromptText = "question" | "hint" | "example";
export const promptTextField = (step: string, key: string, language: Language, part: PromptText) =>
  `step.${step}.prompt.${key}.${language}.${part}`;

/** A field that a draft may have; everything else is nobody's. */
export const draftFieldPattern =
  /^(steps|guide\.(da|en)\.(title|purpose)|step\.[a-z][A-Za-z0-9]{0,59}\.(prompts|minutes|companion|(da|en)\.(title|guidance|activity|responsible|mistakes)|prompt\.[a-z][A-Za-z0-9]{0,59}\.(leadsTo|companion|takes|(da|en)\.(question|hint|example))))$/;

export const keysIn = (field: string | undefined): string[] => (field ?? "").split(" ").filter(Boolean);
const linesOf = (text: string | undefined): string[] =>
  (text ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

export function toDraft(content: Record<Language, Guide>): Draft {
  const draft: Draft = { steps: content.da.steps.map(({ key }) => key).join(" ") };
  for (const language of languages) {
    draft[guideField(language, "title")] = content[language].title;
    draft[guideField(language, "purpose")] = content[language].purpose;
    for (const step of content[language].steps) {
      const text = (part: StepText, words: string) => {
        draft[stepTextField(step.key, language, part)] = words;
      };
      text("title", step.title);
      text("guidance", step.guidance.join("\n"));
      text("activity", step.activity);
      text("responsible", step.responsible);
      text("mistakes", step.mistakes.join("\n"));
      for (const prompt of step.prompts) {
        const words = {
          question: prompt.question,
          hint: prompt.hint,
          example: step.example[prompt.key] ?? "",
        };
        for (const part of ["question", "hint", "example"] as const)
          draft[promptTextField(step.key, prompt.key, language, part)] = words[part];
      }
    }
  }
  for (const step of content.da.steps) {
    draft[stepField(step.key, "minutes")] = String(step.minutes);
    draft[stepField(step.key, "companion")] = step.companion ?? "";
    draft[stepField(step.key, "prompts")] = step.prompts.map(({ key }) => key).join(" ");
    for (const prompt of step.prompts) {
      draft[promptField(step.key, prompt.key, "leadsTo")] = prompt.leadsTo ?? "";
      draft[promptField(step.key, prompt.key, "companion")] = prompt.companion ?? "";
      draft[promptField(step.key, prompt.key, "takes")] = prompt.takes?.join(" ") ?? "";
    }
  }
  return draft;
}

/** The guide that a draft spells, in one language, whether or not it is complete. */
export function fromDraft<Area extends string>(
  draft: Draft,
  guide: { key: string; version: number; areas: readonly Area[] },
  language: Language,
): Guide<Area> {
  const area = (words: string | undefined) => guide.areas.find((known) => known === words);
  return {
    key: guide.key,
    version: guide.version,
    title: draft[guideField(language, "title")]?.trim() ?? "",
    purpose: draft[guideField(language, "purpose")]?.trim() ?? "",
    steps: keysIn(draft["steps"]).map((key) => {
      const text = (part: StepText) => draft[stepTextField(key, language, part)]?.trim() ?? "";
      const prompts = keysIn(draft[stepField(key, "prompts")]).map((prompt) => {
        const words = (part: PromptText) => draft[promptTextField(key, prompt, language, part)]?.trim() ?? "";
        const leadsTo = area(draft[promptField(key, prompt, "leadsTo")]);
        const companion = draft[promptField(key, prompt, "companion")];
        const takes = keysIn(draft[promptField(key, prompt, "takes")]);
        return {
          example: words("example"),
          prompt: {
            key: prompt,
            question: words("question"),
            hint: words("hint"),
            ...(leadsTo ? { leadsTo } : {}),
            ...(companion ? { companion } : {}),
            ...(companion && takes.length > 0 ? { takes } : {}),
          },
        };
      });
      const companion = draft[stepField(key, "companion")];
      return {
        key,
        title: text("title"),
        guidance: linesOf(text("guidance")),
        activity: text("activity"),
        responsible: text("responsible"),
        minutes: Number(draft[stepField(key, "minutes")]?.trim() || "0"),
        prompts: prompts.map(({ prompt }) => prompt),
        example: Object.fromEntries(
          prompts.filter(({ example }) => example).map(({ prompt, example }) => [prompt.key, example]),
        ),
        mistakes: linesOf(text("mistakes")),
        ...(companion ? { companion } : {}),
      };
    }),
  };
}

export const most = { steps: 20, prompts: 20, guidance: 12, mistakes: 8, minutes: 10_000, letters: 4000 };

/** What keeps a draft from being published: which field, and why. */
export type Flaw = {
  field: string;
  flaw:
    | "missing"
    | "noSteps"
    | "tooManySteps"
    | "twice"
    | "noPrompts"
    | "tooMany"
    | "tooLong"
    | "notMinutes"
    | "unknownGuide"
    | "circle";
  values?: Record<string, string | number>;
};

/**
 * What is wrong with a draft, each with its place. `companions`: where every other guide of the organisation leads, by
 * key, so that a way round is found before a leader walks it.
 */
export function flawsOf(
  draft: Draft,
  key: string,
  companions: ReadonlyMap<string, readonly string[]>,
): Flaw[] {
  const flaws: Flaw[] = [];
  const text = (field: string, isNeeded = true) => {
    const words = draft[field]?.trim() ?? "";
    if (isNeeded && !words) flaws.push({ field, flaw: "missing" });
    if (words.length > most.letters) flaws.push({ field, flaw: "tooLong", values: { most: most.letters } });
  };
  const list = (field: string, mostLines: number) => {
    text(field);
    if (linesOf(draft[field]).length > mostLines)
      flaws.push({ field, flaw: "tooMany", values: { most: mostLines } });
  };
  const leads = (field: string) => {
    const companion = draft[field];
    if (!companion) return;
    if (companion !== key && !companions.has(companion)) flaws.push({ field, flaw: "unknownGuide" });
    else {
      const circle = circleOf(new Map([...companions, [key, [companion]]]));
      if (circle) flaws.push({ field, flaw: "circle", values: { way: circle.join(" → ") } });
    }
  };
  const steps = keysIn(draft["steps"]);
  for (const language of languages)
    for (const part of ["title", "purpose"] as const) text(guideField(language, part));
  if (steps.length === 0) flaws.push({ field: "steps", flaw: "noSteps" });
  if (steps.length > most.steps)
    flaws.push({ field: "steps", flaw: "tooManySteps", values: { most: most.steps } });
  if (new Set(steps).size < steps.length) flaws.push({ field: "steps", flaw: "twice" });
  for (const step of steps) {
    const prompts = keysIn(draft[stepField(step, "prompts")]);
    for (const language of languages) {
      for (const part of ["title", "activity", "responsible"] as const)
        text(stepTextField(step, language, part));
      list(stepTextField(step, language, "guidance"), most.guidance);
      list(stepTextField(step, language, "mistakes"), most.mistakes);
      for (const prompt of prompts) {
        text(promptTextField(step, prompt, language, "question"));
        text(promptTextField(step, prompt, language, "hint"), false);
        text(promptTextField(step, prompt, language, "example"), false);
      }
    }
    const minutes = draft[stepField(step, "minutes")]?.trim() ?? "";
    if (!/^\d{1,5}$/.test(minutes) || Number(minutes) > most.minutes)
      flaws.push({ field: stepField(step, "minutes"), flaw: "notMinutes", values: { most: most.minutes } });
    const promptsField = stepField(step, "prompts");
    if (prompts.length === 0) flaws.push({ field: promptsField, flaw: "noPrompts" });
    if (prompts.length > most.prompts)
      flaws.push({ field: promptsField, flaw: "tooMany", values: { most: most.prompts } });
    if (new Set(prompts).size < prompts.length) flaws.push({ field: promptsField, flaw: "twice" });
    leads(stepField(step, "companion"));
    for (const prompt of prompts) leads(promptField(step, prompt, "companion"));
  }
  return flaws;
}

/** The texts that one language has and the other lacks, taken over as they are: better than a hole in a leader's guide. */
export function filledFromOther(draft: Draft, into: Language): Draft {
  const from = into === "da" ? "en" : "da";
  return Object.fromEntries(
    Object.entries(draft).flatMap(([field, words]) => {
      const twin = field.replace(`.${from}.`, `.${into}.`);
      return twin !== field && words.trim() && !draft[twin]?.trim() ? [[twin, words]] : [];
    }),
  );
}

type Walked = {
  stepKey: string;
  doneAt: unknown;
  dueOn: unknown;
  notes: string;
  answers: Record<string, string>;
};

/**
 * What a journey would lose if it went over to another edition of its guide: steps and questions in which something
 * stands and which the other does not have, as "step" or "step.prompt". Empty: it can go over safely.
 */
export function lostBy(walked: readonly Walked[], to: { steps: readonly Step[] }): string[] {
  return walked.flatMap((at) => {
    const answered = Object.keys(at.answers).filter((key) => at.answers[key]?.trim());
    const step = to.steps.find(({ key }) => key === at.stepKey);
    if (!step) return at.doneAt || at.dueOn || at.notes.trim() || answered.length > 0 ? [at.stepKey] : [];
    return answered
      .filter((key) => !step.prompts.some((prompt) => prompt.key === key))
      .map((key) => `${at.stepKey}.${key}`);
  });
}
