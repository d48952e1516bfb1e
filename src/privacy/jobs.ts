import { sql } from "kysely";
import { inOrganisation } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { daily } from "#platform/jobs/daily.ts";
import { carryOutRetention } from "./retention.ts";

/** One organisation that fails keeps nobody else's data longer than it may be kept. */
export const { plan: planRetention, jobs } = daily({
  name: "privacy.retention",
  // When nobody waits for it.
  atHour: 3,
  async before(tx, now) {
    await sql`delete from identity.session where expires_at < ${now}`.execute(tx);
    await sql`delete from identity.verification where expires_at < ${now}`.execute(tx);
  },
  async inEach({ db, logger }, organisationId, now) {
    const counts = await inOrganisation(db, organisationId, (tx) =>
      carryOutRetention(tx, organisationId, { id: newId(), now }),
    );
    logger.info({ organisationId, ...counts }, "retention carried out");
  },
});
