import { sql } from "kysely";
import { addActions, listActions } from "#behaviour/store.ts";
import type { Action } from "#behaviour/wire.ts";
import { audit } from "#organisation/audit.ts";
import { heldToday } from "#organisation/heldToday.ts";
import type { Viewer } from "#organisation/model.ts";
import type { Config } from "#platform/config.ts";
import type { Transaction } from "#platform/database/index.ts";
import { isRefusal, type Refusal, refuse } from "#platform/refusal.ts";
import { wallTimeOf } from "#preparation/model/moment.ts";
import { withoutHidden } from "#pulse/comments.reads.ts";
import { readForLeader } from "#pulse/results.store.ts";
import type { Results } from "#pulse/results.wire.ts";
import { presentUnitOf, whosePerson } from "#pulse/whose.reads.ts";
import { isLed } from "./handOver.store.ts";
import { emptyPreparation, isShown, mayOpen, nextDay, type Preparation } from "./model.ts";
import { seal, unseal } from "./seal.ts";
import { conversation, nextOf, startSeries } from "./series.store.ts";
import { instantOf, timeZoneOf, type When } from "./when.store.ts";
import type { OneToOne, PreparationOf, SeriesSummary } from "./wire.ts";

type Secret = Pick<Config, "secret">;
type Said = { agreement: string; notes: string };
const unsaid: Said = { agreement: "", notes: "" };
const placeOf = (id: string) => `one-to-one ${id}`;
const placeOfPreparation = (id: string, personId: string) => `preparation ${id} ${personId}`;

/** The leader's employees and the employee's leaders, each with what comes next; in alphabetical order. */
export async function listSeries(tx: Transaction, viewer: Viewer): Promise<SeriesSummary[]> {
  const { organisationId, personId } = viewer;
  const ledUnits = viewer.roles.flatMap(({ role, unitId }) => (role === "leader" && unitId ? [unitId] : []));
  const { rows } = await sql<
    Omit<SeriesSummary, "nextAt" | "lastHeldAt"> & { nextAt: Date | null; lastHeldAt: Date | null }
  >`
    with pairs as (
      select person.id as person_id, person.name, unit.id as unit_id, unit.name as unit_name, s.id as series_id,
        'leader' as "as", false as is_over
      from role_assignment r
      join person on person.organisation_id = r.organisation_id and person.id = r.person_id
      join unit on unit.organisation_id = r.organisation_id and unit.id = r.unit_id
      left join one_to_one_series s on s.organisation_id = r.organisation_id
        and s.leader_id = ${personId} and s.employee_id = person.id
      where r.organisation_id = ${organisationId} and r.role = 'employee' and r.unit_id = any(${ledUnits}::uuid[])
        and ${heldToday("r")}
        and person.archived_at is null and person.id <> ${personId}
      union all
      select person.id, person.name, null, '', s.id, 'employee', not ${isLed("s")}
      from one_to_one_series s
      join person on person.organisation_id = s.organisation_id and person.id = s.leader_id
      where s.organisation_id = ${organisationId} and s.employee_id = ${personId})
    select pairs.*, next.id as next_id, next.starts_at as next_at, last.held_at as last_held_at,
      open.actions as open_actions
    from pairs
    left join one_to_one next on next.organisation_id = ${organisationId} and next.series_id = pairs.series_id
      and next.state = 'planned'
    left join lateral (select max(held_at) as held_at from one_to_one o
      where o.organisation_id = ${organisationId} and o.series_id = pairs.series_id and o.state = 'held') last on true
    left join lateral (select count(*)::int as actions from one_to_one o
      join action a on a.organisation_id = o.organisation_id and a.origin_kind = 'oneToOne' and a.origin_id = o.id
      where o.organisation_id = ${organisationId} and o.series_id = pairs.series_id and a.state = 'open') open on true
    order by "as" desc, name collate "da-x-icu", unit_name`.execute(tx);
  return rows.map((row) => ({
    ...row,
    nextAt: row.nextAt?.toISOString() ?? null,
    lastHeldAt: row.lastHeldAt?.toISOString() ?? null,
  }));
}

