import { z } from "@hono/zod-openapi";
import { Version } from "#platform/http/shapes.ts";
import { locales } from "#platform/text/index.ts";
import { agendaStages, longestAgenda } from "./model/agenda.ts";
import { sentParts } from "./model/changes.ts";
import { readyTasks } from "./model/checklist.ts";
import { obstacles } from "./model/sending.ts";

const Id = z.uuid();
export const meetingStates = ["planned", "running", "closed", "cancelled"] as const;
export const replies = ["none", "yes", "no", "maybe"] as const;
export type Reply = (typeof replies)[number];

export const MeetingSummary = z
  .object({
    id: Id,
    title: z.string(),
    startsAt: z.string().nullable(),
    timeZone: z.string(),
    state: z.enum(meetingStates),
    isInvited: z.boolean(),
    participants: z.int(),
    saidYes: z.int(),
  })
  .openapi("MeetingSummary");
export type MeetingSummary = z.infer<typeof MeetingSummary>;

const Title = z.string().trim().min(1).max(200);
const AgendaItem = z.object({
  id: Id,
  title: Title,
  minutes: z.int().min(0).max(600),
  stage: z.enum(agendaStages).nullable(),
  maySkip: z.boolean(),
  notes: z.string().max(4000),
});
export const Agenda = z.object({ items: z.array(AgendaItem).max(longestAgenda), version: Version });

export const Participant = z.object({
  id: Id,
  personId: Id.nullable(),
  name: z.string(),
  email: z.string(),
  role: z.enum(["participant", "coLeader"]),
  reply: z.enum(replies),
  repliedAt: z.string().nullable(),
  /** Whether the invitation has been sent to her. */
  isInvited: z.boolean(),
});
export type Participant = z.infer<typeof Participant>;

export const Plan = z
  .object({
    id: Id,
    unitId: Id,
    unitName: z.string(),
    journeyId: Id.nullable(),
    title: z.string(),
    startsAt: z.string().nullable(),
    /** The same as the clock on the unit's wall shows it: "2027-03-01T13:00". */
    startsAtLocal: z.string().nullable(),
    minutes: z.int(),
    timeZone: z.string(),
    place: z.string(),
    videoLink: z.string(),
    message: z.string(),
    reminderHours: z.int().nullable(),
    state: z.enum(meetingStates),
    /** Why it was called off, as people were told. */
    cancelMessage: z.string(),
    /** Whether people have been in its room, ahead of its day or on it. */
    isOpened: z.boolean(),
    joinCode: z.string(),
    joinUrl: z.string(),
    /** When it began to be planned. */
    createdAt: z.string(),
    invitedAt: z.string().nullable(),
    remindedAt: z.string().nullable(),
    version: z.int(),
    agenda: z.array(AgendaItem),
    participants: z.array(Participant),
    /** In which parts the meeting is no longer what people were told. */
    changed: z.array(z.enum(sentParts)),
    /** Taken off the list after having been invited: told with the next update. */
    withdrawn: z.array(z.object({ name: z.string() })),
    /** How many would have to be told that it is off. */
    haveHeard: z.int(),
    obstacles: z.array(z.enum(obstacles)),
    slides: z.int(),
    /** What the leader has said is ready. */
    ready: z.array(z.enum(readyTasks)),
  })
  .openapi("MeetingPlan");
export type Plan = z.infer<typeof Plan>;

/** A time as people say it: the server finds the moment, in the unit's time zone. */
const LocalTime = z.string().regex(/^(19|20)\d{2}-\d{2}-\d{2}T\d{2}:\d{2}$/);
const WebLink = z.union([z.literal(""), z.url({ protocol: /^https?$/ }).max(2000)]);
export const PlanChange = z.object({
  title: Title.optional(),
  startsAtLocal: LocalTime.nullable().optional(),
  /** Which of the two, where the clock is put back and an hour comes twice. */
  whichHour: z.enum(["earlier", "later"]).optional(),
  minutes: z.int().min(5).max(1440).optional(),
  place: z.string().trim().max(500).optional(),
  videoLink: WebLink.optional(),
  message: z.string().trim().max(5000).optional(),
  reminderHours: z.int().min(1).max(336).nullable().optional(),
  version: Version,
});
export type PlanChange = z.infer<typeof PlanChange>;

export const Ready = z.object({ task: z.enum(readyTasks), isDone: z.boolean() });

