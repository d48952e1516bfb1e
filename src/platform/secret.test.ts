import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { inSystem } from "./database/index.ts";
import { type TestDatabase, testDatabase } from "./database/testing.ts";
import { newId } from "./id.ts";
import { openSecret } from "./secret.ts";

const [january, june, december] = ["january", "june", "december"].map((month) => month.padEnd(32, "!"));
const open = (secret: string, secretsBefore: string[] = [], isSecretLost = false) =>
  openSecret(database.db, { secret, secretsBefore, isSecretLost });
const organise = () =>
  inSystem(database.db, (tx) =>
    tx.insertInto("organisation").values({ organisationId: newId(), name: "Nordvarme" }).execute(),
  );

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.close());

test("what signs and seals is drawn once, and is not SECRET", async () => {
  const inner = await open(january!);
  expect(inner).not.toBe(january);
  expect(inner.length).toBeGreaterThanOrEqual(32);
  await organise();
  expect(await open(january!)).toBe(inner);
});

test("SECRET is changed and changed again: what signs and seals stays, and the earlier one is needed once", async () => {
  const inner = await open(january!);
  expect(await open(june!, [january!])).toBe(inner);
  expect(await open(june!), "the earlier one can go").toBe(inner);
  expect(await open(december!, ["nothing to do with it".padEnd(32), june!])).toBe(inner);
  await expect(open(january!), "and opens nothing any more").rejects.toThrow(/SECRET_BEFORE/);
});

test("a database that was used before there was an inner secret goes on with the one that sealed it", async () => {
  await organise();
  expect(await open(january!)).toBe(january);
  expect(await open(june!, [january!])).toBe(january);
});

test("servers that start together agree", async () => {
  const inner = await Promise.all(Array.from({ length: 5 }, () => open(january!)));
  expect(new Set(inner).size).toBe(1);
  const changed = await Promise.all(Array.from({ length: 5 }, () => open(june!, [january!])));
  expect(new Set(changed)).toEqual(new Set(inner));
});

test("with another secret nothing starts, unless the lost one is given up", async () => {
  const inner = await open(january!);
  await expect(open(june!)).rejects.toThrow(/SECRET_LOST=yes/);
  const after = await open(june!, [], true);
  expect(after).not.toBe(inner);
  expect(await open(june!)).toBe(after);
});

test("a secret that fits is not given up, whatever is set", async () => {
  const inner = await open(january!);
  expect(await open(january!, [], true)).toBe(inner);
});

test("the database holds none of them as they are", async () => {
  const inner = await open(january!);
  const { rows } = await sql<{
    all: string;
  }>`select encode(sealed, 'escape') as all from identity.secret`.execute(database.db);
  for (const secret of [inner, january!]) expect(rows[0]!.all).not.toContain(secret);
});
