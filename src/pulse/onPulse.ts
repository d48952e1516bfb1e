import type { Context } from "hono";
import type { Action } from "#organisation/access.ts";
import { type Viewer, workInUnitOf } from "#organisation/viewer.ts";
import type { Transaction } from "#platform/database/index.ts";
import type { Env } from "#platform/http/context.ts";
import { unitOfPulse } from "./pulse.store.ts";

/** Runs work on a measurement, for a viewer who may; one of a unit that is not hers is "not found". */
export const onPulse = <T>(
  c: Context<Env>,
  action: Action,
  id: string,
  work: (tx: Transaction, viewer: Viewer, unitId: string) => Promise<T>,
): Promise<T> => workInUnitOf(c, action, (tx, organisationId) => unitOfPulse(tx, organisationId, id), work);
