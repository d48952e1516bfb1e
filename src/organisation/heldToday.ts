import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";

/** Roles that hold today: begun, and not over. What somebody holds for a time begins and ends by itself. */
export const heldToday = (table = "role_assignment"): RawBuilder<boolean> => {
  const [from, until] = [sql.ref(`${table}.starts_on`), sql.ref(`${table}.ends_on`)];
  return sql<boolean>`(${from} <= current_date and (${until} is null or ${until} >= current_date))`;
};

/** Roles, whenever they hold, with the people who have them; who is no longer of the organisation has none. */
export const rolesOfPeople = (tx: Transaction, organisationId: string) =>
  tx
    .selectFrom("roleAssignment")
    .innerJoin("person", (join) =>
      join
        .onRef("person.organisationId", "=", "roleAssignment.organisationId")
        .onRef("person.id", "=", "roleAssignment.personId"),
    )
    .where("roleAssignment.organisationId", "=", organisationId)
    .where("person.archivedAt", "is", null);
