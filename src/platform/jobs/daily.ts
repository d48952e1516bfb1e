import { sql } from "kysely";
import { inSystem, type Transaction } from "#platform/database/index.ts";
import { addJob, type JobContext } from "./index.ts";

/** The next time that it is this hour, by the clock of UTC. */
export function nextAt(now: Date, hour: number): Date {
  const next = new Date(now);
  next.setUTCHours(hour, 0, 0, 0);
  if (next <= now) next.setUTCDate(next.getUTCDate() + 1);
  return next;
}

export const planAt = (tx: Transaction, job: string, runAt: Date): Promise<void> =>
  addJob(tx, job, {}, { key: job, runAt, maxAttempts: 25 });

/** At start: one run is always planned. What was due while the server was away is done within the minute. */
export const planDaily = (db: JobContext["db"], job: string, hour: number, now: Date): Promise<void> =>
  inSystem(db, async (tx) => {
    const { rows } =
      await sql`select from graphile_worker.jobs where task_identifier = ${job} limit 1`.execute(tx);
    if (rows.length === 0) await planAt(tx, job, nextAt(now, hour));
  });
