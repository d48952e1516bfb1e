import { sql } from "kysely";
import { containing } from "#platform/database/containing.ts";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import { hasTheme } from "./theme.store.ts";
import type { channels, origins, Statement } from "./wire.ts";

type Origin = (typeof origins)[number];

export async function listStatements(
  tx: Transaction,
  organisationId: string,
  journeyId: string,
  filter: {
    search?: string | undefined;
    only?: "picked" | "untied" | undefined;
    theme?: string | undefined;
    page: number;
    pageSize?: number;
  },
) {
  const { pageSize = 50 } = filter;
  let query = tx
    .selectFrom("statement")
    .where("organisationId", "=", organisationId)
    .where("journeyId", "=", journeyId)
    .where("archivedAt", "is", null);
  const { picked } = await query
    .select(sql<number>`count(*) filter (where rank is not null)::int`.as("picked"))
    .executeTakeFirstOrThrow();
  if (filter.search?.trim()) query = query.where("text", "ilike", containing(filter.search.trim()));
  if (filter.only === "picked") query = query.where("rank", "is not", null);
  if (filter.only === "untied")
    query = query.where(
      sql<boolean>`not exists (select from statement_value v
        where v.organisation_id = statement.organisation_id and v.statement_id = statement.id)`,
    );
  if (filter.theme === "none") query = query.where("themeId", "is", null);
  else if (filter.theme) query = query.where("themeId", "=", filter.theme);
  const { total } = await query.select(sql<number>`count(*)::int`.as("total")).executeTakeFirstOrThrow();
  const rows = await query
    .selectAll()
    .select(
      sql<string[]>`array(select value_id from statement_value v
        where v.organisation_id = statement.organisation_id and v.statement_id = statement.id order by value_id)`.as(
        "valueIds",
      ),
    )
    // Whoever picks one does not see it jump: the order of importance is that of the picked ones alone.
    .$if(filter.only === "picked", (picking) => picking.orderBy("rank"))
    .orderBy("position")
    .limit(pageSize)
    .offset((filter.page - 1) * pageSize)
    .execute();
  const statements: Statement[] = rows.map((row) => ({
    id: row.id,
    text: row.text,
    source: row.source,
    saidOn: row.saidOn,
    origin: row.origin as Origin,
    rank: row.rank,
    channel: row.channel as (typeof channels)[number] | null,
    channelNote: row.channelNote,
    valueIds: row.valueIds,
    themeId: row.themeId,
    archived: row.archivedAt !== null,
    version: row.version,
  }));
  return { statements, total, picked, page: filter.page, pageSize };
}

export async function addStatements(
  tx: Transaction,
  organisationId: string,
  journeyId: string,
  added: {
    statements: {
      text: string;
      valueIds: string[];
      source?: string | undefined;
      saidOn?: string | undefined;
      /** The response it was taken from. */
      originId?: string;
    }[];
    source: string;
    saidOn: string | null;
    origin: Origin;
    /** The statement of the round before. */
    originId?: string;
    createdBy: string | null;
  },
): Promise<{ ids: string[] } | Refusal> {
  const { statements, ...common } = added;
  if (
    !(await knowsValues(
      tx,
      organisationId,
      statements.flatMap(({ valueIds }) => valueIds),
    ))
  )
    return refuse("valueUnknown");
  const { last } = await tx
    .selectFrom("statement")
    .select(sql<number>`coalesce(max(position), 0)`.as("last"))
    .where("organisationId", "=", organisationId)
    .where("journeyId", "=", journeyId)
    .executeTakeFirstOrThrow();
  const rows = statements.map(({ text, source, saidOn, originId }, index) => ({
    organisationId,
    id: newId(),
    journeyId,
    text,
    position: last + 1 + index,
    ...common,
    source: source || common.source,
    saidOn: saidOn ?? common.saidOn,
    originId: originId ?? common.originId ?? null,
  }));
  // PostgreSQL takes 65,535 values in one statement.
  for (let from = 0; from < rows.length; from += 1000)
    await tx
      .insertInto("statement")
      .values(rows.slice(from, from + 1000))
      .execute();
  for (const [index, row] of rows.entries())
    await setValues(tx, organisationId, row.id, statements[index]!.valueIds);
  return { ids: rows.map((row) => row.id) };
}

