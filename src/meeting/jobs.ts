import { inOrganisation } from "#platform/database/index.ts";
import type { JobContext, Jobs } from "#platform/jobs/index.ts";
import { type MinutesPayload, minutesJob, sendMinutesOf } from "./closing.store.ts";
import type { Hall } from "./hall.ts";
import { dueInRound, type RoundPayload, roundJob } from "./round.store.ts";

const send = (payload: MinutesPayload, { db, config }: JobContext): Promise<void> =>
  inOrganisation(db, payload.organisationId, (tx) => sendMinutesOf(tx, payload, config.baseUrl));

/** What a job does in a meeting it does in the hall, where those who are there see it. */
export const jobs = (hall: Hall): Jobs => ({
  [minutesJob]: send,
  [roundJob]: (payload: RoundPayload, { db, config }: JobContext) =>
    dueInRound(payload, { db, hall, config, now: hall.now() }),
});
