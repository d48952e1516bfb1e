import pg from "pg";
import { expect, inject, test } from "vitest";

/**
 * Found by a code or the hash of a key in a link, before it is known whose row it
 * is: unique over all organisations. A database spread over several machines needs another way for these.
 */
const foundBeforeItsOrganisation = [
  "access_token.token_hash",
  "card.key_hash",
  "meeting.join_code",
  "participant.key_hash",
  "request.key_hash",
  "seat.token_hash",
];

test("every key of a tenant's table holds its organisation: the road to a database that is spread by it stays open", async () => {
  const client = new pg.Client({ connectionString: inject("templateUrl") });
  await client.connect();
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.relname || '.' || string_agg(a.attname, ',' order by k.at) as name, array_agg(a.attname::text) as columns
     from pg_index i join pg_class c on c.oid = i.indrelid
       cross join unnest(i.indkey) with ordinality as k (attnum, at)
       join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
     where i.indisunique and c.relnamespace = 'public'::regnamespace and c.relname not like 'kysely%'
     group by c.relname, i.indexrelid
     union all
     select f.conrelid::regclass || ' → ' || f.confrelid::regclass || '.' || string_agg(a.attname, ','), array_agg(a.attname::text)
     from pg_constraint f cross join unnest(f.conkey) as k (attnum)
       join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.attnum
     where f.contype = 'f' and f.connamespace = 'public'::regnamespace
     group by f.oid, f.conrelid, f.confrelid`,
  );
  await client.end();
  expect(rows.length).toBeGreaterThan(100);
  const without = rows.filter(({ columns }) => !columns.toString().includes("organisation_id"));
  expect(without.map(({ name }) => name).sort()).toEqual(foundBeforeItsOrganisation);
});
