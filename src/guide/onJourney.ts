import type { Context } from "hono";
import type { Action } from "#organisation/access.ts";
import { type Viewer, workInUnitOf } from "#organisation/viewer.ts";
import type { Transaction } from "#platform/database/index.ts";
import type { Env } from "#platform/http/context.ts";
import { unitOfJourney } from "./store.ts";

/** Runs work on a journey, for a viewer who may; a journey of a unit that is not hers is "not found". */
export const onJourney = <T>(
  c: Context<Env>,
  action: Action,
  id: string,
  work: (tx: Transaction, viewer: Viewer, unitId: string) => Promise<T>,
): Promise<T> => workInUnitOf(c, action, (tx, organisationId) => unitOfJourney(tx, organisationId, id), work);
