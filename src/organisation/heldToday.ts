import { type RawBuilder, sql } from "kysely";

/** Roles that hold today: begun, and not over. What somebody holds for a time begins and ends by itself. */
export const heldToday = (table = "role_assignment"): RawBuilder<boolean> => {
  const [from, until] = [sql.ref(`${table}.starts_on`), sql.ref(`${table}.ends_on`)];
  return sql<boolean>`(${from} <= current_date and (${until} is null or ${until} >= current_date))`;
};
