import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { inBulk } from "./bulk.ts";
import { employeesOf } from "./customers.store.ts";
import { type Drawn, draw, drawLate, type InLine, type WaitingContact } from "./model/sending.ts";

type Of = { organisationId: string; pulseId: string; unitId: string };
type Rules = { restingDays: number; contactsPerEmployee: number | null };
/** So many are drawn at a time of those that come while it runs. */
const mostLate = 1000;

async function waitingContacts(
  tx: Transaction,
  { organisationId, pulseId, unitId }: Of,
  most: number | null,
): Promise<WaitingContact[]> {
  const here = new Set((await employeesOf(tx, organisationId, unitId)).map(({ id }) => id));
  let query = tx
    .selectFrom("contact")
    .innerJoin("customer", (join) =>
      join
        .onRef("customer.organisationId", "=", "contact.organisationId")
        .onRef("customer.id", "=", "contact.customerId"),
    )
    .select(["contact.id", "contact.customerId", "contact.personId"])
    .select(["customer.optedOutAt", "customer.bouncedAt", "customer.lastAskedAt"])
    .where("contact.organisationId", "=", organisationId)
    .where("contact.pulseId", "=", pulseId)
    .where("contact.state", "=", "waiting");
  if (most !== null) query = query.limit(most);
  return (await query.execute()).map(({ optedOutAt, bouncedAt, ...contact }) => ({
    ...contact,
    optedOut: optedOutAt !== null,
    bounced: bouncedAt !== null,
    isEmployeeHere: here.has(contact.personId),
  }));
}

async function seedOf(tx: Transaction, { organisationId, pulseId }: Of): Promise<string> {
  const { lotSeed } = await tx
    .selectFrom("pulse")
    .select("lotSeed")
    .where("organisationId", "=", organisationId)
    .where("id", "=", pulseId)
    .executeTakeFirstOrThrow();
  return lotSeed;
}

async function writeDrawn(tx: Transaction, { organisationId }: Of, drawn: readonly Drawn[]): Promise<void> {
  for (let from = 0; from < drawn.length; from += 5000)
    await inBulk(
      tx,
      sql`update contact set state = row.state, held_back = row."heldBack", lot = row.lot
      from jsonb_to_recordset(${JSON.stringify(drawn.slice(from, from + 5000))}::jsonb)
        as row(id uuid, state text, "heldBack" text, lot int)
      where contact.organisation_id = ${organisationId} and contact.id = row.id`,
    );
}

/** The lot at the beginning, among all contacts; gives back how many were drawn. */
export async function drawLot(tx: Transaction, of: Of, rules: Rules, now: Date): Promise<number> {
  const { restingDays, contactsPerEmployee: perEmployee } = rules;
  const seed = await seedOf(tx, of);
  const drawn = draw(await waitingContacts(tx, of, null), { seed, restingDays, perEmployee, now });
  await writeDrawn(tx, of, drawn);
  return drawn.filter(({ state }) => state === "drawn").length;
}

/** Contacts that have come since it began take their places in the lot. Called with the measurement held. */
export async function drawLateOnes(tx: Transaction, of: Of, rules: Rules, now: Date): Promise<void> {
  for (;;) {
    const contacts = await waitingContacts(tx, of, mostLate);
    if (contacts.length === 0) return;
    const places = await tx
      .selectFrom("contact")
      .select(sql<number>`coalesce(max(lot), 1)`.as("places"))
      .where("organisationId", "=", of.organisationId)
      .where("pulseId", "=", of.pulseId)
      .executeTakeFirstOrThrow();
    const { rows: line } = await sql<{
      id: string;
      customerId: string;
      personId: string;
      lot: number;
      isAsked: boolean;
    }>`
      select contact.id, contact.customer_id, contact.person_id, contact.lot, request.id is not null as is_asked
      from contact left join request
        on request.organisation_id = contact.organisation_id and request.contact_id = contact.id
      where contact.organisation_id = ${of.organisationId} and contact.pulse_id = ${of.pulseId}
        and contact.state = 'drawn' and (contact.customer_id = any(${contacts.map(({ customerId }) => customerId)}::uuid[])
          or (${rules.contactsPerEmployee !== null}
            and contact.person_id = any(${[...new Set(contacts.map(({ personId }) => personId))]}::uuid[])))`.execute(
      tx,
    );
    const employees = new Map<string, InLine>();
    for (const { id, personId, lot, isAsked } of line) {
      const own = employees.get(personId) ?? { asked: 0, waiting: [] };
      employees.set(personId, own);
      if (isAsked) own.asked += 1;
      else own.waiting.push({ id, lot });
    }
    const drawn = drawLate(contacts, {
      ...{
        seed: await seedOf(tx, of),
        restingDays: rules.restingDays,
        perEmployee: rules.contactsPerEmployee,
        now,
      },
      ...{ places: places.places, customers: new Set(line.map(({ customerId }) => customerId)), employees },
    });
    await writeDrawn(tx, of, drawn);
  }
}
