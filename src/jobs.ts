import type { Pool } from "pg";
import { jobs as behaviourJobs, planReminders } from "#behaviour/jobs.ts";
import { settleHandOvers } from "#followUp/jobs.ts";
import { jobs as guideJobs, planLeaderReminders } from "#guide/jobs.ts";
import type { Hall } from "#meeting/hall.ts";
import { jobs as meetingJobs } from "#meeting/jobs.ts";
import { jobs as webhookJobs } from "#organisation/webhooks/jobs.ts";
import type { Config } from "#platform/config.ts";
import { type JobContext, type Jobs, type RunningJobs, startJobs } from "#platform/jobs/index.ts";
import { mailJobs, settleInterruptedMail } from "#platform/mail/deliver.ts";
import { jobs as preparationJobs } from "#preparation/jobs.ts";
import { planRetention, jobs as privacyJobs } from "#privacy/jobs.ts";
import { jobs as pulseJobs } from "#pulse/jobs.ts";

/** Every room's jobs, as app.ts has every room's routes. */
export const everyJob = (config: Config, hall: Hall): Jobs => ({
  ...mailJobs(config),
  ...webhookJobs,
  ...behaviourJobs,
  ...guideJobs,
  ...preparationJobs,
  ...meetingJobs(hall),
  ...pulseJobs,
  ...privacyJobs,
});

export const startEveryJob = (pool: Pool, context: JobContext, hall: Hall): Promise<RunningJobs> =>
  startJobs(pool, everyJob(context.config, hall), context, async (started) => {
    await settleInterruptedMail(started);
    await settleHandOvers(started);
    await planRetention(started.db, new Date());
    await planReminders(started.db, new Date());
    await planLeaderReminders(started.db, new Date());
  });