/** A leader begins a series with somebody who works in a unit that she leads. Pressed twice it is begun once. */
export async function beginSeries(
  tx: Transaction,
  organisationId: string,
  leaderId: string,
  { employeeId, everyWeeks, when }: { employeeId: string; everyWeeks: number; when: When },
): Promise<{ id: string } | Refusal> {
  const timeZone = await timeZoneOf(tx, organisationId, await presentUnitOf(tx, organisationId, employeeId));
  const startsAt = instantOf(when, timeZone);
  if (isRefusal(startsAt)) return startsAt;
  return { id: await startSeries(tx, organisationId, { leaderId, employeeId, everyWeeks, startsAt }) };
}

type Row = NonNullable<Awaited<ReturnType<typeof find>>>;
const find = (tx: Transaction, organisationId: string, id: string) =>
  conversation(tx, organisationId, id)
    .selectAll("oneToOne")
    .select(["series.leaderId", "series.employeeId", "series.everyWeeks", "series.version as seriesVersion"])
    .select(["leader.name as leaderName", "employee.name as employeeName"])
    .select(isLed("series").as("isLed"))
    .executeTakeFirst();

export type Opened = { row: Row; unitId: string | null; timeZone: string };
/** A conversation, for one of the two; null for everybody else, whether there is one or not. */
export async function open(tx: Transaction, viewer: Viewer, id: string): Promise<Opened | null> {
  const row = await find(tx, viewer.organisationId, id);
  if (!row) return null;
  const unitId = await presentUnitOf(tx, viewer.organisationId, row.employeeId);
  if (!mayOpen(viewer, row, unitId)) return null;
  return { row, unitId, timeZone: await timeZoneOf(tx, viewer.organisationId, unitId) };
}

export async function read(
  tx: Transaction,
  config: Secret,
  viewer: Viewer,
  { row, unitId, timeZone }: Opened,
): Promise<OneToOne> {
  const { organisationId } = row;
  const said = row.sealed ? unseal<Said>(config.secret, organisationId, placeOf(row.id), row.sealed) : unsaid;
  const others = await tx
    .selectFrom("oneToOne")
    .select(["id", "state", "heldAt", "sealed"])
    .where("organisationId", "=", organisationId)
    .where("seriesId", "=", row.seriesId)
    .orderBy("heldAt", "desc")
    .limit(200)
    .execute();
  const history = others.flatMap(({ id, heldAt, sealed }) => {
    if (id === row.id || !heldAt || (row.heldAt && heldAt >= row.heldAt)) return [];
    const then = sealed ? unseal<Said>(config.secret, organisationId, placeOf(id), sealed) : unsaid;
    return [{ id, heldAt: heldAt.toISOString(), agreement: then?.agreement ?? "" }];
  });
  const startsAt = row.startsAt?.toISOString() ?? null;
  if (row.results && viewer.personId === row.leaderId)
    await audit(tx, organisationId, {
      personId: row.leaderId,
      action: "results.read",
      aboutPersonId: row.employeeId,
      details: { oneToOneId: row.id },
    });
  return {
    ...{ id: row.id, seriesId: row.seriesId, unitId, timeZone, startsAt },
    leader: { id: row.leaderId, name: row.leaderName },
    employee: { id: row.employeeId, name: row.employeeName },
    ...{ everyWeeks: row.everyWeeks, seriesVersion: row.seriesVersion },
    when: startsAt ? wallTimeOf(startsAt, timeZone) : null,
    state: row.state as OneToOne["state"],
    isOver: !row.isLed,
    behaviourId: row.behaviourId,
    ...(said ?? unsaid),
    isUnreadable: said === null,
    results: row.results ? await withoutHidden(tx, organisationId, row.results as unknown as Results) : null,
    heldAt: row.heldAt?.toISOString() ?? null,
    preparations: await preparationsOf(tx, config, viewer, row),
    actions: await actionsOf(
      tx,
      organisationId,
      row,
      others.map(({ id }) => id),
    ),
    history,
    nextId: others.find(({ id, state }) => state === "planned" && id !== row.id)?.id ?? null,
    version: row.version,
  };
}