/** One of the times at which a plan is held. */
export const Session = z
  .object({
    id: Id,
    startsAt: z.string().nullable(),
    timeZone: z.string(),
    place: z.string(),
    state: z.enum(meetingStates),
    isInvited: z.boolean(),
    participants: z.int(),
    saidYes: z.int(),
    /** Participants choose between the sessions themselves; the same for all of them. */
    byChoice: z.boolean(),
    /** How many participants there is room for, and how many more may come; null: as many as like. */
    seats: z.int().nullable(),
    left: z.int().nullable(),
    /** Has another agenda, length, message or other slides than the one that is looked at, and could have the same. */
    differs: z.boolean(),
  })
  .openapi("MeetingSession");
export type Session = z.infer<typeof Session>;
export const Sessions = z.array(Session);
export const NewSession = z.object({
  startsAtLocal: LocalTime,
  whichHour: z.enum(["earlier", "later"]).optional(),
  place: z.string().trim().max(500).default(""),
});
export const SessionMove = z.object({ to: Id });
export const SessionChoice = z.object({
  isOn: z.boolean(),
  seats: z
    .array(z.object({ id: Id, seats: z.int().min(1).max(1000).nullable() }))
    .max(100)
    .default([]),
});
export type SessionChoice = z.infer<typeof SessionChoice>;

const Email = z.string().trim().toLowerCase().max(320).pipe(z.email());
export const NewParticipants = z.discriminatedUnion("who", [
  z.object({ who: z.literal("unit") }),
  z.object({
    who: z.literal("guest"),
    name: z.string().trim().min(1).max(200),
    email: Email,
    role: z.enum(["participant", "coLeader"]).default("participant"),
  }),
]);
export const ParticipantChange = z.object({ role: z.enum(["participant", "coLeader"]) });

export const Preview = z.object({ subject: z.string(), text: z.string(), html: z.string() });
export const Sending = z.object({ version: Version });
export const Cancelling = z.object({ message: z.string().trim().max(5000).default(""), version: Version });
/** The day that a meeting that was called off is held on after all. */
export const Resuming = z.object({ startsAtLocal: LocalTime, version: Version });
export type Resuming = z.infer<typeof Resuming>;

/** What customers answered to one question, above the minimum, as it was on a day. */
export const Answered = z.object({
  valueId: Id.nullable(),
  mean: z.object({ mean: z.number(), low: z.number(), high: z.number(), n: z.int() }),
  counts: z.tuple([z.int(), z.int(), z.int(), z.int(), z.int()]).nullable(),
  notRelevant: z.int().nullable(),
  source: z.string(),
  at: z.string(),
});
export type Answered = z.infer<typeof Answered>;

export const Slide = z
  .object({
    id: Id,
    /** 1–5: which of the five points; 0: before and between. */
    point: z.int(),
    title: z.string(),
    body: z.string(),
    speakerNotes: z.string(),
    statementId: Id.nullable(),
    madeFrom: z.string().nullable(),
    /** Drawn beneath the words; null: it shows words alone. */
    answered: Answered.nullable(),
    isEdited: z.boolean(),
    isHidden: z.boolean(),
    version: z.int(),
  })
  .openapi("Slide");
export type Slide = z.infer<typeof Slide>;
export const Slides = z.object({
  slides: z.array(Slide),
  /** What they are made from has changed since they were made. */
  hasNews: z.boolean(),
  /** The language that they were made in. */
  locale: z.enum(locales),
});
/** Made anew in this language; without it they stay in the one that they are in. */
export const SlideLanguage = z.object({ locale: z.enum(locales).optional() });

const SlideTitle = z.string().trim().max(300);
const SlideText = z.string().max(4000);
export const NewSlide = z.object({
  id: Id.optional(),
  title: SlideTitle.default(""),
  body: SlideText.default(""),
  speakerNotes: SlideText.default(""),
  /** Stands behind this one; null: first. */
  after: Id.nullable(),
  point: z.int().min(0).max(5).default(0),
  isHidden: z.boolean().default(false),
  madeFrom: z.string().max(100).nullable().default(null),
  answered: Answered.nullable().default(null),
});
export const SlideChange = z.object({
  title: SlideTitle.optional(),
  body: SlideText.optional(),
  speakerNotes: SlideText.optional(),
  isHidden: z.boolean().optional(),
  version: Version,
});
export const SlideOrder = z.object({ slideIds: z.array(Id).max(500) });
export type NewSlide = z.infer<typeof NewSlide>;
export type SlideChange = z.infer<typeof SlideChange>;
