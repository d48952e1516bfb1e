import { z } from "@hono/zod-openapi";
import { valueColours, valueMarks } from "#design/model.ts";
import { Version } from "#platform/http/shapes.ts";

const Look = { colour: z.enum(valueColours), mark: z.enum(valueMarks) };
const Name = z.string().trim().min(1).max(80);
const Meaning = z.string().trim().max(2000);

export const Value = z
  .object({ id: z.uuid(), name: z.string(), meaning: z.string(), ...Look, version: z.int() })
  .openapi("Value");

export const ValueBasis = z
  .object({
    /** Why the organisation has these values, in its own words. */
    purpose: z.string(),
    /** 0 while nothing has been written. */
    version: z.int(),
    values: z.array(Value),
  })
  .openapi("ValueBasis");
export type ValueBasis = z.infer<typeof ValueBasis>;

export const PurposeChange = z.object({ purpose: z.string().trim().max(4000), version: Version });
export const NewValue = z.object({ name: Name, meaning: Meaning.default(""), ...Look });
export type NewValue = z.infer<typeof NewValue>;
export const ValueChange = z.object({
  name: Name.optional(),
  meaning: Meaning.optional(),
  colour: Look.colour.optional(),
  mark: Look.mark.optional(),
  archived: z.boolean().optional(),
  version: Version,
});
export type ValueChange = z.infer<typeof ValueChange>;
export const Order = z.object({ order: z.array(z.uuid()).max(50) });

export const Created = z.object({ id: z.uuid(), version: z.int() });
export const Changed = z.object({ version: z.int() });
