import { inOrganisation } from "#platform/database/index.ts";
import type { JobContext } from "#platform/jobs/index.ts";
import { isRefusal, type Refusal, refuse } from "#platform/refusal.ts";
import { holdDraft, known } from "../customers.store.ts";
import { isReadable } from "../report.ts";
import { openCustomerFile } from "./open.ts";
import * as store from "./store.ts";

export const importJob = "pulse.import";
export type ImportPayload = { organisationId: string; importId: string };

/**
 * Takes a large file in, some thousands of rows at a time, each in a transaction of its own: nobody waits for more than
 * one of them. Begun anew after a server that is gone, it writes nothing twice.
 */
export async function takeLargeFile(
  { organisationId, importId }: ImportPayload,
  { db }: Pick<JobContext, "db">,
): Promise<void> {
  const inHouse = <T>(work: Parameters<typeof inOrganisation<T>>[2]) =>
    inOrganisation(db, organisationId, work);
  const end = (failed: Refusal | null) =>
    inHouse((tx) => store.endImport(tx, organisationId, importId, failed));

  const file = await inHouse((tx) => store.beginImport(tx, organisationId, importId));
  if (!file) return;
  const { pulseId, bytes, mapping } = file;
  const against = await inHouse(async (tx) => {
    const pulse = await holdDraft(tx, organisationId, pulseId);
    return isRefusal(pulse) ? pulse : known(tx, organisationId, pulseId, pulse, new Date(), importId);
  });
  if (isRefusal(against)) return void (await end(against));
  const open = await openCustomerFile(bytes, mapping, against);
  if (isRefusal(open)) return void (await end(open));
  try {
    const { summary, parts } = open;
    if (!isReadable(summary.mapping)) return void (await end(refuse("mappingMissing")));
    let goesOn = await inHouse((tx) => store.beginTaking(tx, organisationId, importId, summary));
    if (!goesOn) return;
    for await (const part of parts()) {
      goesOn = await inHouse((tx) => store.takePart(tx, organisationId, { id: importId, pulseId }, part));
      if (!goesOn) return void (await end(refuse("alreadySent")));
    }
    await end(summary.rowsTaken === 0 ? refuse("nothingToTake") : null);
  } finally {
    await open.close();
  }
}
