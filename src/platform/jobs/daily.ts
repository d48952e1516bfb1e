import { sql } from "kysely";
import { inSystem, type Transaction } from "#platform/database/index.ts";
import { addJob, type JobContext, type Jobs } from "./index.ts";

/** The next time that it is this hour, by the clock of UTC. */
export function nextHour(now: Date, hour: number): Date {
  const next = new Date(now);
  next.setUTCHours(hour, 0, 0, 0);
  if (next <= now) next.setUTCDate(next.getUTCDate() + 1);
  return next;
}

/** One run at a time is planned, whichever server it is done by. */
const planNext = (tx: Transaction, name: string, hour: number, now: Date): Promise<void> =>
  addJob(tx, name, {}, { key: name, runAt: nextHour(now, hour), maxAttempts: 25 });

/** At start: one run is always planned. What was due while the server was away is done within the minute. */
const planDaily = (db: JobContext["db"], name: string, hour: number, now: Date): Promise<void> =>
  inSystem(db, async (tx) => {
    const { rows } = await sql`select from graphile_worker.jobs
      where task_identifier = ${name} limit 1`.execute(tx);
    if (!rows[0]) await planNext(tx, name, hour, now);
  });

/** Work that is done once a day for each organisation; `atHour` by the clock of UTC. */
export type Daily = {
  name: string;
  atHour: number;
  /** What belongs to no organisation, before the first. */
  before?: (tx: Transaction, now: Date) => Promise<unknown>;
  /** Finds nothing more to do when it is asked again on the same day. */
  inEach: (context: JobContext, organisationId: string, now: Date) => Promise<unknown>;
};

/** One organisation that fails keeps none of the others from it; the queue then tries again. */
export function daily({ name, atHour, before, inEach }: Daily): {
  plan(db: JobContext["db"], now: Date): Promise<void>;
  jobs: Jobs;
} {
  async function carryOut(_: unknown, context: JobContext): Promise<void> {
    const { db, logger } = context;
    const now = new Date();
    const organisations = await inSystem(db, async (tx) => {
      await before?.(tx, now);
      return tx.selectFrom("organisation").select("organisationId").execute();
    });
    let failed: unknown = null;
    for (const { organisationId } of organisations)
      try {
        await inEach(context, organisationId, now);
      } catch (error) {
        failed = error;
        logger.error({ organisationId, message: (error as Error).message }, `${name} failed`);
      }
    if (failed) throw failed;
    await inSystem(db, (tx) => planNext(tx, name, atHour, now));
  }
  return { plan: (db, now) => planDaily(db, name, atHour, now), jobs: { [name]: carryOut } };
}
