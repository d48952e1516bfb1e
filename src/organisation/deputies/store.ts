import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { isRefusal, type Refusal, refuse } from "#platform/refusal.ts";
import { heldToday, rolesOfPeople } from "../heldToday.ts";
import { mostDeputyDays } from "../model.ts";
import { giveRole, isNotOver, oneAfterTheOther, unitExists } from "../store.ts";
import type { Deputy, NewDeputy } from "./wire.ts";

/** Who leads the unit for a time, now or later; null where there is no such unit. */
export async function listDeputies(
  tx: Transaction,
  organisationId: string,
  unitId: string,
): Promise<Deputy[] | null> {
  if (!(await unitExists(tx, organisationId, unitId))) return null;
  return rolesOfPeople(tx, organisationId)
    .select(["person.id as personId", "person.name", "startsOn as from"])
    .select(sql<string>`ends_on`.as("until"))
    .where("unitId", "=", unitId)
    .where("role", "=", "leader")
    .where("endsOn", "is not", null)
    .where(isNotOver)
    .orderBy("startsOn")
    .orderBy("person.name")
    .execute();
}

type Told = { name: string; email: string; locale: "da" | "en" };
export type Appointed = {
  personId: string;
  person: Told;
  unitName: string;
  from: string;
  until: string;
};

/** One who works in the unit leads it for a time. Of two who appoint at once, the second hears of the first. */
export async function appointDeputy(
  tx: Transaction,
  organisationId: string,
  unitId: string,
  { personId, from, until }: NewDeputy,
): Promise<Appointed | Refusal> {
  if (!personId) return refuse("notOfTheUnit", { field: "personId" });
  await oneAfterTheOther(tx, organisationId);
  const person = await tx
    .selectFrom("person")
    .select(["name", "email", "locale"])
    .where("organisationId", "=", organisationId)
    .where("id", "=", personId)
    .where("archivedAt", "is", null)
    .where((where) =>
      where.exists(
        where
          .selectFrom("roleAssignment")
          .select("roleAssignment.id")
          .whereRef("roleAssignment.organisationId", "=", "person.organisationId")
          .whereRef("roleAssignment.personId", "=", "person.id")
          .where("roleAssignment.unitId", "=", unitId)
          .where(heldToday()),
      ),
    )
    .executeTakeFirst();
  if (!person) return refuse("notOfTheUnit", { field: "personId" });
  const days = await daysOf(tx, from, until);
  if (isRefusal(days)) return days;
  const leads = await tx
    .selectFrom("roleAssignment")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("personId", "=", personId)
    .where("unitId", "=", unitId)
    .where("role", "=", "leader")
    .where("startsOn", "<=", until)
    .where((where) => where.or([where("endsOn", "is", null), where("endsOn", ">=", days.from)]))
    .executeTakeFirst();
  if (leads) return refuse("leadsAlready", { field: "personId", values: { name: person.name } });
  await giveRole(tx, organisationId, personId, { role: "leader", unitId, from: days.from, until });
  await isChanged(tx, organisationId, personId);
  const { name: unitName } = await tx
    .selectFrom("unit")
    .select("name")
    .where("organisationId", "=", organisationId)
    .where("id", "=", unitId)
    .executeTakeFirstOrThrow();
  return { personId, person: person as Told, unitName, from: days.from, until };
}

/** The days as the database counts them: it is where roles begin and end. */
async function daysOf(
  tx: Transaction,
  from: string | null,
  until: string,
): Promise<{ from: string } | Refusal> {
  const { rows } = await sql<{ from: string; isOver: boolean; isTooLong: boolean }>`
    select first::text as "from", ${until}::date < first as is_over,
      ${until}::date - first > ${mostDeputyDays} as is_too_long
    from (select greatest(coalesce(${from}::date, current_date), current_date) as first) as days`.execute(tx);
  const { from: first, isOver, isTooLong } = rows[0]!;
  if (isOver) return refuse("roleOver", { field: "until" });
  if (isTooLong) return refuse("deputyTooLong", { field: "until", values: { days: mostDeputyDays } });
  return { from: first };
}

/** Before the time is over: from now on she leads it no longer. False where she does not. */
export async function endDeputy(
  tx: Transaction,
  organisationId: string,
  unitId: string,
  personId: string,
): Promise<boolean> {
  const ended = await tx
    .updateTable("roleAssignment")
    .set({ endsOn: sql<string>`current_date - 1` })
    .where("organisationId", "=", organisationId)
    .where("unitId", "=", unitId)
    .where("personId", "=", personId)
    .where("role", "=", "leader")
    .where("endsOn", "is not", null)
    .where(isNotOver)
    .returning("id")
    .execute();
  if (ended.length > 0) await isChanged(tx, organisationId, personId);
  return ended.length > 0;
}

/** Whoever has her open in a dialog hears that she has changed. */
const isChanged = (tx: Transaction, organisationId: string, personId: string): Promise<unknown> =>
  tx
    .updateTable("person")
    .set({ version: sql<number>`version + 1` })
    .where("organisationId", "=", organisationId)
    .where("id", "=", personId)
    .execute();
