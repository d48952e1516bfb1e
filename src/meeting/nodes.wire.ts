/** What servers say to one another of a meeting, beside how far its journal goes. Nothing of it is kept anywhere. */
import { z } from "@hono/zod-openapi";

const presence = z.object({
  /** The round that the room is in, as far as the one who says it knows. */
  roundId: z.string().nullable(),
  /** By seat: [is writing, is done]; null: it is no longer here. Where nothing is stored only how many of each is true. */
  seats: z.record(z.string(), z.tuple([z.boolean(), z.boolean()]).nullable()),
});

export const nodeWordSchema = z.union([
  z.object({ presence }),
  /** Somebody has come to a server where nobody was: the others tell her who is with them. */
  z.object({ ask: z.literal("presence") }),
  z.object({ atKeys: z.object({ seatId: z.string(), roundId: z.string(), place: z.string().nullable() }) }),
  z.object({ removed: z.object({ seatId: z.string(), locale: z.enum(["da", "en"]) }) }),
  /** A page has come over another connection: what is still on its way over its older one comes too late. */
  z.object({ page: z.string() }),
  /** Which page the big screen is at, to those who may lead; or which it is to show, to the screens. */
  z.object({
    pages: z.object({
      to: z.enum(["leader", "screen"]),
      ...{ page: z.number(), count: z.number(), isHeld: z.boolean() },
    }),
  }),
]);
export type NodeWord = z.infer<typeof nodeWordSchema>;
export type NodePresence = z.infer<typeof presence>;
