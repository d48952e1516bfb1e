import { sql } from "kysely";
import type { Database } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";

/** What a way of signing in must remember from its first step to its second. Taken once, within ten minutes. */
export function onceOnly<T>(purpose: string) {
  return {
    async keep(db: Database, value: T): Promise<string> {
      const id = newId();
      await sql`delete from identity.verification where expires_at < now()`.execute(db);
      await sql`insert into identity.verification (id, identifier, value, expires_at)
        values (${id}, ${purpose}, ${JSON.stringify(value)}, now() + interval '10 minutes')`.execute(db);
      return id;
    },
    async take(db: Database, id: string): Promise<T | null> {
      const { rows } = await sql<{ value: string }>`delete from identity.verification
        where id = ${id} and identifier = ${purpose} and expires_at > now() returning value`.execute(db);
      return rows[0] ? (JSON.parse(rows[0].value) as T) : null;
    },
  };
}
