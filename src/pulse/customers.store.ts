import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import { inBulk } from "./bulk.ts";
import {
  contactKey,
  type Employee,
  type ImportedContact,
  type Known,
  type Mapping,
  type ReadCustomers,
  toEmail,
} from "./model/customers.ts";
import type { Language } from "./model/questions.ts";
import { wallClock } from "./model/sending.ts";
import type { CustomerImport, ReportRow } from "./wire.ts";

const writtenAtOnce = 2000;

/** Those who meet customers for the unit today: its employees, and its leader, who is asked about as everybody else. */
export async function employeesOf(
  tx: Transaction,
  organisationId: string,
  unitId: string,
): Promise<Employee[]> {
  return tx
    .selectFrom("roleAssignment")
    .innerJoin("person", (join) =>
      join
        .onRef("person.organisationId", "=", "roleAssignment.organisationId")
        .onRef("person.id", "=", "roleAssignment.personId"),
    )
    .select(["person.id", "person.name", "person.email"])
    .distinct()
    .where("roleAssignment.organisationId", "=", organisationId)
    .where("roleAssignment.unitId", "=", unitId)
    .where("roleAssignment.role", "in", ["employee", "leader"])
    .where("roleAssignment.startsOn", "<=", sql<string>`current_date`)
    .where((where) =>
      where.or([where("endsOn", "is", null), where("endsOn", ">=", sql<string>`current_date`)]),
    )
    .where("person.archivedAt", "is", null)
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

/** What a file is read against. */
export async function known(
  tx: Transaction,
  organisationId: string,
  pulseId: string,
  { unitId, timeZone }: { unitId: string; timeZone: string },
  now: Date,
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

export type TakenFile = {
  fileName: string;
  encoding: string;
  delimiter: string | null;
  columns: string[];
  mapping: Mapping;
  legalBasis: string;
  read: ReadCustomers;
  /** The rows about which there is something to say. */
  report: ReportRow[];
  createdBy: string;
};

export async function takeFile(
  tx: Transaction,
  organisationId: string,
  pulseId: string,
  file: TakenFile,
): Promise<{ id: string }> {
  const id = newId();
  const { read, report } = file;
  await tx
    .insertInto("customerImport")
    .values({
      organisationId,
      id,
      pulseId,
      fileName: file.fileName.slice(0, 300),
      encoding: file.encoding,
      delimiter: file.delimiter,
      columns: JSON.stringify(file.columns),
      mapping: JSON.stringify(file.mapping),
      legalBasis: file.legalBasis,
      rowsRead: read.report.length,
      rowsTaken: read.contacts.length,
      rowsRefused: read.report.length - read.contacts.length,
      createdBy: file.createdBy,
    })
    .execute();
  for (let from = 0; from < report.length; from += writtenAtOnce)
    await sql`insert into customer_import_row (organisation_id, import_id, row_number, is_taken, remarks, cells)
      select ${organisationId}, ${id}, "rowNumber", "isTaken", remarks, cells
      from jsonb_to_recordset(${JSON.stringify(report.slice(from, from + writtenAtOnce))}::jsonb)
        as row("rowNumber" int, "isTaken" boolean, remarks jsonb, cells jsonb)`.execute(tx);
  await insertContacts(tx, organisationId, pulseId, read.contacts, { origin: "imported", importId: id });
  return { id };
}

async function insertContacts(
  tx: Transaction,
  organisationId: string,
  pulseId: string,
  contacts: readonly ImportedContact[],
  source: { origin: "imported" | "typed"; importId: string | null },
): Promise<void> {
  for (let from = 0; from < contacts.length; from += writtenAtOnce) {
    const rows = JSON.stringify(contacts.slice(from, from + writtenAtOnce));
    // A customer is one for the whole organisation; what an earlier file did not know is filled in from this one.
    await sql`insert into customer (organisation_id, id, email, name, locale)
      select distinct on (email) ${organisationId}::uuid, gen_random_uuid(), email, name, language
      from jsonb_to_recordset(${rows}::jsonb) as row(email text, name text, language text)
      order by email
      on conflict (organisation_id, email) do update
        set name = case when customer.name = '' then excluded.name else customer.name end,
            locale = coalesce(customer.locale, excluded.locale)`.execute(tx);
    await inBulk(
      tx,
      sql`insert into contact
        (organisation_id, id, pulse_id, customer_id, person_id, happened_on, occasion, origin, import_id, row_number)
      select ${organisationId}::uuid, gen_random_uuid(), ${pulseId}::uuid, customer.id, row."personId",
        row."happenedOn", row.occasion, ${source.origin}, ${source.importId}::uuid, row."rowNumber"
      from jsonb_to_recordset(${rows}::jsonb)
        as row(email text, "personId" uuid, "happenedOn" date, occasion text, "rowNumber" int)
      join customer on customer.organisation_id = ${organisationId} and customer.email = row.email
      on conflict do nothing`,
    );
  }
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
  await insertContacts(tx, organisationId, pulseId, [{ ...contact, email, rowNumber: 0 }], {
    origin: "typed",
    importId: null,
  });
  return { added: 1 };
}

export async function listImports(
  tx: Transaction,
  organisationId: string,
  pulseId: string,
): Promise<CustomerImport[]> {
  const rows = await tx
    .selectFrom("customerImport")
    .select(["id", "fileName", "rowsRead", "rowsTaken", "rowsRefused", "legalBasis", "createdAt"])
    .where("organisationId", "=", organisationId)
    .where("pulseId", "=", pulseId)
    .orderBy("createdAt", "desc")
    .execute();
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

export async function readReport(tx: Transaction, organisationId: string, pulseId: string, importId: string) {
  const file = await tx
    .selectFrom("customerImport")
    .select(["fileName", "columns"])
    .where("organisationId", "=", organisationId)
    .where("pulseId", "=", pulseId)
    .where("id", "=", importId)
    .executeTakeFirst();
  if (!file) return null;
  const rows = await tx
    .selectFrom("customerImportRow")
    .select(["rowNumber", "isTaken", "remarks", "cells"])
    .where("organisationId", "=", organisationId)
    .where("importId", "=", importId)
    .orderBy("rowNumber")
    .execute();
  return {
    fileName: file.fileName,
    columns: file.columns as unknown as string[],
    report: rows as unknown as ReportRow[],
  };
}

/** Takes a file's contacts out again; customers who are in no other measurement are forgotten with them. */
export async function removeImport(
  tx: Transaction,
  organisationId: string,
  pulseId: string,
  importId: string,
): Promise<{ removed: number } | Refusal> {
  const contacts = await tx
    .deleteFrom("contact")
    .where("organisationId", "=", organisationId)
    .where("pulseId", "=", pulseId)
    .where("importId", "=", importId)
    .returning("customerId")
    .execute();
  const gone = await tx
    .deleteFrom("customerImport")
    .where("organisationId", "=", organisationId)
    .where("pulseId", "=", pulseId)
    .where("id", "=", importId)
    .returning("id")
    .executeTakeFirst();
  if (!gone) return refuse("importUnknown", { status: 404 });
  // Who said no for good, or was asked lately, is remembered all the same.
  await sql`delete from customer where organisation_id = ${organisationId}
    and id = any(${contacts.map(({ customerId }) => customerId)}::uuid[])
    and opted_out_at is null and bounced_at is null and last_asked_at is null
    and not exists (select from contact c where c.organisation_id = customer.organisation_id and c.customer_id = customer.id)
    `.execute(tx);
  return { removed: contacts.length };
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
