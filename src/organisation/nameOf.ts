import { sql } from "kysely";

/** Who is behind a column that holds a person's id, by name; null where nobody is. For a query without a join of its own. */
export const nameOf = (table: string, column: string) =>
  sql<string | null>`(select person.name from person
    where person.organisation_id = ${sql.ref(`${table}.organisation_id`)}
    and person.id = ${sql.ref(`${table}.${column}`)})`;
