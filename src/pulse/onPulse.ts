import type { Context } from "hono";
import { type Action, may } from "#organisation/access.ts";
import { requireViewer, type Viewer } from "#organisation/viewer.ts";
import { inOrganisation, type Transaction } from "#platform/database/index.ts";
import type { Env } from "#platform/http/context.ts";
import { refuseWith } from "#platform/http/problem.ts";
import { unitOfPulse } from "./pulse.store.ts";

/** Runs work on a measurement, for a viewer who may; one of a unit that is not hers is "not found". */
export async function onPulse<T>(
  c: Context<Env>,
  action: Action,
  id: string,
  work: (tx: Transaction, viewer: Viewer, unitId: string) => Promise<T>,
): Promise<T> {
  const viewer = requireViewer(c);
  return inOrganisation(c.var.db, viewer.organisationId, async (tx) => {
    const unitId = await unitOfPulse(tx, viewer.organisationId, id);
    if (!unitId || !may(viewer, action, { unitId })) throw refuseWith("notFound");
    return work(tx, viewer, unitId);
  });
}
