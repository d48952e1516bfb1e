import { sql } from "kysely";
import { containing } from "#platform/database/containing.ts";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import { heldToday, rolesOfPeople } from "./heldToday.ts";
import { type HeldRole, isSameRole, isUnitRole, makesCircle } from "./model.ts";
import type { PeoplePage, Person, SettingsChange, Unit } from "./wire.ts";

export const pageSize = 50;

export async function isEmptyInstallation(tx: Transaction): Promise<boolean> {
  const row = await tx.selectFrom("organisation").select("organisationId").limit(1).executeTakeFirst();
  return row === undefined;
}

/**
 * Whether the installation is empty, and held until the transaction ends: of two who set it up at once, the second waits
 * and is told that the first was quicker.
 */
export async function claimInstallation(tx: Transaction): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtext('first organisation'))`.execute(tx);
  return isEmptyInstallation(tx);
}

/** An organisation with its first unit and its first person, who administers it and leads that unit. */
export async function createOrganisation(
  tx: Transaction,
  first: {
    organisation: string;
    name: string;
    email: string;
    locale: "da" | "en";
    userId: string | null;
    isSample?: boolean;
  },
): Promise<{ organisationId: string; personId: string; unitId: string }> {
  const organisationId = newId();
  const unitId = newId();
  await tx
    .insertInto("organisation")
    .values({
      organisationId,
      name: first.organisation,
      locale: first.locale,
      isSample: first.isSample ?? false,
    })
    .execute();
  await tx.insertInto("unit").values({ organisationId, id: unitId, name: first.organisation }).execute();
  const personId = newId();
  await tx
    .insertInto("person")
    .values({
      organisationId,
      id: personId,
      name: first.name,
      email: first.email,
      locale: first.locale,
      userId: first.userId,
    })
    .execute();
  await setRoles(tx, organisationId, personId, [
    { role: "administrator", unitId: null },
    { role: "leader", unitId },
  ]);
  return { organisationId, personId, unitId };
}

export async function personByEmail(tx: Transaction, email: string) {
  return tx
    .selectFrom("person")
    .select(["organisationId", "id", "name", "email", "locale", "userId"])
    .where("email", "=", email)
    .where("archivedAt", "is", null)
    .orderBy("createdAt")
    .executeTakeFirst();
}

export async function readSettings(tx: Transaction, organisationId: string) {
  const columns = ["name", "locale", "timeZone", "minimumResponses", "noticeDays", "restingDays"] as const;
  return tx
    .selectFrom("organisation")
    .select([...columns, "privacyTextDa", "privacyTextEn", "settingsVersion as version", "isSample"])
    .select(["branding", "brandColour", "brandLineDa", "brandLineEn"])
    .where("organisationId", "=", organisationId)
    .executeTakeFirstOrThrow();
}

const isTimeZone = (zone: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
};

export async function changeSettings(
  tx: Transaction,
  organisationId: string,
  { version, ...change }: SettingsChange,
): Promise<true | Refusal> {
  const { timeZone, brandColour } = change;
  if (timeZone !== undefined && !isTimeZone(timeZone)) return refuse("timeZone", { field: "timeZone" });
  if (brandColour !== undefined && !/^#[0-9a-f]{6}$/u.test(brandColour))
    return refuse("colour", { field: "brandColour" });
  const changed = await tx
    .updateTable("organisation")
    .set({ ...change, settingsVersion: version + 1 })
    .where("organisationId", "=", organisationId)
    .where("settingsVersion", "=", version)
    .returning("settingsVersion")
    .executeTakeFirst();
  return changed ? true : refuse("changedMeanwhile", { status: 409 });
}

/** The names alone: asked for with every page. */
export async function unitNames(
  tx: Transaction,
  organisationId: string,
): Promise<{ id: string; name: string }[]> {
  return tx.selectFrom("unit").select(["id", "name"]).where("organisationId", "=", organisationId).execute();
}

export async function listUnits(tx: Transaction, organisationId: string): Promise<Unit[]> {
  const rows = await tx
    .selectFrom("unit")
    .select((select) => [
      "unit.id",
      "unit.parentId",
      "unit.name",
      "unit.timeZone",
      "unit.version",
      "unit.archivedAt",
      select
        .selectFrom("roleAssignment")
        .innerJoin("person", (join) =>
          join
            .onRef("person.organisationId", "=", "roleAssignment.organisationId")
            .onRef("person.id", "=", "roleAssignment.personId"),
        )
        .select(sql<number>`count(distinct person.id)::int`.as("people"))
        .whereRef("roleAssignment.organisationId", "=", "unit.organisationId")
        .whereRef("roleAssignment.unitId", "=", "unit.id")
        .where(heldToday())
        .where("person.archivedAt", "is", null)
        .as("people"),
      sql<string[]>`array(select p.name from role_assignment r
        join person p on p.organisation_id = r.organisation_id and p.id = r.person_id
        where r.organisation_id = unit.organisation_id and r.unit_id = unit.id and r.role = 'leader'
        and ${heldToday("r")} and p.archived_at is null order by p.name collate danish)`.as("leaders"),
    ])
    .where("unit.organisationId", "=", organisationId)
    .orderBy(sql`unit.name collate danish`)
    .execute();
  return rows.map(({ archivedAt, people, ...unit }) => ({
    ...unit,
    people: people ?? 0,
    archived: archivedAt !== null,
  }));
}

export async function addUnit(
  tx: Transaction,
  organisationId: string,
  { leaderId = null, ...unit }: { name: string; parentId: string | null; leaderId?: string | null },
): Promise<{ id: string } | Refusal> {
  if (unit.parentId && !(await unitExists(tx, organisationId, unit.parentId)))
    return refuse("unitUnknown", { field: "parentId" });
  const { timeZone } = await readSettings(tx, organisationId);
  const id = newId();
  await tx
    .insertInto("unit")
    .values({ organisationId, id, ...unit, timeZone })
    .execute();
  if (!leaderId) return { id };
  // Whoever has her open in a dialog hears that she has changed.
  const leader = await tx
    .updateTable("person")
    .set({ version: sql<number>`version + 1` })
    .where("organisationId", "=", organisationId)
    .where("id", "=", leaderId)
    .where("archivedAt", "is", null)
    .returning("id")
    .executeTakeFirst();
  // A refusal takes the unit back with it.
  if (!leader) return refuse("personUnknown", { field: "leaderId" });
  await giveRole(tx, organisationId, leaderId, { role: "leader", unitId: id });
  return { id };
}

export async function unitExists(tx: Transaction, organisationId: string, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom("unit")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row !== undefined;
}

export async function changeUnit(
  tx: Transaction,
  organisationId: string,
  id: string,
  change: { name?: string; parentId?: string | null; timeZone?: string; archived?: boolean; version: number },
): Promise<{ version: number } | Refusal> {
  // Moves are looked at one after the other, so that two at once cannot make a circle between them.
  const units = await tx
    .selectFrom("unit")
    .select(["id", "parentId"])
    .where("organisationId", "=", organisationId)
    .forUpdate()
    .execute();
  if (!units.some((unit) => unit.id === id)) return refuse("notFound", { status: 404 });
  if (change.parentId) {
    if (!units.some((unit) => unit.id === change.parentId))
      return refuse("unitUnknown", { field: "parentId" });
    if (makesCircle(units, id, change.parentId)) return refuse("unitCircle", { field: "parentId" });
  }
  if (change.timeZone !== undefined && !isTimeZone(change.timeZone))
    return refuse("timeZone", { field: "timeZone" });
  const changed = await tx
    .updateTable("unit")
    .set({
      name: change.name,
      parentId: change.parentId,
      timeZone: change.timeZone,
      archivedAt: change.archived === undefined ? undefined : change.archived ? new Date() : null,
      version: change.version + 1,
    })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .where("version", "=", change.version)
    .returning("version")
    .executeTakeFirst();
  return changed ?? refuse("changedMeanwhile", { status: 409 });
}

export async function listPeople(
  tx: Transaction,
  organisationId: string,
  filter: { search?: string; unitIds?: string[]; page: number; archived: boolean },
): Promise<PeoplePage> {
  let query = tx
    .selectFrom("person")
    .where("person.organisationId", "=", organisationId)
    .where("person.archivedAt", filter.archived ? "is not" : "is", null);
  if (filter.search?.trim()) {
    const like = containing(filter.search.trim());
    query = query.where((where) =>
      where.or([where("person.name", "ilike", like), where("person.email", "ilike", like)]),
    );
  }
  const { unitIds } = filter;
  if (unitIds)
    query = query.where((where) =>
      where.exists(
        where
          .selectFrom("roleAssignment")
          .select("roleAssignment.id")
          .whereRef("roleAssignment.organisationId", "=", "person.organisationId")
          .whereRef("roleAssignment.personId", "=", "person.id")
          .where("roleAssignment.unitId", "in", unitIds.length ? unitIds : [organisationId])
          .where(isNotOver),
      ),
    );
  const { total } = await query.select(sql<number>`count(*)::int`.as("total")).executeTakeFirstOrThrow();
  const rows = await query
    .select([
      "person.id",
      "person.name",
      "person.email",
      "person.locale",
      "person.version",
      "person.archivedAt",
    ])
    .orderBy(sql`person.name collate danish`)
    .orderBy("person.id")
    .limit(pageSize)
    .offset((filter.page - 1) * pageSize)
    .execute();
  const roles = await rolesOf(
    tx,
    organisationId,
    rows.map((row) => row.id),
  );
  const people = rows.map(({ archivedAt, locale, ...row }) => ({
    ...row,
    locale: locale as Person["locale"],
    archived: archivedAt !== null,
    roles: roles.get(row.id) ?? [],
  }));
  return { people, total, page: filter.page, pageSize };
}

export const isNotOver = sql<boolean>`(ends_on is null or ends_on >= current_date)`;

/** What each holds, and what she is to hold from a later day. */
async function rolesOf(
  tx: Transaction,
  organisationId: string,
  personIds: string[],
): Promise<Map<string, HeldRole[]>> {
  const held = new Map<string, HeldRole[]>();
  if (personIds.length === 0) return held;
  const rows = await tx
    .selectFrom("roleAssignment")
    .select(["personId", "role", "unitId", "endsOn as until"])
    .select(
      sql<string | null>`case when ends_on is not null or starts_on > current_date then starts_on end`.as(
        "from",
      ),
    )
    .where("organisationId", "=", organisationId)
    .where("personId", "in", personIds)
    .where(isNotOver)
    .orderBy("role")
    .orderBy("startsOn")
    .execute();
  for (const { personId, ...role } of rows)
    held.set(personId, [...(held.get(personId) ?? []), role as HeldRole]);
  return held;
}

export async function addPerson(
  tx: Transaction,
  organisationId: string,
  person: { name: string; email: string; locale: "da" | "en"; roles: HeldRole[] },
): Promise<{ id: string } | Refusal> {
  const wrong = await rolesRefusal(tx, organisationId, person.roles);
  if (wrong) return wrong;
  const id = newId();
  const inserted = await tx
    .insertInto("person")
    .values({ organisationId, id, name: person.name, email: person.email, locale: person.locale })
    .onConflict((conflict) => conflict.columns(["organisationId", "email"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  if (!inserted) return refuse("emailTaken", { field: "email" });
  await setRoles(tx, organisationId, id, person.roles);
  return { id };
}

async function rolesRefusal(
  tx: Transaction,
  organisationId: string,
  roles: HeldRole[],
): Promise<Refusal | null> {
  const units = await tx
    .selectFrom("unit")
    .select("id")
    .where("organisationId", "=", organisationId)
    .execute();
  const known = new Set(units.map((unit) => unit.id));
  const { today } = await tx
    .selectFrom("organisation")
    .select(sql<string>`current_date`.as("today"))
    .where("organisationId", "=", organisationId)
    .executeTakeFirstOrThrow();
  for (const [index, { role, unitId, from, until }] of roles.entries()) {
    if (until && until < (from && from > today ? from : today))
      return refuse("roleOver", { field: `roles.${index}` });
    if (isUnitRole(role) !== (unitId !== null)) return refuse("roleNeedsUnit", { field: `roles.${index}` });
    if (unitId && !known.has(unitId)) return refuse("unitUnknown", { field: `roles.${index}` });
  }
  return null;
}

export async function setRoles(
  tx: Transaction,
  organisationId: string,
  personId: string,
  roles: HeldRole[],
): Promise<void> {
  const held = (await rolesOf(tx, organisationId, [personId])).get(personId) ?? [];
  // What she keeps goes on as it was, with the day it began.
  for (const gone of held.filter((each) => !roles.some((role) => isSameRole(each, role))))
    await tx
      .updateTable("roleAssignment")
      .set({ endsOn: sql<string>`current_date - 1` })
      .where("organisationId", "=", organisationId)
      .where("personId", "=", personId)
      .where("role", "=", gone.role)
      .where("unitId", gone.unitId ? "=" : "is", gone.unitId)
      .where("endsOn", gone.until ? "=" : "is", gone.until ?? null)
      .$if(Boolean(gone.from), (query) => query.where("startsOn", "=", gone.from!))
      .execute();
  for (const role of roles.filter((each) => !held.some((role) => isSameRole(each, role))))
    await giveRole(tx, organisationId, personId, role);
}

/** From today on, where no other day is said; a role that was taken and given back on the same day is one row. */
export const giveRole = (
  tx: Transaction,
  organisationId: string,
  personId: string,
  { role, unitId, from, until = null }: HeldRole,
): Promise<unknown> =>
  tx
    .insertInto("roleAssignment")
    .values({
      ...{ organisationId, id: newId(), personId, role, unitId, endsOn: until },
      startsOn: from ?? sql<string>`current_date`,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["organisationId", "personId", "unitId", "role", "startsOn"])
        .doUpdateSet({ endsOn: until }),
    )
    .execute();

/** Changes of rights are looked at one after the other, or two administrators could remove each other. */
export const oneAfterTheOther = (tx: Transaction, organisationId: string): Promise<unknown> =>
  tx
    .selectFrom("organisation")
    .select("organisationId")
    .where("organisationId", "=", organisationId)
    .forUpdate()
    .execute();

export async function changePerson(
  tx: Transaction,
  organisationId: string,
  id: string,
  change: {
    name?: string;
    email?: string;
    locale?: "da" | "en";
    roles?: HeldRole[];
    archived?: boolean;
    version: number;
  },
): Promise<{ version: number; before: Pick<Person, "name" | "email" | "locale" | "roles"> } | Refusal> {
  const wrong = change.roles && (await rolesRefusal(tx, organisationId, change.roles));
  if (wrong) return wrong;
  await oneAfterTheOther(tx, organisationId);
  if (change.email) {
    const other = await tx
      .selectFrom("person")
      .select("id")
      .where("organisationId", "=", organisationId)
      .where("email", "=", change.email)
      .where("id", "!=", id)
      .executeTakeFirst();
    if (other) return refuse("emailTaken", { field: "email" });
  }
  const before = await tx
    .selectFrom("person")
    .select(["version", "name", "email", "locale"])
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!before) return refuse("notFound", { status: 404 });
  if (before.version !== change.version) return refuse("changedMeanwhile", { status: 409 });
  const roles = (await rolesOf(tx, organisationId, [id])).get(id) ?? [];
  await tx
    .updateTable("person")
    .set({
      name: change.name,
      email: change.email,
      // A new address is a new way in: the account of the old one is let go of.
      userId: change.email && change.email !== before.email ? null : undefined,
      locale: change.locale,
      archivedAt: change.archived === undefined ? undefined : change.archived ? new Date() : null,
      version: change.version + 1,
    })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .execute();
  if (change.roles) await setRoles(tx, organisationId, id, change.roles);
  if ((await administratorsOf(tx, organisationId)).length === 0)
    return refuse("lastAdministrator", { field: "roles" });
  const { name, email, locale } = before;
  return { version: change.version + 1, before: { name, email, roles, locale: locale as Person["locale"] } };
}

export async function hasPerson(tx: Transaction, organisationId: string, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom("person")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row !== undefined;
}

/** Who administers the organisation for good; it is never left without. */
export async function administratorsOf(tx: Transaction, organisationId: string): Promise<string[]> {
  const rows = await rolesOfPeople(tx, organisationId)
    .select("person.id")
    .where("roleAssignment.role", "=", "administrator")
    .where("roleAssignment.endsOn", "is", null)
    .execute();
  return rows.map(({ id }) => id);
}