async function preparationsOf(
  tx: Transaction,
  config: Secret,
  viewer: Viewer,
  row: Row,
): Promise<PreparationOf[]> {
  const rows = await tx
    .selectFrom("oneToOnePreparation")
    .selectAll()
    .where("organisationId", "=", row.organisationId)
    .where("oneToOneId", "=", row.id)
    .execute();
  const two = [
    { personId: row.employeeId, name: row.employeeName },
    { personId: row.leaderId, name: row.leaderName },
  ];
  return two.map(({ personId, name }) => {
    const own = rows.find((each) => each.personId === personId);
    const isMine = personId === viewer.personId;
    const isHidden = !isMine && !isShown(own?.isShared ?? false, row.state as "planned" | "held");
    const prepared =
      own && !isHidden
        ? unseal<Preparation>(
            config.secret,
            row.organisationId,
            placeOfPreparation(row.id, personId),
            own.sealed,
          )
        : null;
    return {
      ...{ personId, name, isMine, isHidden, isShared: own?.isShared ?? false, version: own?.version ?? 0 },
      ...(prepared ?? emptyPreparation),
    };
  });
}

/** Agreed in this conversation, and what is still open from those before: carried on until it is done. */
async function actionsOf(
  tx: Transaction,
  organisationId: string,
  row: Row,
  ids: string[],
): Promise<Action[]> {
  const of = (seenBy: string) => listActions(tx, organisationId, { originIds: ids, seenBy });
  const all = [...(await of(row.leaderId)), ...(await of(row.employeeId))];
  const unique = [...new Map(all.map((action) => [action.id, action])).values()];
  return unique.filter(
    (action) => action.originId === row.id || (row.state === "planned" && action.state === "open"),
  );
}

export async function change(
  tx: Transaction,
  config: Secret,
  { row, unitId, timeZone }: Opened,
  given: {
    when?: When;
    behaviourId?: string | null;
    agreement?: string;
    notes?: string;
    version: number;
  },
): Promise<{ version: number } | Refusal> {
  const { organisationId, id } = row;
  if (given.version !== row.version) return refuse("changedMeanwhile", { status: 409 });
  const startsAt = given.when === undefined ? undefined : instantOf(given.when, timeZone);
  if (isRefusal(startsAt)) return startsAt;
  const refusal = await refuseOtherBehaviour(tx, organisationId, unitId, given.behaviourId);
  if (refusal) return refusal;
  const before = row.sealed ? unseal<Said>(config.secret, organisationId, placeOf(id), row.sealed) : unsaid;
  const isSaid = given.agreement !== undefined || given.notes !== undefined;
  // What cannot be opened is not written over: with the old secret it comes back.
  if (isSaid && !before) return refuse("sealedElsewhere", { status: 409 });
  const said = {
    agreement: given.agreement ?? before?.agreement ?? "",
    notes: given.notes ?? before?.notes ?? "",
  };
  await tx
    .updateTable("oneToOne")
    .set({
      startsAt,
      behaviourId: given.behaviourId,
      sealed: isSaid ? seal(config.secret, organisationId, placeOf(id), said) : undefined,
      version: row.version + 1,
    })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .execute();
  return { version: row.version + 1 };
}

async function refuseOtherBehaviour(
  tx: Transaction,
  organisationId: string,
  unitId: string | null,
  behaviourId: string | null | undefined,
): Promise<Refusal | null> {
  if (!behaviourId) return null;
  const known = await tx
    .selectFrom("behaviour")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("id", "=", behaviourId)
    .where("unitId", "=", unitId)
    .where("kind", "=", "decided")
    .executeTakeFirst();
  return known ? null : refuse("behaviourGone", { field: "behaviourId" });
}

