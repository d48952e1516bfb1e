import { z } from "@hono/zod-openapi";

const Id = z.uuid();
const Five = z.tuple([z.int(), z.int(), z.int(), z.int(), z.int()]);

/** One question's figures, already without what may not be shown: null is "too few", never "none". */
export const QuestionResult = z.object({
  questionId: Id,
  behaviourId: Id.nullable(),
  valueId: Id.nullable(),
  textDa: z.string(),
  textEn: z.string(),
  /** none: nobody answered · some: too few to show · mean: the mean alone · full: how the answers spread as well */
  tier: z.enum(["none", "some", "mean", "full"]),
  /** Answers on the scale behind the figures; null where there are too few. */
  n: z.int().nullable(),
  /** The mean with its 95 % interval, 1 to 5. */
  estimate: z.object({ mean: z.number(), low: z.number(), high: z.number(), n: z.int() }).nullable(),
  /** Of a unit without employees who have few answers, where theirs could be told by taking away the others'. */
  counts: Five.nullable(),
  didNotComeUp: z.int().nullable(),
  /** Against the same question of the round before; null where it is new, reworded, or has too few answers. */
  change: z.object({ before: z.number(), difference: z.number(), isChange: z.boolean() }).nullable(),
});
export type QuestionResult = z.infer<typeof QuestionResult>;

/** `behaviourId`: what the leader found that it is about. `isCovered`: some of its words are hidden, and stand as […]. */
export const Comment = z.object({
  id: Id,
  text: z.string(),
  behaviourId: Id.nullable(),
  isCovered: z.boolean().optional(),
});
export type Comment = z.infer<typeof Comment>;
export const commentsOnAPage = 20;
/** Comments of one measurement that may be shown, in an order that says nothing of when they came. */
export const CommentsQuery = z.object({
  pulseId: Id,
  search: z.string().trim().max(200).default(""),
  behaviourId: Id.optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});
export type CommentsQuery = z.infer<typeof CommentsQuery>;
export const CommentsPage = z.object({ comments: z.array(Comment), total: z.int() });
export type CommentsPage = z.infer<typeof CommentsPage>;
export const Remark = z.object({
  id: Id,
  kind: z.enum(["notMine", "background"]),
  text: z.string(),
  createdAt: z.string(),
});
export type Remark = z.infer<typeof Remark>;

export const PulseResult = z.object({
  pulseId: Id,
  title: z.string(),
  round: z.int(),
  state: z.enum(["open", "paused", "closed"]),
  startedAt: z.string().nullable(),
  /**
   * lot: contacts were drawn by lot · card: whoever was given a card could answer. What was frozen before there were cards
   * was by lot.
   */
  source: z.enum(["lot", "card"]).optional(),
  /** Customers who were asked, and who answered. */
  asked: z.int(),
  answered: z.int(),
  /** Answers that the figures rest on; the others wait until there are enough of them. */
  released: z.int(),
  releasedAt: z.string().nullable(),
  questions: z.array(QuestionResult),
  /** The first of them; the others are asked for page by page. */
  comments: z.array(Comment),
  /** How many there are in all; what was frozen before this was counted holds them all. */
  commentCount: z.int().optional(),
  remarks: z.array(Remark),
});
export type PulseResult = z.infer<typeof PulseResult>;

export const Results = z
  .object({
    scope: z.enum(["person", "unit"]),
    unitId: Id,
    personId: Id.nullable(),
    name: z.string(),
    minimum: z.int(),
    /** The newest first. */
    pulses: z.array(PulseResult),
  })
  .openapi("Results");
export type Results = z.infer<typeof Results>;

/** Employees in alphabetical order, and whether there is anything to see: never a figure beside a name. */
export const ResultsOfPeople = z.array(
  z.object({ personId: Id, name: z.string(), state: z.enum(["none", "waiting", "hers", "open"]) }),
);
/** What an employee has not looked at yet: which measurements, and no figure. */
export const UnseenResults = z.array(z.object({ pulseId: Id, title: z.string() })).openapi("UnseenResults");
export type UnseenResults = z.infer<typeof UnseenResults>;
export const NewRemark = z.object({
  pulseId: Id,
  kind: z.enum(["notMine", "background"]),
  text: z.string().trim().min(1).max(2000),
});
const Words = z.array(z.string().trim().min(1).max(200)).max(500);
export const CommentChange = z.object({
  isHidden: z.boolean().optional(),
  behaviourId: Id.nullable().optional(),
  /** Words that are hidden wherever they stand in it, and words that are shown again. */
  hideWords: Words.optional(),
  showWords: z.union([Words, z.literal("all")]).optional(),
});
export type CommentChange = z.infer<typeof CommentChange>;
