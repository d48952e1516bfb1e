import { z } from "@hono/zod-openapi";
import { Day, UploadedFile, Version } from "#platform/http/shapes.ts";
import { longestStatement } from "./model/pasted.ts";
import { longestThemeName, mostThemes } from "./model/themes.ts";

const Id = z.uuid();
export const channels = ["readAloud", "slide", "handout", "video", "other"] as const;
export const origins = ["typed", "pasted", "imported", "pulse", "inherited"] as const;
const Source = z.string().trim().max(200);
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
    /** What it is gathered under with others; null: nothing yet. */
    themeId: Id.nullable(),
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
  /** Those of one theme; "none": those that are under no theme. */
  theme: z.union([Id, z.literal("none")]).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(500).default(50),
});

export const NewStatements = z.object({
  statements: z
    .array(
      z.object({
        text: StatementText,
        valueIds: z.array(Id).max(20).default([]),
        /** Its own, as a file has them; else what stands for all of them. */
        source: Source.optional(),
        saidOn: Day.optional(),
      }),
    )
    .min(1)
    .max(3000),
  source: Source.default(""),
  saidOn: Day.nullable().default(null),
  origin: z.enum(["typed", "pasted", "imported"]),
});
export const StatementChange = z.object({
  text: StatementText.optional(),
  source: Source.optional(),
  saidOn: Day.nullable().optional(),
  channel: z.enum(channels).nullable().optional(),
  channelNote: z.string().trim().max(2000).optional(),
  valueIds: z.array(Id).max(20).optional(),
  themeId: Id.nullable().optional(),
  archived: z.boolean().optional(),
  version: z.int(),
});
/**
 * The most important ones, the very most important first: the whole list each time. `before` is the list as she saw it:
 * where somebody else has picked in the meantime, neither order is lost silently.
 */
export const Picked = z.object({ statementIds: z.array(Id).max(50), before: z.array(Id).max(50) });

const ThemeName = z.string().trim().min(1).max(longestThemeName);
export const Theme = z
  .object({ id: Id, name: z.string(), version: z.int(), count: z.int() })
  .openapi("StatementTheme");
export type Theme = z.infer<typeof Theme>;
export const Themes = z.array(Theme);
/** Only statements that are under no theme yet: a suggestion holds for what it was computed on. */
export const NewThemes = z.object({
  themes: z.array(z.object({ name: ThemeName, statementIds: z.array(Id).max(3000) })).max(mostThemes),
  /** Statements that go under themes that are there already. */
  into: z
    .array(z.object({ themeId: Id, statementIds: z.array(Id).min(1).max(3000) }))
    .max(mostThemes)
    .default([]),
});
export const ThemeChange = z.object({ name: ThemeName, version: Version });

/** A file's columns, for choosing the one that holds the statements; what is taken is looked through first. */
export const StatementFile = z.object({ file: UploadedFile });
export const FileColumns = z.object({
  /** Cells stand as the rows do: the third of each column is of the same row. */
  columns: z.array(z.object({ name: z.string(), cells: z.array(z.string()) })),
  /** The column that most likely holds what customers said: the one with the longest texts. */
  likely: z.int(),
  /** Where each comes from and when it was said, if the file tells. */
  likelySource: z.int().nullable(),
  likelyDay: z.int().nullable(),
  rows: z.int(),
});
export type FileColumns = z.infer<typeof FileColumns>;
