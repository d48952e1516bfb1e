import { z } from "@hono/zod-openapi";
import { Day } from "#platform/http/shapes.ts";
import { longestName, longestOccasion } from "../model/customers.ts";
import { heldBackReasons } from "../model/sending.ts";

export const endedExample = {
  reference: "sag-2026-004711",
  email: "kunde@example.com",
  name: "Ida Kunde",
  employee: "anna.lund@nordvarme.example",
  happenedOn: "2026-03-02",
  language: "da" as const,
  occasion: "Telefon",
  legalBasis: "Kundeforhold; vi spørger kun om kontakten (legitim interesse)",
  consent: "",
};

const Reference = z.string().trim().min(1).max(200);
/** What another system tells when a contact ends. */
export const EndedContact = z
  .object({
    /** The caller's own: what comes twice under one reference is taken once. Can be sent as `Idempotency-Key` instead. */
    reference: Reference.optional(),
    email: z.string().trim().min(1).max(320),
    name: z.string().trim().max(longestName).default(""),
    /** The employee's mail address, or her name as it stands in the product. */
    employee: z.string().trim().min(1).max(320),
    happenedOn: Day,
    language: z.enum(["da", "en"]).nullable().default(null),
    occasion: z.string().trim().max(longestOccasion).default(""),
    /** On what ground this customer may be asked. */
    legalBasis: z.string().trim().min(1).max(500),
    /** How and when she agreed to mail from the organisation; left out: not recorded, and the mail is neutral. */
    consent: z.string().trim().max(500).default(""),
  })
  .openapi("EndedContact");
export type EndedContact = z.infer<typeof EndedContact>;
export const EndedHeaders = z.object({ "idempotency-key": Reference.optional() });

export const TakenContact = z
  .object({
    contactId: z.uuid(),
    measurementId: z.uuid(),
    /** false: this reference was taken before, and nothing has changed. */
    isNew: z.boolean(),
    /** Why this customer will not be asked as things stand; null: she takes part in the lot. */
    heldBack: z.enum(heldBackReasons).nullable(),
    /** What was noticed or repaired. */
    remarks: z.array(z.string()),
  })
  .openapi("TakenContact", {
    example: {
      contactId: "0197a2c4-6f2e-7c31-9d54-0b6f3f0f9c11",
      measurementId: "0197a2c4-1111-7c31-9d54-0b6f3f0f9c11",
      isNew: true,
      heldBack: null,
      remarks: [],
    },
  });
export type TakenContact = z.infer<typeof TakenContact>;
