import { setTimeout as pause } from "node:timers/promises";
import { type RawBuilder, sql } from "kysely";
import type pg from "pg";

/** The first half of every lock that says "I am alive": the others are somebody else's. */
const realm = 0x75646c76;

/**
 * Says in the database that these names are alive, as long as this process is: a lock for each, which PostgreSQL itself
 * lets go of when the connection ends, however the process ended. No clock is compared and nothing has to be cleaned up.
 */
export async function stayAlive(
  pool: pg.Pool,
  names: readonly string[],
): Promise<{ add(more: readonly string[]): Promise<void>; end(): void }> {
  const held = [...names];
  let isOver = false;
  let client: pg.PoolClient;
  let isHeld = false;
  /** Ended rather than handed back, for the locks live with the connection. A database that ends says so once more. */
  const letGo = (why: Error | true) => {
    if (isHeld) client.release(why);
    isHeld = false;
  };
  const say = (all: readonly string[]) =>
    client.query("select pg_advisory_lock($1::int, hashtext(name)) from unnest($2::text[]) name", [
      realm,
      all,
    ]);
  const connect = async (): Promise<void> => {
    const own = await pool.connect();
    client = own;
    isHeld = true;
    own.on("error", (error) => {
      if (!isHeld || client !== own) return;
      letGo(error);
      void again();
    });
    try {
      await say(held);
    } catch (error) {
      letGo(error as Error);
      throw error;
    }
    // Ended while we were on our way.
    if (isOver) letGo(true);
  };
  let isReturning = false;
  // The database was started anew, or the network was away: said again as soon as somebody listens, by one of us only.
  const again = async (): Promise<void> => {
    if (isReturning) return;
    isReturning = true;
    while (!isOver && !isHeld) await connect().catch(() => pause(1000, undefined, { ref: false }));
    isReturning = false;
  };
  await connect();
  return {
    async add(more) {
      held.push(...more);
      await say(more);
    },
    end() {
      isOver = true;
      letGo(true);
    },
  };
}

/** Whether the one who stands in a column is gone. */
export const isGone = (column: string): RawBuilder<boolean> =>
  sql<boolean>`not exists (select from pg_locks where locktype = 'advisory' and granted
    and database = (select oid from pg_database where datname = current_database())
    and classid = ${realm}::bigint::oid
    and objid = (hashtext(${sql.ref(column)})::bigint & 4294967295)::oid)`;
