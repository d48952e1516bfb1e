import { CamelCasePlugin, Kysely, PostgresDialect, sql } from "kysely";
import type pg from "pg";
import type { Config } from "#platform/config.ts";
import { isRefusal } from "#platform/refusal.ts";
import { startEmbedded } from "./embedded.ts";
import { migrate } from "./migrate.ts";
import { makePool } from "./pool.ts";
import type { DB } from "./tables.ts";

export type { DB } from "./tables.ts";
export type Database = Kysely<DB>;
/** A connection inside a transaction that is armed for one organisation. */
export type Transaction = Kysely<DB>;

export const makeDatabase = (pool: pg.Pool): Database =>
  new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });

class RolledBack extends Error {
  readonly result: unknown;
  constructor(result: unknown) {
    super("rolled back");
    this.result = result;
  }
}

async function inScope<T>(db: Database, scope: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  try {
    return await db.transaction().execute(async (tx) => {
      await sql`select set_config('app.organisation_id', ${scope}, true)`.execute(tx);
      const result = await work(tx as unknown as Transaction);
      if (isRefusal(result)) throw new RolledBack(result);
      return result;
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.result as T;
    throw error;
  }
}

/**
 * Runs work in a transaction that sees this organisation's rows and no others: row-level security stands behind
 * every query. A refusal as the result takes back everything that was written.
 */
export const inOrganisation = <T>(
  db: Database,
  organisationId: string,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> => inScope(db, organisationId, work);

/** The same across organisations: for finding out which one it is (sign-in, links in mails), and for jobs. */
export const inSystem = <T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> => inScope(db, "*", work);

export async function isDatabaseReady(db: Database): Promise<boolean> {
  return sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
}

export type OpenDatabase = { db: Database; pool: pg.Pool; close(): Promise<void> };

/** Opens the database that the configuration names, starting the embedded one where it names none, and migrates it. */
export async function openDatabase(config: Config): Promise<OpenDatabase> {
  const embedded = config.databaseUrl ? null : await startEmbedded(config.dataDir);
  const pool = makePool(config.databaseUrl ?? embedded!.url, (error) => console.error(`database connection lost: ${error.message}`));
  try {
    await migrate(pool);
  } catch (error) {
    await pool.end();
    await embedded?.stop();
    throw error;
  }
  const db = makeDatabase(pool);
  return {
    db,
    pool,
    async close() {
      await db.destroy();
      await embedded?.stop();
    },
  };
}
