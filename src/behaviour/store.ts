import { sql } from "kysely";
import { announce } from "#organisation/webhooks/announce.ts";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import {
  type ActionOrigin,
  type ActionState,
  type BehaviourKind,
  bareAct,
  bareSituation,
  type Facet,
  type Source,
  type SourceKind,
} from "./model.ts";
import type { Action, Behaviour, FacetText } from "./wire.ts";

export type NewBehaviour = {
  id?: string;
  unitId: string;
  journeyId: string | null;
  kind: BehaviourKind;
  valueId?: string | null;
  situation?: string;
  act: string;
  notes?: string;
  isLeaders?: boolean;
  meetingId?: string | null;
  createdBy?: string | null;
  facets?: FacetText[];
  sources?: Source[];
};

/** A decided one carries what it rests on: votes, consent and concerns, how many were there. */
export type DecidedBehaviour = Omit<NewBehaviour, "kind"> & {
  evidence: Record<string, unknown>;
  decidedAt: Date;
  reviewOn?: string | null;
  /** The behaviour of an earlier meeting that this one takes the place of. */
  replaces?: string | null;
};

async function insert(
  tx: Transaction,
  organisationId: string,
  behaviour: NewBehaviour,
  decided?: Pick<DecidedBehaviour, "evidence" | "decidedAt" | "reviewOn">,
): Promise<string> {
  const { facets = [], sources = [], id = newId(), ...row } = behaviour;
  await tx
    .insertInto("behaviour")
    .values({
      organisationId,
      id,
      ...row,
      act: bareAct(row.act),
      situation: row.situation && bareSituation(row.situation),
      position: sql<number>`(select coalesce(max(position), 0) + 1 from behaviour
        where organisation_id = ${organisationId} and unit_id = ${row.unitId})`,
      evidence: decided ? JSON.stringify(decided.evidence) : null,
      decidedAt: decided?.decidedAt ?? null,
      reviewOn: decided?.reviewOn ?? null,
    })
    .execute();
  await setFacets(tx, organisationId, id, facets);
  for (const source of sources)
    await tx
      .insertInto("behaviourSource")
      .values({ organisationId, behaviourId: id, sourceKind: source.kind, sourceId: source.id })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  return id;
}

async function setFacets(tx: Transaction, organisationId: string, behaviourId: string, facets: FacetText[]) {
  await tx
    .deleteFrom("behaviourFacet")
    .where("organisationId", "=", organisationId)
    .where("behaviourId", "=", behaviourId)
    .execute();
  if (facets.length > 0)
    await tx
      .insertInto("behaviourFacet")
      .values(
        facets.map((facet, position) => ({ organisationId, id: newId(), behaviourId, position, ...facet })),
      )
      .execute();
}

/** A value, person or behaviour that the organisation does not have is said beside its field. */
async function refuseUnknown(
  tx: Transaction,
  organisationId: string,
  table: "value" | "person" | "behaviour",
  id: string | null | undefined,
  refusal: Refusal,
): Promise<Refusal | null> {
  if (!id) return null;
  const known = await tx
    .selectFrom(table)
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .executeTakeFirst();
  return known ? null : refusal;
}

export const refuseUnknownValue = (tx: Transaction, organisationId: string, id?: string | null) =>
  refuseUnknown(tx, organisationId, "value", id, refuse("valueUnknown", { field: "valueId" }));

export const refuseUnknownInAction = async (
  tx: Transaction,
  organisationId: string,
  { ownerPersonId, behaviourId }: { ownerPersonId?: string | null; behaviourId?: string | null },
): Promise<Refusal | null> => {
  const owner = refuse("personUnknown", { field: "ownerPersonId" });
  const behaviour = refuse("behaviourUnknown", { field: "behaviourId" });
  return (
    (await refuseUnknown(tx, organisationId, "person", ownerPersonId, owner)) ??
    (await refuseUnknown(tx, organisationId, "behaviour", behaviourId, behaviour))
  );
};

export const addBehaviour = (
  tx: Transaction,
  organisationId: string,
  behaviour: NewBehaviour,
): Promise<string> => insert(tx, organisationId, behaviour);

