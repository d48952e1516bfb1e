import { inOrganisation } from "#platform/database/index.ts";
import type { JobContext, Jobs } from "#platform/jobs/index.ts";
import { type ReminderPayload, remind, reminderJob } from "./send.store.ts";

const remindPeople = (payload: ReminderPayload, { db, config }: JobContext): Promise<void> =>
  inOrganisation(db, payload.organisationId, (tx) => remind(tx, payload, { config, now: new Date() }));

export const jobs: Jobs = { [reminderJob]: remindPeople };
