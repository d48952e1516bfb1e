import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import { employeesOf, insertContacts } from "../customers.store.ts";
import {
  contactKey,
  fields,
  type ImportedContact,
  type Mapping,
  type RemarkCode,
  readCustomers,
  toEmail,
} from "../model/customers.ts";
import { type HeldBack, mustRest, wallClock } from "../model/sending.ts";
import { askForTick } from "../sending.store.ts";
import type { EndedContact, TakenContact } from "./wire.ts";

type Of = { organisationId: string; unitId: string };
/** A contact is read as a row of a file is, by the same rules. */
const mapping = Object.fromEntries(fields.map((field, column) => [field, column])) as Mapping;

/** Which field of what was sent a refusal is about. */
const told: Partial<Record<RemarkCode, { refusal: string; field: keyof EndedContact }>> = {
  emailMissing: { refusal: "emailInvalid", field: "email" },
  emailInvalid: { refusal: "emailInvalid", field: "email" },
  employeeMissing: { refusal: "employeeUnknown", field: "employee" },
  employeeUnknown: { refusal: "employeeUnknown", field: "employee" },
  employeeAmbiguous: { refusal: "employeeAmbiguous", field: "employee" },
  dateImpossible: { refusal: "dateInFuture", field: "happenedOn" },
  dateInFuture: { refusal: "dateInFuture", field: "happenedOn" },
};

/**
 * Takes a contact in as it ends. It waits in the measurement that runs in the unit, else in the one that is being set up,
 * and is drawn by lot and asked as those that came out of a file.
 */
export async function takeEnded(
  tx: Transaction,
  of: Of,
  sent: EndedContact & { reference: string },
  now: Date,
): Promise<TakenContact | Refusal> {
  const { organisationId, unitId } = of;
  // One at a time for each unit: the same contact that is sent twice at once is taken once.
  const unit = await tx
    .selectFrom("unit")
    .innerJoin("organisation", "organisation.organisationId", "unit.organisationId")
    .select(["unit.timeZone", "organisation.restingDays"])
    .where("unit.organisationId", "=", organisationId)
    .where("unit.id", "=", unitId)
    .forNoKeyUpdate("unit")
    .executeTakeFirstOrThrow();
  const received = createHash("sha256")
    .update(JSON.stringify(Object.entries(sent).sort()))
    .digest();
  const before = await tx
    .selectFrom("contact")
    .innerJoin("pulse", (join) =>
      join
        .onRef("pulse.organisationId", "=", "contact.organisationId")
        .onRef("pulse.id", "=", "contact.pulseId"),
    )
    .select(["contact.id", "contact.pulseId", "contact.received", "contact.heldBack"])
    .where("contact.organisationId", "=", organisationId)
    .where("contact.reference", "=", sent.reference)
    .where("pulse.unitId", "=", unitId)
    .executeTakeFirst();
  if (before) {
    if (!before.received?.equals(received))
      return refuse("referenceUsed", { field: "reference", status: 409 });
    const { id: contactId, pulseId: measurementId } = before;
    return {
      contactId,
      measurementId,
      isNew: false,
      heldBack: before.heldBack as HeldBack | null,
      remarks: [],
    };
  }
  const pulse = await tx
    .selectFrom("pulse")
    .select(["id", "state"])
    .where("organisationId", "=", organisationId)
    .where("unitId", "=", unitId)
    .where("source", "=", "lot")
    .where("state", "!=", "closed")
    .where((where) =>
      where.or([where("state", "=", "draft"), where("closesAt", "is", null), where("closesAt", ">", now)]),
    )
    .orderBy(sql`state = 'draft'`)
    .orderBy("createdAt", "desc")
    .limit(1)
    .forShare()
    .executeTakeFirst();
  if (!pulse) return refuse("noMeasurement", { status: 409 });
  const email = toEmail(sent.email);
  const customer = email ? await customerOf(tx, organisationId, pulse.id, email) : null;
  const cells = [
    email ?? sent.email,
    sent.employee,
    sent.name,
    sent.happenedOn,
    sent.language ?? "",
    sent.occasion,
  ];
  const { contacts, report } = readCustomers([cells], mapping, {
    employees: await employeesOf(tx, organisationId, unitId),
    optedOut: new Set(customer?.optedOutAt && email ? [email] : []),
    contacts: new Set(customer?.contacts ?? []),
    today: wallClock(now, unit.timeZone).day,
  });
  const codes = report.flatMap(({ remarks }) => remarks.map(({ code }) => code));
  const [contact] = contacts;
  if (!contact) {
    const why = told[codes[0]!];
    return why
      ? refuse(why.refusal, { field: why.field })
      : refuse("contactKnown", { field: "email", status: 409 });
  }
  const source = { origin: "api" as const, importId: null };
  await insertContacts(tx, organisationId, pulse.id, JSON.stringify([contact]), source);
  const contactId = await markTaken(tx, { organisationId, pulseId: pulse.id }, contact, {
    ...{ reference: sent.reference, received, legalBasis: sent.legalBasis, consent: sent.consent },
  });
  if (pulse.state !== "draft") await askForTick(tx, { organisationId, pulseId: pulse.id });
  const heldBack = customer
    ? mustRest(
        {
          optedOut: customer.optedOutAt !== null,
          bounced: customer.bouncedAt !== null,
          ...{ lastAskedAt: customer.lastAskedAt, isEmployeeHere: true },
        },
        { restingDays: unit.restingDays, now },
      )
    : null;
  return { contactId, measurementId: pulse.id, isNew: true, heldBack, remarks: codes };
}

/** What is known of a customer: whether she said no, when she was asked, and her contacts in this measurement. */
async function customerOf(tx: Transaction, organisationId: string, pulseId: string, email: string) {
  const customer = await tx
    .selectFrom("customer")
    .select(["id", "optedOutAt", "bouncedAt", "lastAskedAt"])
    .where("organisationId", "=", organisationId)
    .where("email", "=", email)
    .executeTakeFirst();
  if (!customer) return null;
  const contacts = await tx
    .selectFrom("contact")
    .select(["personId", "happenedOn", "occasion"])
    .where("organisationId", "=", organisationId)
    .where("customerId", "=", customer.id)
    .where("pulseId", "=", pulseId)
    .execute();
  return { ...customer, contacts: contacts.map((contact) => contactKey({ ...contact, email })) };
}

async function markTaken(
  tx: Transaction,
  { organisationId, pulseId }: { organisationId: string; pulseId: string },
  contact: ImportedContact,
  mark: { reference: string; received: Buffer; legalBasis: string; consent: string },
): Promise<string> {
  const { id } = await tx
    .updateTable("contact")
    .from("customer")
    .set(mark)
    .whereRef("customer.organisationId", "=", "contact.organisationId")
    .whereRef("customer.id", "=", "contact.customerId")
    .where("contact.organisationId", "=", organisationId)
    .where("contact.pulseId", "=", pulseId)
    .where("customer.email", "=", contact.email)
    .where("contact.personId", "=", contact.personId)
    .where("contact.happenedOn", "=", contact.happenedOn)
    .where("contact.occasion", "=", contact.occasion)
    .returning("contact.id")
    .executeTakeFirstOrThrow();
  return id;
}
