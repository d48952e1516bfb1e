import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { type Database, makeDatabase } from "./index.ts";
import { makePool } from "./pool.ts";

export type TestDatabase = { db: Database; pool: pg.Pool; url: string; close(): Promise<void> };

declare module "vitest" {
  export interface ProvidedContext {
    templateUrl: string;
  }
}

/** A database of its own for one test file: copied from the migrated template, or one that nobody uses; dropped on close. */
export const testDatabase = (templateUrl = inject("templateUrl")): Promise<TestDatabase> =>
  newDatabase(templateUrl, new URL(templateUrl).pathname.slice(1));

/** One in which there is nothing, not even tables. */
export const emptyDatabase = (): Promise<TestDatabase> => newDatabase(inject("templateUrl"), "template1");

async function newDatabase(templateUrl: string, template: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  const asOwner = async (statement: string) => {
    const client = new pg.Client({ connectionString: templateUrl.replace(/[^/]+$/, "postgres") });
    await client.connect();
    // The database's own cleaner may be at work in it: nobody but its superuser may end that one, and it ends by itself.
    const isBusy = (error: unknown) => error instanceof pg.DatabaseError && error.code === "42501";
    for (let tries = 0; ; tries++) {
      try {
        await client.query(statement);
        break;
      } catch (error) {
        if (!isBusy(error) || tries === 100) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    await client.end();
  };
  await asOwner(`create database ${name} template ${template}`);
  const url = templateUrl.replace(/[^/]+$/, name);
  const pool = makePool(url, () => undefined, 8);
  const db = makeDatabase(pool);
  return {
    db,
    pool,
    url,
    async close() {
      await db.destroy();
      await asOwner(`drop database ${name} with (force)`);
    },
  };
}