async function knowsValues(tx: Transaction, organisationId: string, ids: string[]): Promise<boolean> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return true;
  const rows = await tx
    .selectFrom("value")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("id", "in", wanted)
    .execute();
  return rows.length === wanted.length;
}

async function setValues(
  tx: Transaction,
  organisationId: string,
  statementId: string,
  valueIds: string[],
): Promise<void> {
  await tx
    .deleteFrom("statementValue")
    .where("organisationId", "=", organisationId)
    .where("statementId", "=", statementId)
    .execute();
  const rows = [...new Set(valueIds)].map((valueId) => ({ organisationId, statementId, valueId }));
  if (rows.length > 0) await tx.insertInto("statementValue").values(rows).execute();
}

export async function changeStatement(
  tx: Transaction,
  organisationId: string,
  journeyId: string,
  id: string,
  change: Partial<
    Pick<
      Statement,
      "text" | "source" | "saidOn" | "channel" | "channelNote" | "valueIds" | "themeId" | "archived"
    >
  > & { version: number },
): Promise<{ version: number } | Refusal> {
  const { valueIds, archived, version, ...columns } = change;
  if (valueIds && !(await knowsValues(tx, organisationId, valueIds)))
    return refuse("valueUnknown", { field: "valueIds" });
  if (columns.themeId && !(await hasTheme(tx, organisationId, journeyId, columns.themeId)))
    return refuse("themeUnknown", { field: "themeId" });
  const changed = await tx
    .updateTable("statement")
    .set({
      ...columns,
      archivedAt: archived === undefined ? undefined : archived ? new Date() : null,
      version: version + 1,
    })
    .where("organisationId", "=", organisationId)
    .where("journeyId", "=", journeyId)
    .where("id", "=", id)
    .where("version", "=", version)
    .returning("version")
    .executeTakeFirst();
  if (!changed) return refuse("changedMeanwhile", { status: 409 });
  if (valueIds) await setValues(tx, organisationId, id, valueIds);
  return changed;
}

/** Puts the most important ones in this order; all others are no longer picked. */
export async function pickStatements(
  tx: Transaction,
  organisationId: string,
  journeyId: string,
  order: { statementIds: string[]; before: string[] },
): Promise<{ picked: number } | Refusal> {
  const ids = [...new Set(order.statementIds)];
  // Locked in one order, so that two who pick at once wait for each other instead of blocking each other.
  const rows = await tx
    .selectFrom("statement")
    .select(["id", "rank"])
    .where("organisationId", "=", organisationId)
    .where("journeyId", "=", journeyId)
    .where("archivedAt", "is", null)
    .orderBy("id")
    .forUpdate()
    .execute();
  const known = new Set(rows.map((row) => row.id));
  if (!ids.every((id) => known.has(id))) return refuse("statementUnknown", { field: "statementIds" });
  const now = rows.filter((row) => row.rank !== null).sort((a, b) => a.rank! - b.rank!);
  if (now.map((row) => row.id).join() !== order.before.join())
    return refuse("pickedMeanwhile", { status: 409 });
  const ofJourney = tx
    .updateTable("statement")
    .where("organisationId", "=", organisationId)
    .where("journeyId", "=", journeyId);
  await ofJourney.set({ rank: null }).where("rank", "is not", null).execute();
  for (const [index, id] of ids.entries())
    await ofJourney
      .set({ rank: index + 1 })
      .where("id", "=", id)
      .execute();
  return { picked: ids.length };
}
