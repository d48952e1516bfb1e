import { z } from "@hono/zod-openapi";

export const Deputy = z
  .object({ personId: z.uuid(), name: z.string(), from: z.iso.date(), until: z.iso.date() })
  .openapi("Deputy");
export type Deputy = z.infer<typeof Deputy>;

export const NewDeputy = z.object({
  /** Null where nobody has been chosen yet: refused beside the field. */
  personId: z.uuid().nullable(),
  /** From today on, where no day is said. */
  from: z.iso.date().nullable().default(null),
  /** The last day. */
  until: z.iso.date(),
});
export type NewDeputy = z.infer<typeof NewDeputy>;
