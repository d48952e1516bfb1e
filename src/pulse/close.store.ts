import { announce } from "#organisation/webhooks/announce.ts";
import type { Transaction } from "#platform/database/index.ts";
import { closeBeside } from "./cards/beside.store.ts";
import { releaseAtClose } from "./release.store.ts";
import { endAsking } from "./takeBack.store.ts";

/** What follows when a measurement is closed, by its leader or by its end. Called with it held, and marked as closed. */
export async function afterClosing(
  tx: Transaction,
  organisationId: string,
  { pulseId, unitId }: { pulseId: string; unitId: string },
  now: Date,
): Promise<void> {
  await endAsking(tx, organisationId, pulseId);
  await releaseAtClose(tx, organisationId, { pulseId, unitId }, now);
  await closeBeside(tx, { organisationId, pulseId }, now);
  await announce(tx, organisationId, "measurement.closed", { measurementId: pulseId, unitId });
}
