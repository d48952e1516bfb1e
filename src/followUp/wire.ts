import { z } from "@hono/zod-openapi";
import { Action } from "#behaviour/wire.ts";
import { Day, Version } from "#platform/http/shapes.ts";
import { Results } from "#pulse/results.wire.ts";
import { choices, reviewKinds } from "./model.ts";

const Id = z.uuid();
const Prose = z.string().max(10_000);
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** A day and an hour on the clock of the unit's wall; both or neither. */
const When = z.object({ day: Day, time: Time });

/** One employee on her leader's list, or one leader on the employee's. */
export const SeriesSummary = z
  .object({
    seriesId: Id.nullable(),
    personId: Id,
    name: z.string(),
    unitId: Id.nullable(),
    unitName: z.string(),
    as: z.enum(["leader", "employee"]),
    nextId: Id.nullable(),
    nextAt: z.string().nullable(),
    lastHeldAt: z.string().nullable(),
    /** Promised to each other and not done yet. */
    openActions: z.int(),
    /** The leader leads the employee no longer: hers to read, and nothing more is planned. */
    isOver: z.boolean(),
  })
  .openapi("OneToOneSummary");
export type SeriesSummary = z.infer<typeof SeriesSummary>;
export const NewSeries = z.object({
  employeeId: Id,
  everyWeeks: z.int().min(1).max(52).default(6),
  when: When.nullable().default(null),
});

const Prepared = z.object({ wentWell: Prose, workOn: Prose, help: Prose });
export const PreparationOf = Prepared.extend({
  personId: Id,
  name: z.string(),
  isMine: z.boolean(),
  isShared: z.boolean(),
  /** The other's, and not shared yet: empty here. */
  isHidden: z.boolean(),
  version: z.int(),
});
export type PreparationOf = z.infer<typeof PreparationOf>;

export const OneToOne = z
  .object({
    id: Id,
    seriesId: Id,
    leader: z.object({ id: Id, name: z.string() }),
    employee: z.object({ id: Id, name: z.string() }),
    unitId: Id.nullable(),
    timeZone: z.string(),
    everyWeeks: z.int(),
    seriesVersion: z.int(),
    startsAt: z.string().nullable(),
    when: When.nullable(),
    state: z.enum(["planned", "held"]),
    /** The leader leads the employee no longer: it is the employee's to read, and nothing is added. */
    isOver: z.boolean(),
    behaviourId: Id.nullable(),
    agreement: z.string(),
    notes: z.string(),
    /** The texts were sealed with another secret than the server has now. */
    isUnreadable: z.boolean(),
    results: Results.nullable(),
    heldAt: z.string().nullable(),
    preparations: z.array(PreparationOf),
    actions: z.array(Action),
    /** Held ones before this, the latest first. */
    history: z.array(z.object({ id: Id, heldAt: z.string(), agreement: z.string() })),
    nextId: Id.nullable(),
    version: z.int(),
  })
  .openapi("OneToOne");
export type OneToOne = z.infer<typeof OneToOne>;

export const OneToOneChange = z.object({
  when: When.nullable().optional(),
  behaviourId: Id.nullable().optional(),
  agreement: Prose.optional(),
  notes: Prose.optional(),
  version: Version,
});
export const SeriesChange = z.object({ everyWeeks: z.int().min(1).max(52), version: Version });
export const PreparationChange = Prepared.partial().extend({
  isShared: z.boolean().optional(),
  /** 0: there is none yet. */
  version: Version,
});
export const NewTask = z.object({
  title: z.string().trim().min(1).max(500),
  ownerPersonId: Id,
  dueOn: Day.nullable().default(null),
});

export const ReviewSummary = z
  .object({
    id: Id,
    unitId: Id,
    kind: z.enum(reviewKinds),
    startsAt: z.string().nullable(),
    state: z.enum(["planned", "held"]),
    heldAt: z.string().nullable(),
  })
  .openapi("ReviewMeetingSummary");
export type ReviewSummary = z.infer<typeof ReviewSummary>;
export const NewReview = z.object({
  unitId: Id,
  kind: z.enum(reviewKinds),
  when: When.nullable().default(null),
});

export const ReviewDecision = z.object({
  id: Id,
  behaviourId: Id.nullable(),
  choice: z.enum(choices),
  situation: z.string(),
  act: z.string(),
  valueId: Id.nullable(),
  reason: z.string(),
  version: z.int(),
  /** A live meeting has decided it: it holds, and is not taken back here. */
  isInForce: z.boolean(),
});
export type ReviewDecision = z.infer<typeof ReviewDecision>;
export const ReviewMeeting = ReviewSummary.extend({
  unitName: z.string(),
  journeyId: Id.nullable(),
  timeZone: z.string(),
  when: When.nullable(),
  notes: z.string(),
  agenda: z.array(z.object({ title: z.string(), minutes: z.int(), guidance: z.array(z.string()) })),
  behaviours: z.array(
    z.object({
      id: Id,
      situation: z.string(),
      act: z.string(),
      valueId: Id.nullable(),
      isLeaders: z.boolean(),
    }),
  ),
  decisions: z.array(ReviewDecision),
  actions: z.array(Action),
  results: Results.nullable(),
  /** The meeting in the live room, where it is held there. */
  live: z.object({ id: Id, state: z.enum(["planned", "running", "closed", "cancelled"]) }).nullable(),
  nextJourneyId: Id.nullable(),
  mayEdit: z.boolean(),
  version: z.int(),
}).openapi("ReviewMeeting");
export type ReviewMeeting = z.infer<typeof ReviewMeeting>;
export const ReviewChange = z.object({
  when: When.nullable().optional(),
  notes: z.string().max(20_000).optional(),
  version: Version,
});
export const NewDecision = z.object({
  behaviourId: Id.nullable(),
  choice: z.enum(choices),
  situation: z.string().trim().max(2000).default(""),
  act: z.string().trim().max(2000).default(""),
  valueId: Id.nullable().default(null),
  reason: z.string().trim().max(2000).default(""),
});
export const NewReviewTask = z.object({
  title: z.string().trim().min(1).max(500),
  ownerPersonId: Id.nullable().default(null),
  ownerName: z.string().trim().max(200).default(""),
  dueOn: Day.nullable().default(null),
});
