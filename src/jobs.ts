import { jobs as meetingJobs } from "#meeting/jobs.ts";
import type { Config } from "#platform/config.ts";
import type { Jobs } from "#platform/jobs/index.ts";
import { mailJobs } from "#platform/mail/deliver.ts";
import { jobs as preparationJobs } from "#preparation/jobs.ts";
import { jobs as pulseJobs } from "#pulse/jobs.ts";

/** Every room's jobs, as app.ts has every room's routes. */
export const everyJob = (config: Config): Jobs => ({
  ...mailJobs(config),
  ...preparationJobs,
  ...meetingJobs,
  ...pulseJobs,
});
