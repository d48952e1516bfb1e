import { heldToday } from "#organisation/heldToday.ts";
import type { Transaction } from "#platform/database/index.ts";
import { kept } from "#platform/database/kept.ts";
import { nowhere, type Of } from "./model/release.ts";

/** Whose results, and from how many answers on anything of them is shown. */
export type Whose = { of: Of; name: string; minimum: number };

/** Who an employee is to whoever asks for her results; null where nobody is. */
export async function whosePerson(
  tx: Transaction,
  organisationId: string,
  personId: string,
): Promise<Whose | null> {
  const person = await tx
    .selectFrom("person")
    .modifyFront(kept)
    .innerJoin("organisation", "organisation.organisationId", "person.organisationId")
    .select(["person.name", "organisation.minimumResponses as minimum"])
    .select(unitToday(tx, organisationId, personId).as("unitId"))
    .where("person.organisationId", "=", organisationId)
    .where("person.id", "=", personId)
    .executeTakeFirst();
  if (!person) return null;
  const { unitId, ...known } = person;
  return { ...known, of: { scope: "person", unitId: unitId ?? nowhere, personId } };
}

export async function whoseUnit(
  tx: Transaction,
  organisationId: string,
  unitId: string,
): Promise<Whose | null> {
  const unit = await tx
    .selectFrom("unit")
    .modifyFront(kept)
    .innerJoin("organisation", "organisation.organisationId", "unit.organisationId")
    .select(["unit.name", "organisation.minimumResponses as minimum"])
    .where("unit.organisationId", "=", organisationId)
    .where("unit.id", "=", unitId)
    .executeTakeFirst();
  return unit ? { ...unit, of: { scope: "unit", unitId, personId: null } } : null;
}

const unitToday = (tx: Transaction, organisationId: string, personId: string) =>
  tx
    .selectFrom("roleAssignment")
    .select("unitId")
    .where("organisationId", "=", organisationId)
    .where("personId", "=", personId)
    .where("role", "=", "employee")
    .where(heldToday())
    .orderBy("startsOn", "desc")
    .limit(1);

/** The unit that somebody works in today: whose leader may see her results. */
export async function presentUnitOf(
  tx: Transaction,
  organisationId: string,
  personId: string,
): Promise<string | null> {
  const row = await unitToday(tx, organisationId, personId).executeTakeFirst();
  return row?.unitId ?? null;
}
