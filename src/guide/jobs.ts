import { inOrganisation, inSystem } from "#platform/database/index.ts";
import { planDaily, planNext } from "#platform/jobs/daily.ts";
import type { JobContext, Jobs } from "#platform/jobs/index.ts";
import { remindLeaders } from "./reminder.store.ts";

const reminderJob = "guide.remind";
/** By the clock of UTC: early in the morning in Denmark, before work begins. */
const atHour = 5;

export const planLeaderReminders = (db: JobContext["db"], now: Date): Promise<void> =>
  planDaily(db, reminderJob, atHour, now);

/** Every day, since not everybody's Monday begins at once; each organisation in a transaction of its own. */
async function remindAll(_: unknown, { db, config, logger }: JobContext): Promise<void> {
  const now = new Date();
  const organisations = await inSystem(db, (tx) =>
    tx.selectFrom("organisation").select("organisationId").execute(),
  );
  let failed: unknown = null;
  for (const { organisationId } of organisations)
    try {
      await inOrganisation(db, organisationId, (tx) => remindLeaders(tx, organisationId, { config, now }));
    } catch (error) {
      failed = error;
      logger.error({ organisationId, message: (error as Error).message }, "reminding leaders failed");
    }
  // Tried again by the queue: who was reminded today is not reminded twice.
  if (failed) throw failed;
  await inSystem(db, (tx) => planNext(tx, reminderJob, atHour, now));
}

export const jobs: Jobs = { [reminderJob]: remindAll };
