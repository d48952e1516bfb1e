import { sql } from "kysely";
import { inSystem, type Transaction } from "#platform/database/index.ts";
import { addJob, type JobContext } from "./index.ts";

/** The next time that it is this hour, by the clock of UTC. */
export function nextHour(now: Date, hour: number): Date {
  const next = new Date(now);
  next.setUTCHours(hour, 0, 0, 0);
  if (next <= now) next.setUTCDate(next.getUTCDate() + 1);
  return next;
}

/** One run at a time is planned, whichever server it is done by. */
export const planNext = (tx: Transaction, name: string, hour: number, now: Date): Promise<void> =>
  addJob(tx, name, {}, { key: name, runAt: nextHour(now, hour), maxAttempts: 25 });

/** At start: one run is always planned. What was due while the server was away is done within the minute. */
export const planDaily = (db: JobContext["db"], name: string, hour: number, now: Date): Promise<void> =>
  inSystem(db, async (tx) => {
    const { rows } = await sql`select from graphile_worker.jobs
      where task_identifier = ${name} limit 1`.execute(tx);
    if (!rows[0]) await planNext(tx, name, hour, now);
  });
