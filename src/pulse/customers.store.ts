import { sql } from "kysely";
import { heldToday, rolesOfPeople } from "#organisation/heldToday.ts";
import type { Transaction } from "#platform/database/index.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import { inBulk } from "./bulk.ts";
import { contactKey, type Employee, type Known, toEmail } from "./model/customers.ts";
import type { Language } from "./model/questions.ts";
import { wallClock } from "./model/sending.ts";

/** Those who meet customers for the unit today: its employees, and its leader, who is asked about as everybody else. */
export async function employeesOf(
  tx: Transaction,
  organisationId: string,
  unitId: string,
): Promise<Employee[]> {
  return rolesOfPeople(tx, organisationId)
    .select(["person.id", "person.name", "person.email"])
    .distinct()
    .where("roleAssignment.unitId", "=", unitId)
    .where("roleAssignment.role", "in", ["employee", "leader"])
    .where(heldToday())
    .orderBy("person.name")
    .execute();
}

/** The measurement while its customers are being put in: held, so that nothing is sent in between. */
export async function holdDraft(
  tx: Transaction,
  organisationId: string,
  id: string,
): Promise<{ unitId: string; timeZone: string } | Refusal> {
  const pulse = await tx
    .selectFrom("pulse")
    .innerJoin("unit", (join) =>
      join.onRef("unit.organisationId", "=", "pulse.organisationId").onRef("unit.id", "=", "pulse.unitId"),
    )
    .select(["pulse.unitId", "pulse.state", "unit.timeZone"])
    .where("pulse.organisationId", "=", organisationId)
    .where("pulse.id", "=", id)
    .forUpdate("pulse")
    .executeTakeFirstOrThrow();
  return pulse.state === "draft" ? pulse : refuse("alreadySent", { status: 409 });
}

/** What a file is read against; what a file that is begun anew has brought already is not held against it. */
export async function known(
  tx: Transaction,
  organisationId: string,
  pulseId: string,
  { unitId, timeZone }: { unitId: string; timeZone: string },
  now: Date,
  importId: string | null = null,
): Promise<Known> {
  const contacts = await tx
    .selectFrom("contact")
    .innerJoin("customer", (join) =>
      join
        .onRef("customer.organisationId", "=", "contact.organisationId")
        .onRef("customer.id", "=", "contact.customerId"),
    )
    .select(["customer.email", "contact.personId", "contact.happenedOn", "contact.occasion"])
    .where("contact.organisationId", "=", organisationId)
    .where("contact.pulseId", "=", pulseId)
    .where(sql<boolean>`(${importId}::uuid is null or contact.import_id is distinct from ${importId}::uuid)`)
    .execute();
  const optedOut = await tx
    .selectFrom("customer")
    .select("email")
    .where("organisationId", "=", organisationId)
    .where("optedOutAt", "is not", null)
    .execute();
  return {
    employees: await employeesOf(tx, organisationId, unitId),
    optedOut: new Set(optedOut.map(({ email }) => email)),
    contacts: new Set(contacts.map(contactKey)),
    today: wallClock(now, timeZone).day,
  };
}

/** Writes contacts, as a JSON array of `ImportedContact`s. What is there already stays as it is. */
export async function insertContacts(
  tx: Transaction,
  organisationId: string,
  pulseId: string,
  contacts: string,
  source: { origin: "imported" | "typed" | "api"; importId: string | null },
): Promise<number> {
  // A customer is one for the whole organisation; what an earlier file did not know is filled in from this one.
  await sql`insert into customer (organisation_id, id, email, name, locale)
    select distinct on (email) ${organisationId}::uuid, gen_random_uuid(), email, name, language
    from jsonb_to_recordset(${contacts}::jsonb) as row(email text, name text, language text)
    order by email
    on conflict (organisation_id, email) do update
      set name = case when customer.name = '' then excluded.name else customer.name end,
          locale = coalesce(customer.locale, excluded.locale)`.execute(tx);
  const { numAffectedRows } = await inBulk(
    tx,
    sql`insert into contact
      (organisation_id, id, pulse_id, customer_id, person_id, happened_on, occasion, origin, import_id, row_number)
    select ${organisationId}::uuid, gen_random_uuid(), ${pulseId}::uuid, customer.id, row."personId",
      row."happenedOn", row.occasion, ${source.origin}, ${source.importId}::uuid, row."rowNumber"
    from jsonb_to_recordset(${contacts}::jsonb)
      as row(email text, "personId" uuid, "happenedOn" date, occasion text, "rowNumber" int)
    join customer on customer.organisation_id = ${organisationId} and customer.email = row.email
    on conflict do nothing`,
  );
  return Number(numAffectedRows ?? 0);
}

/** One contact by hand. */
export async function addContact(
  tx: Transaction,
  organisationId: string,
  pulseId: string,
  contact: {
    email: string;
    name: string;
    personId: string;
    happenedOn: string | null;
    language: Language | null;
    occasion: string;
  },
  against: Known,
): Promise<{ added: 1 } | Refusal> {
  const email = toEmail(contact.email);
  if (!email) return refuse("emailInvalid", { field: "email" });
  if (!against.employees.some(({ id }) => id === contact.personId))
    return refuse("employeeUnknown", { field: "personId" });
  if (contact.happenedOn !== null && contact.happenedOn > against.today)
    return refuse("dateInFuture", { field: "happenedOn" });
  if (against.contacts.has(contactKey({ ...contact, email })))
    return refuse("contactKnown", { field: "email" });
  await insertContacts(tx, organisationId, pulseId, JSON.stringify([{ ...contact, email, rowNumber: 0 }]), {
    origin: "typed",
    importId: null,
  });
  return { added: 1 };
}

/** Employees of the unit with how many contacts each has: who has none is seen before mails leave. */
export async function contactsPerEmployee(
  tx: Transaction,
  organisationId: string,
  pulseId: string,
  unitId: string,
): Promise<{ id: string; name: string; contacts: number }[]> {
  const employees = await employeesOf(tx, organisationId, unitId);
  const counts = await tx
    .selectFrom("contact")
    .select(["personId", sql<number>`count(*)::int`.as("contacts")])
    .where("organisationId", "=", organisationId)
    .where("pulseId", "=", pulseId)
    .groupBy("personId")
    .execute();
  const byPerson = new Map(counts.map(({ personId, contacts }) => [personId, contacts]));
  return employees.map(({ id, name }) => ({ id, name, contacts: byPerson.get(id) ?? 0 }));
}
