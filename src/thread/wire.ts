import { z } from "@hono/zod-openapi";
import { facets } from "#behaviour/model.ts";

const Common = z.object({
  id: z.string(),
  text: z.string(),
  valueIds: z.array(z.string()),
  rounds: z.array(z.int()),
  unitId: z.uuid().nullable(),
});
const Day = z.string().nullable();

const Experience = z.discriminatedUnion("shown", [
  z.object({ shown: z.literal("nothing") }),
  z.object({ shown: z.literal("tooFew") }),
  z.object({
    shown: z.literal("mean"),
    mean: z.number(),
    low: z.number(),
    high: z.number(),
    n: z.int(),
    counts: z.array(z.int()).nullable(),
    notRelevant: z.int().nullable(),
  }),
]);

const ThreadItem = z
  .discriminatedUnion("station", [
    Common.extend({ station: z.literal("values"), meaning: z.string() }),
    Common.extend({
      station: z.literal("statements"),
      rank: z.int().nullable(),
      source: z.string(),
      saidOn: Day,
      channel: z.string().nullable(),
    }),
    Common.extend({ station: z.literal("pointedTo"), situation: z.string(), isLeadersOwn: z.boolean() }),
    Common.extend({
      station: z.literal("notes"),
      notes: z.array(z.object({ id: z.string(), text: z.string() })),
      dots: z.number().nullable(),
    }),
    Common.extend({
      station: z.literal("decided"),
      situation: z.string(),
      facets: z.array(z.object({ facet: z.enum(facets), label: z.string(), text: z.string() })),
      vote: z
        .object({
          dots: z.number(),
          voters: z.number().nullable(),
          place: z.number().nullable(),
          of: z.number().nullable(),
          isTied: z.boolean(),
        })
        .nullable(),
      consent: z.object({ yes: z.number(), concerns: z.array(z.object({ reason: z.string() })) }).nullable(),
      attended: z.number().nullable(),
      decidedAt: Day,
      reviewOn: Day,
      isLeaders: z.boolean(),
      meetingId: z.string().nullable(),
      isRetired: z.boolean(),
      replacedBy: z.string().nullable(),
    }),
    Common.extend({ station: z.literal("questions"), pulse: z.string(), state: z.string() }),
    Common.extend({ station: z.literal("experience"), pulse: z.string(), result: Experience }),
    Common.extend({
      station: z.literal("agreed"),
      kind: z.enum(["action", "keep", "change", "start", "stop"]),
      dueOn: Day,
      state: z.string(),
      reviewMeetingId: z.string().nullable(),
    }),
  ])
  .openapi("ThreadItem");

const Woven = z.object({
  /** The look of the values that stand in the thread. */
  values: z.array(z.object({ id: z.uuid(), name: z.string(), colour: z.string(), mark: z.string() })),
  items: z.array(ThreadItem),
  links: z.array(z.object({ from: z.string(), to: z.string(), weight: z.number() })),
  /** Copies of later rounds, and the item that stands for them. */
  aliases: z.record(z.string(), z.string()),
});
export type Woven = z.infer<typeof Woven>;

export const UnitThread = Woven.extend({ unitId: z.uuid(), unitName: z.string() }).openapi("UnitThread");
export type UnitThread = z.infer<typeof UnitThread>;

/** All units' threads in one: what each has of its own says whose it is. */
export const OrganisationThread = Woven.extend({
  units: z.array(z.object({ id: z.uuid(), name: z.string() })),
}).openapi("OrganisationThread");
export type OrganisationThread = z.infer<typeof OrganisationThread>;
