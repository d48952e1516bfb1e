import { z } from "@hono/zod-openapi";
import { Day, Version } from "#platform/http/shapes.ts";
import { draftFieldPattern } from "./model/draft.ts";
import { mainGuideKey } from "./model/journey.ts";

const Id = z.uuid();
const Sentence = z.string().trim().min(1).max(4000);
const Key = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*$/)
  .max(60);

/** Work areas of the product that a prompt leads to, so that the row of the table opens them. */
export const workAreas = [
  "statements",
  "behaviours",
  "meetingPlan",
  "presentation",
  "meetingLive",
  "pulse",
  "oneToOne",
  "reviewMeeting",
  "values",
] as const;

const Prompt = z.object({
  key: Key,
  question: Sentence,
  hint: z.string().max(2000).default(""),
  leadsTo: z.enum(workAreas).optional(),
  /** A shorter guide that helps with this question, and which of its answers ("step.prompt") are answers here. */
  companion: Key.optional(),
  takes: z
    .array(z.string().regex(/^[a-z][A-Za-z0-9]*\.[a-z][A-Za-z0-9]*$/))
    .max(10)
    .optional(),
});
export type Prompt = z.infer<typeof Prompt>;

export const GuideStep = z.object({
  key: Key,
  title: Sentence,
  /** The four columns of the table are step, guidance, activity and responsible. */
  guidance: z.array(Sentence).min(1).max(12),
  activity: Sentence,
  responsible: Sentence,
  minutes: z.int().min(0).max(10_000),
  prompts: z.array(Prompt).min(1).max(20),
  /** Can be taken over and changed: the answer to each prompt, by its key. */
  example: z.record(Key, Sentence),
  mistakes: z.array(Sentence).min(1).max(8),
  companion: Key.optional(),
});
export type GuideStep = z.infer<typeof GuideStep>;

export const Guide = z
  .object({
    key: Key,
    version: z.int().min(1),
    title: Sentence,
    purpose: Sentence,
    steps: z.array(GuideStep).min(1).max(20),
  })
  .superRefine((guide, context) => {
    const seen = new Set<string>();
    for (const [index, step] of guide.steps.entries()) {
      if (seen.has(step.key))
        context.addIssue({ code: "custom", path: ["steps", index, "key"], message: "the same key twice" });
      seen.add(step.key);
      const asked = new Set<string>();
      for (const [at, { key }] of step.prompts.entries()) {
        if (asked.has(key))
          context.addIssue({
            code: "custom",
            path: ["steps", index, "prompts", at, "key"],
            message: "the same key twice",
          });
        asked.add(key);
      }
      for (const key of Object.keys(step.example))
        if (!step.prompts.some((prompt) => prompt.key === key))
          context.addIssue({
            code: "custom",
            path: ["steps", index, "example", key],
            message: "no such prompt",
          });
    }
  })
  .openapi("Guide");
export type Guide = z.infer<typeof Guide>;

/** Which edition of a guide: one of the organisation's own, or the one that comes with the product (no id). */
export const Edition = z.object({ guideId: Id.nullable(), version: z.int() });
export type Edition = z.infer<typeof Edition>;

export const GuideSummary = Edition.extend({
  key: z.string(),
  title: z.string(),
  purpose: z.string(),
  steps: z.int(),
  /** Somebody is adapting it; told to those who may. */
  hasDraft: z.boolean(),
});
export type GuideSummary = z.infer<typeof GuideSummary>;

export const GuideInForce = Edition.extend({ guide: Guide, publishedAt: z.string().nullable() });

const DraftFields = z.record(z.string().regex(draftFieldPattern), z.string().max(20_000));
export const NewDraft = z.object({
  /** What a draft that was discarded held; without it the guide in force is copied. */
  fields: DraftFields.optional(),
});
export const DraftChange = z.object({ fields: DraftFields, version: Version });
export const GuideDraft = z
  .object({
    key: z.string(),
    fields: z.record(z.string(), z.string()),
    version: z.int(),
    changedAt: z.string(),
    changedByName: z.string().nullable(),
    /** What publishing it would be called. */
    nextVersion: z.int(),
    /** Journeys under way that walk another edition, and go on with it. */
    underWay: z.int(),
  })
  .openapi("GuideDraft");
export type GuideDraft = z.infer<typeof GuideDraft>;
export const Publishing = z.object({ version: Version });

/** An edition, and who walks it. */
export const GuideEdition = Edition.extend({
  publishedAt: z.string().nullable(),
  publishedByName: z.string().nullable(),
  isInForce: z.boolean(),
  journeys: z.array(
    z.object({
      id: Id,
      unitId: Id,
      unitName: z.string(),
      round: z.int(),
      stepsDone: z.int(),
      steps: z.int(),
      finishedAt: z.string().nullable(),
    }),
  ),
});
export type GuideEdition = z.infer<typeof GuideEdition>;

export const JourneyStep = z.object({
  stepKey: z.string(),
  doneAt: z.string().nullable(),
  dueOn: z.string().nullable(),
  responsible: z.string().nullable(),
  answers: z.record(z.string(), z.string()),
  notes: z.string(),
  version: z.int(),
});
export type JourneyStep = z.infer<typeof JourneyStep>;

export const JourneySummary = z
  .object({
    id: Id,
    unitId: Id,
    unitName: z.string(),
    guideKey: z.string(),
    title: z.string(),
    round: z.int(),
    parentJourneyId: Id.nullable(),
    previousJourneyId: Id.nullable(),
    startedAt: z.string(),
    finishedAt: z.string().nullable(),
    stepsDone: z.int(),
    steps: z.int(),
  })
  .openapi("JourneySummary");
export type JourneySummary = z.infer<typeof JourneySummary>;

export const Journey = JourneySummary.extend({
  guide: Guide,
  edition: Edition,
  /** The edition in force where that is another one; with the names of what this journey would lose by going over to it. */
  newer: Edition.extend({ lost: z.array(z.string()) }).nullable(),
  basisExists: z.boolean().nullable(),
  basisImplemented: z.boolean().nullable(),
  version: z.int(),
  progress: z.array(JourneyStep),
  mayEdit: z.boolean(),
  /** Whether whoever asks is reminded by mail of it, and of any; null for those who do not lead it. */
  reminds: z.object({ ofThis: z.boolean(), ofAny: z.boolean() }).nullable(),
  companions: z.array(JourneySummary),
}).openapi("Journey");
export type Journey = z.infer<typeof Journey>;

export const NewJourney = z.object({
  unitId: Id,
  guideKey: Key.default(mainGuideKey),
  parentJourneyId: Id.nullable().default(null),
});
export const Precondition = z.object({
  basisExists: z.boolean().nullable(),
  basisImplemented: z.boolean().nullable(),
  version: Version,
});
export const Reminded = z.object({ isOn: z.boolean() });
export const EditionChange = z.object({ guideId: Id.nullable(), version: Version });
export const StepChange = z.object({
  done: z.boolean().optional(),
  dueOn: Day.nullable().optional(),
  responsible: z.string().trim().max(200).nullable().optional(),
  answers: z.record(Key, z.string().max(20_000)).optional(),
  notes: z.string().max(50_000).optional(),
  version: Version,
});
