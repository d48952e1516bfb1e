import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import { mostThemes } from "./model/themes.ts";
import type { Theme } from "./wire.ts";

/** What customers say, gathered: the theme with the most statements first. */
export async function listThemes(
  tx: Transaction,
  organisationId: string,
  journeyId: string,
): Promise<Theme[]> {
  return tx
    .selectFrom("theme")
    .select(["id", "name", "version"])
    .select(
      sql<number>`(select count(*)::int from statement s where s.organisation_id = theme.organisation_id
        and s.theme_id = theme.id and s.archived_at is null)`.as("count"),
    )
    .where("organisationId", "=", organisationId)
    .where("journeyId", "=", journeyId)
    .orderBy("count", "desc")
    .orderBy("createdAt")
    .orderBy("id")
    .execute();
}

export async function hasTheme(
  tx: Transaction,
  organisationId: string,
  journeyId: string,
  id: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom("theme")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("journeyId", "=", journeyId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row !== undefined;
}

type Gathered = { statementIds: readonly string[] };

/** Makes themes and puts statements under them. What somebody else has put under a theme meanwhile stays there. */
export async function addThemes(
  tx: Transaction,
  organisationId: string,
  journeyId: string,
  {
    themes,
    into,
    createdBy,
  }: {
    themes: readonly (Gathered & { name: string })[];
    into: readonly (Gathered & { themeId: string })[];
    createdBy: string;
  },
): Promise<{ ids: string[] } | Refusal> {
  // One at a time gathers: two who take the same suggestion do not make its themes twice.
  await tx
    .selectFrom("journey")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("id", "=", journeyId)
    .forUpdate()
    .execute();
  const standing = await listThemes(tx, organisationId, journeyId);
  if (standing.length + themes.length > mostThemes)
    return refuse("themesFull", { values: { max: mostThemes } });
  const known = new Set(standing.map(({ id }) => id));
  if (into.some(({ themeId }) => !known.has(themeId))) return refuse("themeUnknown", { field: "into" });
  const fresh = themes.map((theme) => ({ ...theme, themeId: newId() }));
  if (fresh.length > 0)
    await tx
      .insertInto("theme")
      .values(fresh.map(({ themeId: id, name }) => ({ organisationId, id, journeyId, name, createdBy })))
      .execute();
  for (const { themeId, statementIds } of [...fresh, ...into]) {
    const ids = [...new Set(statementIds)];
    if (ids.length === 0) continue;
    const { numUpdatedRows } = await tx
      .updateTable("statement")
      .set((set) => ({ themeId, version: set("version", "+", 1) }))
      .where("organisationId", "=", organisationId)
      .where("journeyId", "=", journeyId)
      .where("archivedAt", "is", null)
      .where("themeId", "is", null)
      .where("id", "in", ids)
      .executeTakeFirst();
    if (Number(numUpdatedRows) !== ids.length) return refuse("themedMeanwhile", { status: 409 });
  }
  return { ids: fresh.map(({ themeId }) => themeId) };
}

export async function renameTheme(
  tx: Transaction,
  organisationId: string,
  journeyId: string,
  id: string,
  { name, version }: { name: string; version: number },
): Promise<{ version: number } | Refusal> {
  const changed = await tx
    .updateTable("theme")
    .set({ name, version: version + 1 })
    .where("organisationId", "=", organisationId)
    .where("journeyId", "=", journeyId)
    .where("id", "=", id)
    .where("version", "=", version)
    .returning("version")
    .executeTakeFirst();
  return changed ?? refuse("changedMeanwhile", { status: 409 });
}

/** Drops a theme; its statements stay, under none. They are told, so that it can be made again. */
export async function removeTheme(
  tx: Transaction,
  organisationId: string,
  journeyId: string,
  id: string,
): Promise<{ name: string; statementIds: string[] } | Refusal> {
  const statements = await tx
    .updateTable("statement")
    .set((set) => ({ themeId: null, version: set("version", "+", 1) }))
    .where("organisationId", "=", organisationId)
    .where("journeyId", "=", journeyId)
    .where("themeId", "=", id)
    .returning(["id", "archivedAt"])
    .execute();
  const removed = await tx
    .deleteFrom("theme")
    .where("organisationId", "=", organisationId)
    .where("journeyId", "=", journeyId)
    .where("id", "=", id)
    .returning("name")
    .executeTakeFirst();
  if (!removed) return refuse("notFound", { status: 404 });
  return {
    name: removed.name,
    statementIds: statements.filter(({ archivedAt }) => !archivedAt).map((row) => row.id),
  };
}
