import { z } from "@hono/zod-openapi";

const Id = z.uuid();
/** `link` null: she has none, or it was turned off. */
export const EmployeesCard = z.object({
  personId: Id,
  name: z.string(),
  link: z.string().nullable(),
  madeAt: z.string().nullable(),
});
export type EmployeesCard = z.infer<typeof EmployeesCard>;
export const Cards = z
  .object({
    isOn: z.boolean(),
    /** Answers by all cards together, and those that were not taken. */
    answered: z.int(),
    notCounted: z.int(),
    cards: z.array(EmployeesCard),
  })
  .openapi("Cards");
export type Cards = z.infer<typeof Cards>;

/** Another card in its place, or none. The old one is closed either way. */
export const CardChange = z.object({ isOn: z.boolean() });
export const SheetQuery = z.object({ personId: Id.optional() });

export const OwnCard = z.object({
  cardId: Id,
  unitName: z.string(),
  timeZone: z.string(),
  link: z.string(),
  closesAt: z.string().nullable(),
});