export async function changeSeries(
  tx: Transaction,
  { row }: Opened,
  { everyWeeks, version }: { everyWeeks: number; version: number },
): Promise<{ version: number } | Refusal> {
  const changed = await tx
    .updateTable("oneToOneSeries")
    .set({ everyWeeks, version: version + 1 })
    .where("organisationId", "=", row.organisationId)
    .where("id", "=", row.seriesId)
    .where("version", "=", version)
    .returning("version")
    .executeTakeFirst();
  return changed ?? refuse("changedMeanwhile", { status: 409 });
}

export async function prepare(
  tx: Transaction,
  config: Secret,
  personId: string,
  { row }: Opened,
  { isShared, version, ...written }: Partial<Preparation> & { isShared?: boolean; version: number },
): Promise<{ version: number } | Refusal> {
  if (row.state === "held") return refuse("heldAlready");
  const place = placeOfPreparation(row.id, personId);
  const key = { organisationId: row.organisationId, oneToOneId: row.id, personId };
  const before = await tx
    .selectFrom("oneToOnePreparation")
    .select(["sealed", "isShared", "version"])
    .where("organisationId", "=", key.organisationId)
    .where("oneToOneId", "=", key.oneToOneId)
    .where("personId", "=", personId)
    .forUpdate()
    .executeTakeFirst();
  if ((before?.version ?? 0) !== version) return refuse("changedMeanwhile", { status: 409 });
  const was = before
    ? unseal<Preparation>(config.secret, key.organisationId, place, before.sealed)
    : emptyPreparation;
  if (!was) return refuse("sealedElsewhere", { status: 409 });
  const sealed = seal(config.secret, key.organisationId, place, { ...was, ...written });
  const next = { sealed, isShared: isShared ?? before?.isShared ?? false, version: version + 1 };
  await tx
    .insertInto("oneToOnePreparation")
    .values({ ...key, ...next })
    .onConflict((conflict) =>
      conflict.columns(["organisationId", "oneToOneId", "personId"]).doUpdateSet(next),
    )
    .execute();
  return { version: version + 1 };
}

/** A promise of one of the two, seen by the two only. */
export async function addTask(
  tx: Transaction,
  viewer: Viewer,
  { row, unitId }: Opened,
  task: { title: string; ownerPersonId: string; dueOn: string | null },
): Promise<{ id: string } | Refusal> {
  if (!unitId) return refuse("noUnit");
  if (![row.leaderId, row.employeeId].includes(task.ownerPersonId))
    return refuse("oneOfTheTwo", { field: "ownerPersonId" });
  const [id] = await addActions(tx, row.organisationId, [
    {
      ...task,
      ...{ unitId, originKind: "oneToOne", originId: row.id, behaviourId: row.behaviourId },
      ...{ visibleTo: "owner", createdBy: viewer.personId },
    },
  ]);
  return { id: id! };
}

/** They have talked: the results stay as they were on the day, and the next conversation is planned by the rhythm. */
export async function hold(
  tx: Transaction,
  { row, timeZone }: Opened,
  version: number,
  now: Date,
): Promise<{ nextId: string } | Refusal> {
  const { organisationId, id, seriesId } = row;
  if (row.state === "held") return refuse("heldAlready");
  const whose = (await whosePerson(tx, organisationId, row.employeeId))!;
  const held = await tx
    .updateTable("oneToOne")
    .set({
      state: "held",
      heldAt: now,
      // Frozen as her leader may see them: what the employee has not seen herself yet is not in it.
      results: JSON.stringify(await readForLeader(tx, organisationId, whose, row.leaderId, now)),
      version: version + 1,
    })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .where("version", "=", version)
    .where("state", "=", "planned")
    .returning("id")
    .executeTakeFirst();
  if (!held) return refuse("changedMeanwhile", { status: 409 });
  const { day, time } = wallTimeOf((row.startsAt ?? now).toISOString(), timeZone);
  const next = { day: nextDay(day, row.everyWeeks), time };
  // An hour that the clocks leap over is moved on by one.
  const moment = instantOf(next, timeZone);
  const startsAt = isRefusal(moment) ? instantOf({ ...next, time: "12:00" }, timeZone) : moment;
  return { nextId: await nextOf(tx, organisationId, seriesId, isRefusal(startsAt) ? null : startsAt) };
}
