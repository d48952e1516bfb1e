import { z } from "@hono/zod-openapi";
import { Day, UploadedFile, Version } from "#platform/http/shapes.ts";
import { type fields, longestName, longestOccasion } from "./model/customers.ts";
import { longestQuestion, mostScaleQuestions, questionKinds } from "./model/questions.ts";
import { heldBackReasons, obstacles, pulseStates } from "./model/sending.ts";

const Id = z.uuid();
const Instant = z.iso.datetime({ offset: true });
const WallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const Language = z.enum(["da", "en"]);

export const Question = z
  .object({
    id: Id,
    kind: z.enum(questionKinds),
    behaviourId: Id.nullable(),
    valueId: Id.nullable(),
    /** Asked in the same words in the round before: only then are the two compared. */
    isAsBefore: z.boolean(),
    textDa: z.string(),
    textEn: z.string(),
  })
  .openapi("Question");
export type Question = z.infer<typeof Question>;

export const Pulse = z
  .object({
    id: Id,
    unitId: Id,
    unitName: z.string(),
    timeZone: z.string(),
    journeyId: Id.nullable(),
    title: z.string(),
    round: z.int(),
    state: z.enum(pulseStates),
    opensAt: z.string().nullable(),
    closesAt: z.string().nullable(),
    dailyCeiling: z.int(),
    sendFrom: z.string(),
    sendUntil: z.string(),
    sendWeekdays: z.array(z.int()),
    reminderAfterDays: z.int().nullable(),
    contactsPerEmployee: z.int().nullable(),
    senderName: z.string(),
    introDa: z.string(),
    introEn: z.string(),
    noticeOn: z.string().nullable(),
    noticeText: z.string(),
    noticeTold: z.string(),
    representativeToldOn: z.string().nullable(),
    /** The organisation's notice period, and how many days of it are missing were mails to leave as planned. */
    noticeDays: z.int(),
    noticeMissing: z.int(),
    restingDays: z.int(),
    /** Whether customers whose consent is recorded get mail in the organisation's own look. */
    isBranded: z.boolean(),
    testedAt: z.string().nullable(),
    startedAt: z.string().nullable(),
    closedAt: z.string().nullable(),
    questions: z.array(Question),
    languages: z.array(Language),
    contacts: z.int(),
    /** Customers who are met in person answer by an employee's card, apart from those who are drawn by lot. */
    hasCards: z.boolean(),
    obstacles: z.array(z.enum(obstacles)),
    version: z.int(),
  })
  .openapi("Pulse");
export type Pulse = z.infer<typeof Pulse>;

export const PulseSummary = z
  .object({
    id: Id,
    unitId: Id,
    journeyId: Id.nullable(),
    title: z.string(),
    round: z.int(),
    state: z.enum(pulseStates),
    contacts: z.int(),
    asked: z.int(),
    answered: z.int(),
  })
  .openapi("PulseSummary");
export type PulseSummary = z.infer<typeof PulseSummary>;
export const PulsesQuery = z.object({ unitId: Id.optional(), journeyId: Id.optional() });
export const NewPulse = z.object({ journeyId: Id });

export const PulseChange = z.object({
  title: z.string().trim().min(1).max(200).optional(),
  opensAt: Instant.nullable().optional(),
  closesAt: Instant.nullable().optional(),
  dailyCeiling: z.int().min(1).max(100_000).optional(),
  sendFrom: WallTime.optional(),
  sendUntil: WallTime.optional(),
  sendWeekdays: z.array(z.int().min(1).max(7)).max(7).optional(),
  reminderAfterDays: z.int().min(1).max(60).nullable().optional(),
  contactsPerEmployee: z.int().min(1).max(100_000).nullable().optional(),
  senderName: z.string().trim().max(200).optional(),
  introDa: z.string().trim().max(1000).optional(),
  introEn: z.string().trim().max(1000).optional(),
  noticeOn: Day.nullable().optional(),
  noticeText: z.string().trim().max(10_000).optional(),
  noticeTold: z.string().trim().max(2000).optional(),
  representativeToldOn: Day.nullable().optional(),
  version: Version,
});
export type PulseChange = z.infer<typeof PulseChange>;

const QuestionInput = z.object({
  kind: z.enum(questionKinds),
  behaviourId: Id.nullable().default(null),
  textDa: z.string().trim().max(longestQuestion).default(""),
  textEn: z.string().trim().max(longestQuestion).default(""),
});
export const Questions = z.object({
  questions: z.array(QuestionInput).max(mostScaleQuestions + 1),
  version: Version,
});

const Column = z.int().min(0).max(1000).nullable();
export const Mapping = z.object({
  email: Column,
  employee: Column,
  name: Column,
  happenedOn: Column,
  language: Column,
  occasion: Column,
} satisfies Record<(typeof fields)[number], unknown>);

