import { z } from "@hono/zod-openapi";

const Id = z.uuid();
const Day = z.string();

const Stillness = z.discriminatedUnion("why", [
  z.object({ why: z.literal("notBegun") }),
  z.object({ why: z.literal("overdue"), step: z.string(), days: z.int() }),
  z.object({ why: z.literal("notTakenUp"), days: z.int() }),
  z.object({ why: z.literal("notAsked"), days: z.int() }),
  z.object({ why: z.literal("notMoved"), step: z.string(), days: z.int() }),
]);

/** What customers experience of one behaviour, 1 to 5 with its 95 % interval; never with fewer answers than the minimum. */
const Experienced = z.object({
  behaviourId: Id,
  words: z.string(),
  estimate: z.object({ mean: z.number(), low: z.number(), high: z.number(), n: z.int() }),
});

export const OverviewUnit = z.object({
  unitId: Id,
  name: z.string(),
  depth: z.int(),
  journey: z
    .object({
      journeyId: Id,
      round: z.int(),
      steps: z.array(
        z.object({
          key: z.string(),
          title: z.string(),
          state: z.enum(["done", "now", "next", "overdue"]),
          dueOn: Day.nullable(),
        }),
      ),
    })
    .nullable(),
  stillness: Stillness.nullable(),
  decided: z.int(),
  /** Customers have answered, but too few of them to show. */
  hasTooFew: z.boolean(),
  measurement: z.object({ title: z.string(), startedOn: Day }).nullable(),
  /** By value; behaviours without a value stand under null. */
  values: z.array(z.object({ valueId: Id.nullable(), mean: z.number(), behaviours: z.array(Experienced) })),
});
export type OverviewUnit = z.infer<typeof OverviewUnit>;

/** Units, what they have decided and how it is experienced: nobody's name stands in it, and nobody's figures. */
export const Overview = z
  .object({
    minimum: z.int(),
    steps: z.array(z.object({ key: z.string(), title: z.string() })),
    units: z.array(OverviewUnit),
    inCommon: z.array(
      z.object({
        name: z.string(),
        units: z.int(),
        decided: z.array(
          z.object({
            behaviourId: Id,
            unitId: Id,
            unitName: z.string(),
            valueId: Id.nullable(),
            words: z.string(),
          }),
        ),
      }),
    ),
  })
  .openapi("Overview");
export type Overview = z.infer<typeof Overview>;
