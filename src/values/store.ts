import { sql } from "kysely";
import { isValueColour, isValueMark } from "#design/model.ts";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import { fits, isOrderOf, type Value } from "./model.ts";
import type { NewValue, ValueBasis, ValueChange } from "./wire.ts";

const changedMeanwhile = refuse("changedMeanwhile", { status: 409 });

function asValue(row: {
  id: string;
  name: string;
  meaning: string;
  colour: string;
  mark: string;
  version: number;
}): Value {
  const { colour, mark } = row;
  return {
    ...row,
    colour: isValueColour(colour) ? colour : "slate",
    mark: isValueMark(mark) ? mark : "circle",
  };
}

/** The basis in force, held for this transaction, so that two who add at once cannot both take the last place. */
async function holdBasis(tx: Transaction, organisationId: string) {
  await tx
    .insertInto("valueBasis")
    .values({ organisationId, id: newId() })
    .onConflict((conflict) => conflict.column("organisationId").where("replacedAt", "is", null).doNothing())
    .execute();
  return tx
    .selectFrom("valueBasis")
    .select(["id", "purpose", "version"])
    .where("organisationId", "=", organisationId)
    .where("replacedAt", "is", null)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** The values in force, in their order. */
export async function listValues(tx: Transaction, organisationId: string): Promise<Value[]> {
  const rows = await tx
    .selectFrom("value")
    .innerJoin("valueBasis", (join) =>
      join
        .onRef("valueBasis.organisationId", "=", "value.organisationId")
        .onRef("valueBasis.id", "=", "value.valueBasisId"),
    )
    .select(["value.id", "value.name", "value.meaning", "value.colour", "value.mark", "value.version"])
    .where("value.organisationId", "=", organisationId)
    .where("valueBasis.replacedAt", "is", null)
    .where("value.archivedAt", "is", null)
    .orderBy("value.position")
    .orderBy("value.id")
    .execute();
  return rows.map(asValue);
}

export async function readBasis(tx: Transaction, organisationId: string): Promise<ValueBasis> {
  const basis = await tx
    .selectFrom("valueBasis")
    .select(["purpose", "version"])
    .where("organisationId", "=", organisationId)
    .where("replacedAt", "is", null)
    .executeTakeFirst();
  return {
    purpose: basis?.purpose ?? "",
    version: basis?.version ?? 0,
    values: await listValues(tx, organisationId),
  };
}

export async function changePurpose(
  tx: Transaction,
  organisationId: string,
  change: { purpose: string; version: number },
): Promise<{ version: number } | Refusal> {
  const basis = await holdBasis(tx, organisationId);
  // 0: written by someone who saw nothing yet; that holds as long as nobody else has written since.
  const isNewest =
    change.version === basis.version || (change.version === 0 && basis.purpose === "" && basis.version === 1);
  if (!isNewest) return changedMeanwhile;
  const version = basis.version + 1;
  await tx
    .updateTable("valueBasis")
    .set({ purpose: change.purpose, version })
    .where("organisationId", "=", organisationId)
    .where("id", "=", basis.id)
    .execute();
  return { version };
}

export async function addValue(
  tx: Transaction,
  organisationId: string,
  value: NewValue,
): Promise<{ id: string; version: number } | Refusal> {
  const basis = await holdBasis(tx, organisationId);
  const fitting = fits({ ...value, id: null }, await listValues(tx, organisationId));
  if (fitting !== true) return fitting;
  const id = newId();
  await tx
    .insertInto("value")
    .values((expression) => ({
      organisationId,
      id,
      valueBasisId: basis.id,
      ...value,
      position: expression
        .selectFrom("value")
        .select(sql<number>`coalesce(max(position), -1) + 1`.as("next"))
        .where("organisationId", "=", organisationId)
        .where("valueBasisId", "=", basis.id),
    }))
    .execute();
  return { id, version: 1 };
}

export async function changeValue(
  tx: Transaction,
  organisationId: string,
  id: string,
  { version, archived, ...change }: ValueChange,
): Promise<{ version: number } | Refusal> {
  const basis = await holdBasis(tx, organisationId);
  const row = await tx
    .selectFrom("value")
    .select(["id", "name", "meaning", "colour", "mark", "version", "archivedAt"])
    .where("organisationId", "=", organisationId)
    .where("valueBasisId", "=", basis.id)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) return refuse("notFound", { status: 404 });
  if (row.version !== version) return changedMeanwhile;
  if (!(archived ?? row.archivedAt !== null)) {
    const fitting = fits({ ...row, ...change, id }, await listValues(tx, organisationId));
    if (fitting !== true) return fitting;
  }
  await tx
    .updateTable("value")
    .set({
      ...change,
      version: version + 1,
      ...(archived === undefined ? {} : { archivedAt: archived ? sql`now()` : null }),
    })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .execute();
  return { version: version + 1 };
}

export async function reorder(
  tx: Transaction,
  organisationId: string,
  order: string[],
): Promise<true | Refusal> {
  await holdBasis(tx, organisationId);
  const values = await listValues(tx, organisationId);
  if (
    !isOrderOf(
      order,
      values.map(({ id }) => id),
    )
  )
    return changedMeanwhile;
  await sql`
    update value set position = wanted.position
    from unnest(${order}::uuid[]) with ordinality as wanted (id, position)
    where value.organisation_id = ${organisationId} and value.id = wanted.id`.execute(tx);
  return true;
}
