import { inOrganisation, inSystem } from "#platform/database/index.ts";
import { planDaily, planNext } from "#platform/jobs/daily.ts";
import type { JobContext, Jobs } from "#platform/jobs/index.ts";
import { remindOfActions } from "./reminder.store.ts";

const remindersJob = "behaviour.reminders";
/** Early in the morning where the product is used. */
const atHour = 5;

export const planReminders = (db: JobContext["db"], now: Date): Promise<void> =>
  planDaily(db, remindersJob, atHour, now);

/** Every organisation in a transaction of its own; a job that is done twice finds nothing more to say. */
async function remind(_: unknown, { db, config }: JobContext): Promise<void> {
  const now = new Date();
  const organisations = await inSystem(db, (tx) =>
    tx.selectFrom("organisation").select("organisationId").execute(),
  );
  for (const { organisationId } of organisations)
    await inOrganisation(db, organisationId, (tx) => remindOfActions(tx, organisationId, { config, now }));
  await inSystem(db, (tx) => planNext(tx, remindersJob, atHour, now));
}

export const jobs: Jobs = { [remindersJob]: remind };
