import { inOrganisation } from "#platform/database/index.ts";
import type { JobContext, Jobs } from "#platform/jobs/index.ts";
import { type MinutesPayload, minutesJob, sendMinutesOf } from "./closing.store.ts";

const send = (payload: MinutesPayload, { db, config }: JobContext): Promise<void> =>
  inOrganisation(db, payload.organisationId, (tx) => sendMinutesOf(tx, payload, config.baseUrl));

export const jobs: Jobs = { [minutesJob]: send };
