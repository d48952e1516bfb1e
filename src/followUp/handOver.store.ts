import { type RawBuilder, sql } from "kysely";
import { heldToday } from "#organisation/heldToday.ts";
import type { Transaction } from "#platform/database/index.ts";
import { type Post, tellOneToOne } from "./calendar.store.ts";
import { startSeries } from "./series.store.ts";

/** The unit that the employee of a series works in today. */
const unitOfEmployee = (series: string): RawBuilder<string | null> => sql`(
  select works.unit_id from role_assignment works
  join person worker on worker.organisation_id = works.organisation_id and worker.id = works.person_id
  where works.organisation_id = ${sql.ref(`${series}.organisation_id`)}
    and works.person_id = ${sql.ref(`${series}.employee_id`)} and works.role = 'employee'
    and ${heldToday("works")} and worker.archived_at is null
  order by works.starts_on desc limit 1)`;

/** Whether the leader of a series leads the unit that its employee works in today. Once she does not, it is over. */
export const isLed = (series: string): RawBuilder<boolean> => sql`exists (
  select from role_assignment leads
  join person leader on leader.organisation_id = leads.organisation_id and leader.id = leads.person_id
  where leads.organisation_id = ${sql.ref(`${series}.organisation_id`)}
    and leads.person_id = ${sql.ref(`${series}.leader_id`)} and leads.role = 'leader'
    and ${heldToday("leads")} and leader.archived_at is null
    and leads.unit_id = ${unitOfEmployee(series)})`;

type Planned = { id: string; startsAt: Date; everyWeeks: number; employeeId: string };

/** Takes a conversation out of calendars. Only its hour goes: what the two have written stays as it was. */
async function callOff(tx: Transaction, organisationId: string, id: string, post: Post): Promise<void> {
  await tx
    .updateTable("oneToOne")
    .set((set) => ({ startsAt: null, version: set("version", "+", 1) }))
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .execute();
  await tellOneToOne(tx, organisationId, id, post);
}

/** Before somebody is erased with all her conversations: nobody is to sit and wait for her. */
export async function callOffAllOf(
  tx: Transaction,
  organisationId: string,
  personId: string,
  post: Post,
): Promise<void> {
  const { rows } = await sql<{ id: string }>`select o.id from one_to_one o
    join one_to_one_series s on s.organisation_id = o.organisation_id and s.id = o.series_id
    where o.organisation_id = ${organisationId} and o.state = 'planned' and o.told_starts_at > ${post.now}
      and ${personId} in (s.leader_id, s.employee_id)`.execute(tx);
  for (const { id } of rows) await callOff(tx, organisationId, id, post);
}

/** The one who leads the unit for good, where there is one and no other: of several nobody is chosen for them. */
async function successorOf(
  tx: Transaction,
  organisationId: string,
  employeeId: string,
): Promise<string | null> {
  const { rows } = await sql<{ leaderId: string }>`select distinct leads.person_id as leader_id
    from (select ${organisationId}::uuid as organisation_id, ${employeeId}::uuid as employee_id) s
    join role_assignment leads on leads.organisation_id = s.organisation_id and leads.role = 'leader'
      and ${heldToday("leads")} and leads.ends_on is null and leads.unit_id = ${unitOfEmployee("s")}
    join person leader on leader.organisation_id = leads.organisation_id and leader.id = leads.person_id
    where leader.archived_at is null`.execute(tx);
  const [only, ...others] = rows;
  return only && others.length === 0 && only.leaderId !== employeeId ? only.leaderId : null;
}

/**
 * Where a leader leads somebody no longer, the conversation that the two have planned is called off; with whoever leads her
 * now one is planned at the same hour, in a series of their own that knows nothing of the other.
 */
export async function handOver(tx: Transaction, organisationId: string, post: Post): Promise<void> {
  const { rows } = await sql<Planned>`select o.id, o.starts_at, s.every_weeks, s.employee_id
    from one_to_one o join one_to_one_series s on s.organisation_id = o.organisation_id and s.id = o.series_id
    where o.organisation_id = ${organisationId} and o.state = 'planned' and o.starts_at > ${post.now}
      and not ${isLed("s")}
    order by o.starts_at, o.id for update of o`.execute(tx);
  for (const { id, startsAt, everyWeeks, employeeId } of rows) {
    await callOff(tx, organisationId, id, post);
    const leaderId = await successorOf(tx, organisationId, employeeId);
    if (!leaderId) continue;
    const next = await startSeries(tx, organisationId, { leaderId, employeeId, everyWeeks, startsAt });
    await tellOneToOne(tx, organisationId, next, post);
  }
}