/** "This is how we do it from now on": written by a meeting that closes, in its own transaction. Gives the ids back. */
export async function decideBehaviours(
  tx: Transaction,
  organisationId: string,
  behaviours: DecidedBehaviour[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const { evidence, decidedAt, reviewOn, replaces, ...behaviour } of behaviours) {
    const id = await insert(
      tx,
      organisationId,
      { ...behaviour, kind: "decided" },
      { evidence, decidedAt, reviewOn },
    );
    if (replaces)
      await tx
        .updateTable("behaviour")
        .set({ replacedBy: id, retiredAt: decidedAt })
        .where("organisationId", "=", organisationId)
        .where("id", "=", replaces)
        .execute();
    ids.push(id);
  }
  return ids;
}

export async function listBehaviours(
  tx: Transaction,
  organisationId: string,
  filter: {
    unitId?: string;
    journeyId?: string;
    meetingId?: string;
    kinds?: BehaviourKind[];
    ids?: string[];
    withRetired?: boolean;
  },
): Promise<Behaviour[]> {
  if (filter.ids?.length === 0) return [];
  let query = tx.selectFrom("behaviour").selectAll().where("organisationId", "=", organisationId);
  if (filter.unitId) query = query.where("unitId", "=", filter.unitId);
  if (filter.journeyId) query = query.where("journeyId", "=", filter.journeyId);
  if (filter.meetingId) query = query.where("meetingId", "=", filter.meetingId);
  if (filter.kinds) query = query.where("kind", "in", filter.kinds);
  if (filter.ids) query = query.where("id", "in", filter.ids);
  if (!filter.withRetired) query = query.where("retiredAt", "is", null);
  const rows = await query.orderBy("position").orderBy("id").execute();
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const ofThese = (table: "behaviourFacet" | "behaviourSource") =>
    tx
      .selectFrom(table)
      .selectAll()
      .where("organisationId", "=", organisationId)
      .where("behaviourId", "in", ids);
  const facets = (await ofThese("behaviourFacet").execute()) as {
    behaviourId: string;
    facet: Facet;
    label: string;
    text: string;
    position: number;
  }[];
  const sources = (await ofThese("behaviourSource").execute()) as {
    behaviourId: string;
    sourceKind: SourceKind;
    sourceId: string;
  }[];
  return rows.map((row) => ({
    id: row.id,
    unitId: row.unitId,
    journeyId: row.journeyId,
    kind: row.kind as BehaviourKind,
    valueId: row.valueId,
    situation: row.situation,
    act: row.act,
    notes: row.notes,
    position: row.position,
    isLeaders: row.isLeaders,
    meetingId: row.meetingId,
    evidence: row.evidence,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    reviewOn: row.reviewOn,
    retiredAt: row.retiredAt?.toISOString() ?? null,
    replacedBy: row.replacedBy,
    version: row.version,
    facets: facets
      .filter((facet) => facet.behaviourId === row.id)
      .sort((a, b) => a.position - b.position)
      .map(({ facet, label, text }) => ({ facet, label, text })),
    sources: sources
      .filter((source) => source.behaviourId === row.id)
      .map(({ sourceKind, sourceId }) => ({ kind: sourceKind, id: sourceId })),
  }));
}

export async function changeBehaviour(
  tx: Transaction,
  organisationId: string,
  id: string,
  change: {
    valueId?: string | null;
    situation?: string;
    act?: string;
    notes?: string;
    reviewOn?: string | null;
    facets?: FacetText[];
    retired?: boolean;
    version: number;
  },
): Promise<{ version: number } | Refusal> {
  const { facets, retired, version, ...columns } = change;
  const unknown = await refuseUnknownValue(tx, organisationId, change.valueId);
  if (unknown) return unknown;
  const changed = await tx
    .updateTable("behaviour")
    .set({
      ...columns,
      ...(change.act === undefined ? {} : { act: bareAct(change.act) }),
      ...(change.situation === undefined ? {} : { situation: bareSituation(change.situation) }),
      retiredAt: retired === undefined ? undefined : retired ? new Date() : null,
      version: version + 1,
    })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .where("version", "=", version)
    .returning("version")
    .executeTakeFirst();
  if (!changed) return refuse("changedMeanwhile", { status: 409 });
  if (facets) await setFacets(tx, organisationId, id, facets);
  return changed;
}

export type NewAction = {
  id?: string;
  unitId: string;
  title: string;
  ownerPersonId?: string | null;
  ownerName?: string;
  dueOn?: string | null;
  originKind: ActionOrigin;
  originId?: string | null;
  behaviourId?: string | null;
  visibleTo?: "unit" | "owner";
  createdBy?: string | null;
};

export async function addActions(
  tx: Transaction,
  organisationId: string,
  actions: NewAction[],
): Promise<string[]> {
  const rows = actions.map((action) => ({ organisationId, ...action, id: action.id ?? newId() }));
  if (rows.length > 0) await tx.insertInto("action").values(rows).execute();
  return rows.map((row) => row.id);
}

