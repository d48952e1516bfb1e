import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "#platform/id.ts";
import { refuse } from "#platform/refusal.ts";
import { inOrganisation, inSystem } from "./index.ts";
import { type TestDatabase, testDatabase } from "./testing.ts";

let database: TestDatabase;
const ours = newId();
const theirs = newId();

beforeAll(async () => {
  database = await testDatabase();
  for (const organisationId of [ours, theirs])
    await inOrganisation(database.db, organisationId, (tx) =>
      tx.insertInto("organisation").values({ organisationId, name: "Nordvarme" }).execute(),
    );
});
afterAll(() => database.close());

const seen = (tx: typeof database.db) => tx.selectFrom("organisation").select("organisationId").execute();

test("a transaction sees the rows of its own organisation only", async () => {
  expect(await inOrganisation(database.db, ours, seen)).toEqual([{ organisationId: ours }]);
});

test("outside any organisation nothing is seen", async () => {
  expect(await seen(database.db)).toEqual([]);
});

test("another organisation's row cannot be written", async () => {
  const writing = inOrganisation(database.db, ours, (tx) =>
    tx.insertInto("unit").values({ organisationId: theirs, id: newId(), name: "Butik" }).execute(),
  );
  await expect(writing).rejects.toThrow(/row-level security/);
});

test("work across organisations sees both", async () => {
  expect(await inSystem(database.db, seen)).toHaveLength(2);
});

test("a refusal takes back what was written before it", async () => {
  const result = await inOrganisation(database.db, ours, async (tx) => {
    await tx.insertInto("unit").values({ organisationId: ours, id: newId(), name: "Butik" }).execute();
    return refuse("no");
  });
  expect(result).toEqual({ refusal: "no" });
  const units = await inOrganisation(database.db, ours, (tx) => tx.selectFrom("unit").select("id").execute());
  expect(units).toEqual([]);
});

test("every tenant's table is under row-level security, also for its owner", async () => {
  const { rows } = await sql<{ relname: string }>`
    select relname from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not like 'kysely%'
      and not (relrowsecurity and relforcerowsecurity)`.execute(database.db);
  expect(rows).toEqual([]);
});

test("every key of a tenant's table starts with its organisation", async () => {
  const { rows } = await sql<{ table: string; key: string }>`
    select c.conrelid::regclass::text as table, c.conname as key from pg_constraint c
    join pg_class t on t.oid = c.conrelid
    where t.relnamespace = 'public'::regnamespace and t.relname not like 'kysely%' and c.contype in ('p', 'f')
      and not exists (select from pg_attribute a
        where a.attrelid = c.conrelid and a.attnum = c.conkey[1] and a.attname = 'organisation_id')`.execute(
    database.db,
  );
  expect(rows).toEqual([]);
});

test("whose rows may be seen is worked out once in a statement, for every table: never anew for each row", async () => {
  const { rows } = await sql<{ qual: string; tables: number }>`
    select qual, count(*)::int as tables from pg_policies where schemaname = 'public' group by qual`.execute(
    database.db,
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]!.qual.match(/SELECT (current_scope|scope_organisation)\(\)/g)).toHaveLength(2);
  expect(rows[0]!.tables).toBeGreaterThan(40);
});
