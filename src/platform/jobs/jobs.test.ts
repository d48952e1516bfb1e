import { sql } from "kysely";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeLogger } from "#platform/logger.ts";
import { inSystem } from "../database/index.ts";
import { type TestDatabase, testDatabase } from "../database/testing.ts";
import { isGone, stayAlive } from "./alive.ts";
import { addJob, type JobContext, startJobs } from "./index.ts";

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.close());

const gone = (name: string) =>
  inSystem(database.db, async (tx) => {
    const { rows } = await sql<{ isGone: boolean }>`
      select ${isGone("who.name")} as is_gone from (values (${name}::text)) as who(name)`.execute(tx);
    return rows[0]!.isGone;
  });

test("a name is alive as long as its connection, and those that are added to it", async () => {
  const alive = await stayAlive(database.pool, ["one"]);
  await alive.add(["two"]);
  expect([await gone("one"), await gone("two"), await gone("three")]).toEqual([false, false, true]);
  alive.end();
  await vi.waitFor(async () => expect([await gone("one"), await gone("two")]).toEqual([true, true]));
});

test("a name is alive again when its connection was lost", async () => {
  const alive = await stayAlive(database.pool, ["one"]);
  await inSystem(database.db, (tx) =>
    sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()
      and database = (select oid from pg_database where datname = current_database())`.execute(tx),
  );
  await vi.waitFor(async () => expect(await gone("one")).toBe(false), 10_000);
  alive.end();
});

test("work that a server had begun which is gone is begun anew, and that of one that lives is left to it", async () => {
  const context = { db: database.db, logger: makeLogger("silent") } as JobContext;
  const alive = await stayAlive(database.pool, ["worker-alive"]);
  const done: string[] = [];
  const jobs = { look: async ({ at }: { at: string }) => void done.push(at) };
  // The queue's tables come with its first start.
  await (await startJobs(database.pool, jobs, context)).stop();
  await inSystem(database.db, async (tx) => {
    for (const at of ["gone", "alive"]) await addJob(tx, "look", { at }, { key: at });
    await sql`update graphile_worker._private_jobs set locked_at = now(), attempts = 1, locked_by = 'worker-' || key`.execute(
      tx,
    );
  });
  const running = await startJobs(database.pool, jobs, context);
  await vi.waitFor(() => expect(done).toEqual(["gone"]), 10_000);
  await running.stop();
  alive.end();
});

test("work that takes long is not begun a second time by a server that starts meanwhile", async () => {
  const context = { db: database.db, logger: makeLogger("silent") } as JobContext;
  const [begun, isBegun, mayEnd] = [
    [] as string[],
    Promise.withResolvers<void>(),
    Promise.withResolvers<void>(),
  ];
  const worksAt = (place: string) => ({
    look: async () => {
      begun.push(place);
      isBegun.resolve();
      await mayEnd.promise;
    },
  });
  const first = await startJobs(database.pool, worksAt("first"), context);
  await inSystem(database.db, (tx) => addJob(tx, "look", {}));
  await isBegun.promise;
  const second = await startJobs(database.pool, worksAt("second"), context);
  // A later job has been taken by now, and with it whatever was free before.
  await inSystem(database.db, (tx) => addJob(tx, "look", {}));
  await vi.waitFor(() => expect(begun).toHaveLength(2), 10_000);
  const { rows } = await database.pool.query(
    "select attempts from graphile_worker._private_jobs where locked_by is null",
  );
  expect(rows).toEqual([]);
  mayEnd.resolve();
  await Promise.all([first.stop(), second.stop()]);
  expect(begun).toHaveLength(2);
});