/** Open ones first, the earliest date at the top; done ones last. */
export async function listActions(
  tx: Transaction,
  organisationId: string,
  filter: {
    unitIds?: string[];
    ownerPersonId?: string;
    originId?: string;
    originIds?: string[];
    ids?: string[];
    state?: ActionState;
    seenBy?: string;
    limit?: number;
  },
): Promise<Action[]> {
  let query = tx
    .selectFrom("action")
    .innerJoin("unit", (join) =>
      join.onRef("unit.organisationId", "=", "action.organisationId").onRef("unit.id", "=", "action.unitId"),
    )
    .leftJoin("person", (join) =>
      join
        .onRef("person.organisationId", "=", "action.organisationId")
        .onRef("person.id", "=", "action.ownerPersonId"),
    )
    .leftJoin("person as doer", (join) =>
      join.onRef("doer.organisationId", "=", "action.organisationId").onRef("doer.id", "=", "action.doneBy"),
    )
    .select([
      "action.id",
      "action.unitId",
      "unit.name as unitName",
      "action.title",
      "action.ownerPersonId",
      sql<string>`coalesce(person.name, action.owner_name)`.as("ownerName"),
      "action.dueOn",
      "action.state",
      "action.originKind",
      "action.originId",
      "action.behaviourId",
      "action.doneAt",
      "doer.name as doneBy",
      "action.version",
    ])
    .where("action.organisationId", "=", organisationId);
  if (filter.unitIds)
    query = query.where("action.unitId", "in", filter.unitIds.length ? filter.unitIds : [organisationId]);
  if (filter.ownerPersonId) query = query.where("action.ownerPersonId", "=", filter.ownerPersonId);
  if (filter.originIds)
    query = query.where(
      "action.originId",
      "in",
      filter.originIds.length ? filter.originIds : [organisationId],
    );
  if (filter.originId) query = query.where("action.originId", "=", filter.originId);
  if (filter.ids) query = query.where("action.id", "in", filter.ids.length ? filter.ids : [organisationId]);
  if (filter.state) query = query.where("action.state", "=", filter.state);
  // What was agreed in a one-to-one stays between the two: whoever made it and whoever owns it.
  const { seenBy } = filter;
  query = query.where((where) =>
    where.or([
      where("action.visibleTo", "=", "unit"),
      ...(seenBy ? [where("action.ownerPersonId", "=", seenBy), where("action.createdBy", "=", seenBy)] : []),
    ]),
  );
  const rows = await query
    .orderBy(sql`action.state <> 'open'`)
    .orderBy(sql`action.due_on nulls last`)
    .orderBy("action.createdAt")
    .limit(filter.limit ?? 500)
    .execute();
  return rows.map((row) => ({
    ...row,
    doneAt: row.doneAt?.toISOString() ?? null,
    state: row.state as ActionState,
    originKind: row.originKind as ActionOrigin,
  }));
}

export async function findAction(tx: Transaction, organisationId: string, id: string) {
  return tx
    .selectFrom("action")
    .select(["unitId", "ownerPersonId", "visibleTo", "createdBy"])
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .executeTakeFirst();
}

export async function changeAction(
  tx: Transaction,
  organisationId: string,
  id: string,
  change: {
    title?: string;
    ownerPersonId?: string | null;
    ownerName?: string;
    dueOn?: string | null;
    state?: ActionState;
    version: number;
    /** Who makes the change: it is kept with what is done. */
    by?: string;
  },
): Promise<{ version: number } | Refusal> {
  const { version, by, ...columns } = change;
  const unknown = await refuseUnknownInAction(tx, organisationId, change);
  if (unknown) return unknown;
  const isDone = change.state === "done";
  const done =
    change.state === undefined
      ? {}
      : { doneAt: isDone ? new Date() : null, doneBy: isDone ? (by ?? null) : null };
  const changed = await tx
    .updateTable("action")
    .set({ ...columns, ...done, version: version + 1 })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .where("version", "=", version)
    .returning(["version", "unitId", "visibleTo"])
    .executeTakeFirst();
  if (!changed) return refuse("changedMeanwhile", { status: 409 });
  // What two people agreed between them is nobody else's to know of.
  if (change.state === "done" && changed.visibleTo === "unit")
    await announce(tx, organisationId, "action.done", { actionId: id, unitId: changed.unitId });
  return { version: changed.version };
}