const Remark = z.object({
  code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export const ReportRow = z.object({
  rowNumber: z.int(),
  isTaken: z.boolean(),
  remarks: z.array(Remark),
  cells: z.array(z.string()),
});
export type ReportRow = z.infer<typeof ReportRow>;

/** A multipart form carries texts beside the file: the mapping travels as JSON. */
export const CustomerFile = z.object({
  file: UploadedFile,
  mapping: z.string().max(1000).optional(),
  legalBasis: z.string().trim().max(500).optional(),
  consent: z.string().trim().max(500).optional(),
});
export const FileReport = z.object({
  fileName: z.string(),
  encoding: z.string(),
  delimiter: z.string().nullable(),
  columns: z.array(z.string()),
  mapping: Mapping,
  rowsRead: z.int(),
  rowsTaken: z.int(),
  rowsRefused: z.int(),
  /** Contacts that lie months back. */
  longAgo: z.int(),
  /** The rows about which there is something to say, the first ones of them. */
  report: z.array(ReportRow),
  reportTotal: z.int(),
});
export type FileReport = z.infer<typeof FileReport>;

/** Only `done`, `failed` stand still; a small file is done when the answer comes. */
const importStates = ["waiting", "reading", "taking", "done", "failed"] as const;
export const CustomerImport = z.object({
  id: Id,
  fileName: z.string(),
  state: z.enum(importStates),
  /** Why nothing could be taken. */
  failure: Remark.nullable(),
  rowsRead: z.int(),
  rowsDone: z.int(),
  rowsTaken: z.int(),
  rowsRefused: z.int(),
  legalBasis: z.string(),
  /** How and when they agreed to mail; empty: not recorded, and their mails are neutral. */
  consent: z.string(),
  createdAt: z.string(),
});
export type CustomerImport = z.infer<typeof CustomerImport>;

export const NewContact = z.object({
  email: z.string().trim().min(1).max(320),
  name: z.string().trim().max(longestName).default(""),
  personId: Id,
  happenedOn: Day.nullable().default(null),
  language: Language.nullable().default(null),
  occasion: z.string().trim().max(longestOccasion).default(""),
});
export const Employee = z.object({ id: Id, name: z.string(), contacts: z.int() });

export const Preview = z.object({
  subject: z.string(),
  mailText: z.string(),
  mailHtml: z.string(),
  /** The mail to those whose consent is recorded; null: all get the neutral one. */
  ownLookHtml: z.string().nullable(),
  pageHtml: z.string(),
});
export const PreviewQuery = z.object({ language: Language });
export const TestMail = PreviewQuery.extend({ inOwnLook: z.boolean().default(false) });

export const Start = z.object({ acceptShortNotice: z.boolean().default(false), version: Version });
export const StateChange = z.object({ state: z.enum(["open", "paused", "closed"]), version: Version });

const counts = <const Keys extends readonly [string, ...string[]]>(keys: Keys) =>
  z.object(Object.fromEntries(keys.map((key) => [key, z.int()])) as Record<Keys[number], z.ZodInt>);
export const requestStates = ["queued", "sending", "sent", "kept", "inDoubt", "failed", "bounced"] as const;
/** Every contact and every mail is accounted for: the parts add up to the whole. */
export const Progress = z.object({
  contacts: z.int(),
  waiting: z.int(),
  toAsk: z.int(),
  heldBack: counts(heldBackReasons),
  requests: counts(requestStates),
  reminded: z.int(),
  answered: z.int(),
});
export type Progress = z.infer<typeof Progress>;

const unsureStates = ["inDoubt", "bounced", "failed"] as const;
export const unsureOnAPage = 50;
export const UnsureQuery = z.object({ page: z.coerce.number().int().min(1).max(100_000).default(1) });
/** A mail that may not have arrived, or did not: nothing of whether its customer has answered. */
export const UnsureMail = z.object({
  requestId: z.uuid(),
  email: z.string(),
  isReminder: z.boolean(),
  state: z.enum(unsureStates),
  askedAt: z.string(),
  /** What the receiving server said. */
  failure: z.string().nullable(),
});
export type UnsureMail = z.infer<typeof UnsureMail>;
export const UnsureMails = z.object({ mails: z.array(UnsureMail), total: z.int() });

/** Comments that may be shown, of measurements that are over, and which of them a journey has already. */
export const CommentsToTake = z.array(
  z.object({
    pulseId: z.uuid(),
    title: z.string(),
    endedOn: z.string().nullable(),
    comments: z.array(
      z.object({
        id: z.uuid(),
        text: z.string(),
        behaviourId: z.uuid().nullable(),
        isTaken: z.boolean(),
      }),
    ),
  }),
);
export type CommentsToTake = z.infer<typeof CommentsToTake>;
export const CommentsTaken = z.object({ commentIds: z.array(z.uuid()).min(1).max(3000) });
