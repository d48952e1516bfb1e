import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inSystem } from "#platform/database/index.ts";
import { type TestDatabase, testDatabase } from "#platform/database/testing.ts";
import { rules } from "./rules.ts";
import { tableName } from "./store.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test("every table of the database says what becomes of the people in it", async () => {
  const { rows } = await inSystem(database.db, (tx) =>
    sql<{ name: string }>`select tablename as name from pg_tables
      where schemaname = 'public' and tablename not like 'kysely%' order by 1`.execute(tx),
  );
  expect(Object.keys(rules).map(tableName).sort()).toEqual(rows.map(({ name }) => name));
});

test("a table that points at a person or a customer, or holds an address, has a rule for them", async () => {
  const { rows } = await inSystem(database.db, (tx) =>
    sql<{ table: string; column: string }>`select table_name as table, column_name as column
      from information_schema.columns where table_schema = 'public'
      and column_name ~ '^(.*person_id|employee_id|customer_id|.*email)$'`.execute(tx),
  );
  expect(rows.length).toBeGreaterThan(15);
  for (const { table, column } of rows) {
    const rule = Object.entries(rules).find(([key]) => tableName(key) === table)?.[1];
    const whose = column === "customer_id" || table === "customer" ? "customer" : "person";
    expect(rule && !("holdsNobody" in rule) && rule[whose], `${table}.${column}`).toBeTruthy();
  }
});
