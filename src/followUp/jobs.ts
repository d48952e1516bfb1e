import { inOrganisation, inSystem } from "#platform/database/index.ts";
import type { JobContext } from "#platform/jobs/index.ts";
import { handOver } from "./handOver.store.ts";

/** Roles also begin and end by themselves, with a day: so it is looked at every minute, not where somebody changes one. */
export async function settleHandOvers({ db, config, logger }: JobContext): Promise<void> {
  const now = new Date();
  const organisations = await inSystem(db, (tx) =>
    tx
      .selectFrom("oneToOne")
      .select("organisationId")
      .distinct()
      .where("state", "=", "planned")
      .where("startsAt", ">", now)
      .execute(),
  );
  for (const { organisationId } of organisations)
    try {
      await inOrganisation(db, organisationId, (tx) => handOver(tx, organisationId, { config, now }));
    } catch (error) {
      // The others are not to wait for it; it is tried again in a minute.
      logger.error(
        { organisationId, message: (error as Error).message },
        "handing over conversations failed",
      );
    }
}
