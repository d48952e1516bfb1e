import { z } from "@hono/zod-openapi";

/** RFC 9457. `errors` names the fields that are wrong, as dotted paths of the body. */
export const ProblemDetails = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .openapi("ProblemDetails");
export type ProblemDetails = z.infer<typeof ProblemDetails>;
