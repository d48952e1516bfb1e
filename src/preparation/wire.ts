import { z } from "@hono/zod-openapi";
import { UploadedFile } from "#platform/http/shapes.ts";
import { longestStatement } from "./model/pasted.ts";

const Id = z.uuid();
export const channels = ["readAloud", "slide", "handout", "video", "other"] as const;
export const origins = ["typed", "pasted", "imported", "pulse", "inherited"] as const;
const StatementText = z.string().trim().min(1).max(longestStatement);

export const Statement = z
  .object({
    id: Id,
    text: z.string(),
    source: z.string(),
    saidOn: z.string().nullable(),
    origin: z.enum(origins),
    /** Among the most important, in this order; null: not picked. */
    rank: z.int().nullable(),
    channel: z.enum(channels).nullable(),
    channelNote: z.string(),
    valueIds: z.array(Id),
    archived: z.boolean(),
    version: z.int(),
  })
  .openapi("Statement");
export type Statement = z.infer<typeof Statement>;

export const StatementsPage = z.object({
  statements: z.array(Statement),
  total: z.int(),
  picked: z.int(),
  page: z.int(),
  pageSize: z.int(),
});
export const StatementsQuery = z.object({
  search: z.string().max(200).optional(),
  /** Only the most important, in their order; or those that no value is tied to yet. */
  only: z.enum(["picked", "untied"]).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});

export const NewStatements = z.object({
  statements: z
    .array(z.object({ text: StatementText, valueIds: z.array(Id).max(20).default([]) }))
    .min(1)
    .max(3000),
  source: z.string().trim().max(200).default(""),
  saidOn: z.iso.date().nullable().default(null),
  origin: z.enum(["typed", "pasted", "imported"]),
});
export const StatementChange = z.object({
  text: StatementText.optional(),
  source: z.string().trim().max(200).optional(),
  saidOn: z.iso.date().nullable().optional(),
  channel: z.enum(channels).nullable().optional(),
  channelNote: z.string().trim().max(2000).optional(),
  valueIds: z.array(Id).max(20).optional(),
  archived: z.boolean().optional(),
  version: z.int(),
});
/**
 * The most important ones, the very most important first: the whole list each time. `before` is the list as she saw it:
 * where somebody else has picked in the meantime, neither order is lost silently.
 */
export const Picked = z.object({ statementIds: z.array(Id).max(50), before: z.array(Id).max(50) });

/** A file's columns, for choosing the one that holds the statements; what is taken is looked through first. */
export const StatementFile = z.object({ file: UploadedFile });
export const FileColumns = z.object({
  columns: z.array(z.object({ name: z.string(), texts: z.array(z.string()) })),
  /** The column that most likely holds what customers said: the one with the longest texts. */
  likely: z.int(),
  rows: z.int(),
});
