import { CamelCasePlugin, Kysely, PostgresDialect, sql } from "kysely";
import type pg from "pg";
import { isRefusal } from "#platform/refusal.ts";
import type { Embedded } from "./embedded.ts";
import { migrate } from "./migrate.ts";
import { beginning, makePool } from "./pool.ts";
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

const scopes = /^(\*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

async function inScope<T>(db: Database, scope: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  // Written into the statement itself, so that beginning, arming and what is asked first are one round trip.
  if (!scopes.test(scope)) throw new TypeError("an organisation's id is a uuid");
  return db.connection().execute(async (tx) => {
    await sql.raw(`${beginning}select set_config('app.organisation_id', '${scope}', true)`).execute(tx);
    let result: T;
    try {
      result = await work(tx);
    } catch (error) {
      // A connection that broke rolls back by itself; what broke it is the error to tell of.
      await sql`rollback`.execute(tx).catch(() => undefined);
      throw error;
    }
    await (isRefusal(result) ? sql`rollback` : sql`commit`).execute(tx);
    return result;
  });
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
export const inSystem = <T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  inScope(db, "*", work);

export async function isDatabaseReady(db: Database): Promise<boolean> {
  return sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
}

export type OpenDatabase = { db: Database; pool: pg.Pool; close(): Promise<void> };

/** A role that row-level security does not hold for, or a PostgreSQL that is too old, is refused before anything is written. */
async function refuseUnfit(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query(
    "select current_setting('server_version_num')::int as version, rolsuper or rolbypassrls as is_exempt from pg_roles where rolname = current_user",
  );
  const { version, is_exempt: isExempt } = rows[0];
  if (version < 150000)
    throw new Error("Udlev needs PostgreSQL 15 or newer: DATABASE_URL leads to an older one.");
  if (isExempt)
    throw new Error(
      "The role in DATABASE_URL is a superuser or bypasses row-level security, which keeps organisations apart. Make an ordinary role that owns the database, and use that.",
    );
}

/** Opens a database, embedded or of one's own, and migrates it. */
export async function openDatabase(place: Embedded): Promise<OpenDatabase> {
  let isClosing = false;
  const pool = makePool(place.url, (error) => {
    // The embedded server ends the connections that are left when it stops: that is no loss.
    if (!isClosing) console.error(`database connection lost: ${error.message}`);
  });
  try {
    await refuseUnfit(pool);
    await migrate(pool);
  } catch (error) {
    await pool.end();
    await place.stop();
    throw error;
  }
  const db = makeDatabase(pool);
  return {
    db,
    pool,
    async close() {
      isClosing = true;
      await db.destroy();
      await place.stop();
    },
  };
}
