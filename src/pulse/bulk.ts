import { type QueryResult, type RawBuilder, sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";

/**
 * Runs a statement that joins thousands of rows just sent with thousands just written. PostgreSQL has no statistics of
 * either, takes both for few, and would compare each with each; without that choice it joins them by hash.
 */
export async function inBulk(tx: Transaction, statement: RawBuilder<unknown>): Promise<QueryResult<unknown>> {
  await sql`set local enable_nestloop = off`.execute(tx);
  const result = await statement.execute(tx);
  await sql`set local enable_nestloop = on`.execute(tx);
  return result;
}
