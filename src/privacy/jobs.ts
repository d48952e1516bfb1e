import { sql } from "kysely";
import { inOrganisation, inSystem } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { planDaily, planNext } from "#platform/jobs/daily.ts";
import type { JobContext, Jobs } from "#platform/jobs/index.ts";
import { carryOutRetention } from "./retention.ts";

const retentionJob = "privacy.retention";
/** By the clock of UTC, when nobody waits for it. */
const atHour = 3;

export const planRetention = (db: JobContext["db"], now: Date): Promise<void> =>
  planDaily(db, retentionJob, atHour, now);

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
  await inSystem(db, (tx) => planNext(tx, retentionJob, atHour, now));
}

export const jobs: Jobs = { [retentionJob]: carryOut };
