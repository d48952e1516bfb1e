import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";

/** Every value that something may be tied to: those in force in their order, then those that no longer are. */
export async function allValues(tx: Transaction, organisationId: string) {
  return tx
    .selectFrom("value")
    .innerJoin("valueBasis", (join) =>
      join
        .onRef("valueBasis.organisationId", "=", "value.organisationId")
        .onRef("valueBasis.id", "=", "value.valueBasisId"),
    )
    .select([
      "value.id",
      "value.name",
      "value.meaning",
      "value.colour",
      "value.mark",
      sql<boolean>`value.archived_at is null and value_basis.replaced_at is null`.as("isInForce"),
    ])
    .where("value.organisationId", "=", organisationId)
    .orderBy(sql`value.archived_at is null and value_basis.replaced_at is null`, "desc")
    .orderBy("value.position")
    .orderBy("value.id")
    .execute();
}
