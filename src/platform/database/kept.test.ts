import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "#platform/id.ts";
import { inOrganisation, inSystem, makeDatabase } from "./index.ts";
import { kept } from "./kept.ts";
import { beginning, makePool } from "./pool.ts";
import { type TestDatabase, testDatabase } from "./testing.ts";

let database: TestDatabase;
/** One connection, so that what it keeps is asked again. */
let db: typeof database.db;
const [ours, theirs] = [newId(), newId()];

beforeAll(async () => {
  database = await testDatabase();
  db = makeDatabase(makePool(database.url, () => undefined, 1));
  for (const organisationId of [ours, theirs])
    await inOrganisation(db, organisationId, (tx) =>
      tx.insertInto("organisation").values({ organisationId, name: organisationId }).execute(),
    );
});
afterAll(async () => {
  await db.destroy();
  await database.close();
});

const names = (tx: typeof database.db) =>
  tx.selectFrom("organisation").modifyFront(kept).select("name").orderBy("name").execute();

test("a kept statement is planned once and shows each organisation its own rows, however often it is asked", async () => {
  // From the sixth time on PostgreSQL may keep one plan for all.
  for (let time = 0; time < 10; time++)
    for (const organisationId of [ours, theirs])
      expect(await inOrganisation(db, organisationId, names)).toEqual([{ name: organisationId }]);
  expect(await inSystem(db, names)).toHaveLength(2);
  expect(await names(db)).toEqual([]);
  const { rows } = await sql<{ plans: number }>`select generic_plans::int as plans from pg_prepared_statements
    where statement like '%/* kept */%'`.execute(db);
  expect(rows).toHaveLength(1);
  expect(rows[0]!.plans).toBeGreaterThan(10);
});

test("what is handed to a kept statement is asked anew each time; what is not marked is not kept", async () => {
  const count = (list: number[]) =>
    sql<{ n: number }>`select ${kept} cardinality(${list}::int[]) as n`
      .execute(db)
      .then(({ rows }) => rows[0]!.n);
  expect([await count([1]), await count([1, 2, 3]), await count([])]).toEqual([1, 3, 0]);
  await sql`select 'not kept'`.execute(db);
  const { rows } = await sql`select from pg_prepared_statements where statement like '%not kept%'`.execute(
    db,
  );
  expect(rows).toEqual([]);
});

test("what begins a transaction is not waited for; had it failed, the end of the transaction says so", async () => {
  const pool = makePool(database.url, () => undefined, 1);
  const client = await pool.connect();
  await client.query(`${beginning}select 1 / 0`);
  await expect(client.query("select 1")).rejects.toThrow(/aborted/);
  await expect(client.query("commit")).rejects.toThrow(/division by zero/);
  expect((await client.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  client.release();
  await pool.end();
});
