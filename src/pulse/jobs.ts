import { inOrganisation } from "#platform/database/index.ts";
import type { JobContext, Jobs } from "#platform/jobs/index.ts";
import { importJob, takeLargeFile } from "./import/job.ts";
import { type ReleasePayload, releaseDue, releaseJob } from "./release.store.ts";
import { askForTick, type TickPayload, tickJob } from "./sending.store.ts";
import { tick } from "./tick.ts";

async function lookAfter(payload: TickPayload, { db, config }: JobContext): Promise<void> {
  await inOrganisation(db, payload.organisationId, async (tx) => {
    const next = await tick(tx, config, payload, new Date());
    if (next) await askForTick(tx, payload, next);
  });
}

const release = (payload: ReleasePayload, { db }: JobContext): Promise<void> =>
  inOrganisation(db, payload.organisationId, (tx) => releaseDue(tx, payload, new Date()));

export const jobs: Jobs = { [tickJob]: lookAfter, [releaseJob]: release, [importJob]: takeLargeFile };
