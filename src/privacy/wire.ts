import { z } from "@hono/zod-openapi";

export const Found = z.object({ id: z.uuid(), name: z.string(), email: z.string() });
export const Erased = z.object({ rows: z.number().int() });
export const AuditPage = z.object({
  lines: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      action: z.string(),
      by: z.string().nullable(),
      about: z.string().nullable(),
    }),
  ),
  hasMore: z.boolean(),
});
/** Table by table, as `rules.ts` says. */
export const PersonalCopy = z.object({
  about: z.enum(["person", "customer"]),
  madeAt: z.string(),
  tables: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
});
export const Retention = z.object({
  ranAt: z.string().nullable(),
  periods: z.array(
    z.object({
      key: z.enum([
        ...(["importRows", "callBacks", "mails", "customers"] as const),
        ...(["tokens", "deliveries", "signIns", "audit"] as const),
      ]),
      days: z.int(),
      rows: z.int(),
    }),
  ),
});
