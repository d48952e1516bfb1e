import { sql } from "kysely";
import { inOrganisation, inSystem, type Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { addJob, type JobContext, type Jobs } from "#platform/jobs/index.ts";
import { carryOutRetention } from "./retention.ts";

const retentionJob = "privacy.retention";
const atHour = 3;

/** The next night at three, by the clock of UTC: nobody waits for it. */
export function nextNight(now: Date): Date {
  const next = new Date(now);
  next.setUTCHours(atHour, 0, 0, 0);
  if (next <= now) next.setUTCDate(next.getUTCDate() + 1);
  return next;
}

const planAt = (tx: Transaction, runAt: Date): Promise<void> =>
  addJob(tx, retentionJob, {}, { key: retentionJob, runAt, maxAttempts: 25 });

/** At start: one run is always planned. What was due while the server was away is done within the minute. */
export const planRetention = (db: JobContext["db"], now: Date): Promise<void> =>
  inSystem(db, async (tx) => {
    const { rows } = await sql<{ runAt: Date | null }>`select run_at from graphile_worker.jobs
      where task_identifier = ${retentionJob} limit 1`.execute(tx);
    if (!rows[0]) await planAt(tx, nextNight(now));
  });

/** Every organisation in a transaction of its own: one that fails keeps nobody else's data longer than it may be kept. */
async function carryOut(_: unknown, { db, logger }: JobContext): Promise<void> {
  const now = new Date();
  const organisations = await inSystem(db, async (tx) => {
    await sql`delete from identity.session where expires_at < ${now}`.execute(tx);
    await sql`delete from identity.verification where expires_at < ${now}`.execute(tx);
    return tx.selectFrom("organisation").select("organisationId").execute();
  });
  let failed: unknown = null;
  for (const { organisationId } of organisations)
    try {
      const counts = await inOrganisation(db, organisationId, (tx) =>
        carryOutRetention(tx, organisationId, { id: newId(), now }),
      );
      logger.info({ organisationId, ...counts }, "retention carried out");
    } catch (error) {
      failed = error;
      logger.error({ organisationId, message: (error as Error).message }, "retention failed");
    }
  // Tried again by the queue; what was done already finds nothing more to do.
  if (failed) throw failed;
  await inSystem(db, (tx) => planAt(tx, nextNight(now)));
}

export const jobs: Jobs = { [retentionJob]: carryOut };
