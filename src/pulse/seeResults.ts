import type { Context } from "hono";
import { may } from "#organisation/access.ts";
import { requireAccess, requireViewer } from "#organisation/viewer.ts";
import { inOrganisation, type Transaction } from "#platform/database/index.ts";
import type { Env } from "#platform/http/context.ts";
import { refuseWith } from "#platform/http/problem.ts";
import { resultsOf } from "./results.reads.ts";
import * as store from "./results.store.ts";
import type { Results } from "./results.wire.ts";
import { whosePerson, whoseUnit } from "./whose.reads.ts";

type Work<T> = (tx: Transaction, results: Results) => Promise<T>;

/** With a unit's results, for whoever may see them. */
export async function seeUnit<T>(c: Context<Env>, unitId: string, work: Work<T>): Promise<T> {
  const { organisationId } = requireAccess(c, "results.seeUnit", { unitId });
  return inOrganisation(c.var.db, organisationId, async (tx) => {
    const whose = await whoseUnit(tx, organisationId, unitId);
    if (!whose) throw refuseWith("notFound");
    return work(tx, await resultsOf(tx, organisationId, whose));
  });
}

/** With an employee's results, for herself and her present leader, and nobody who led her once. */
export async function seePerson<T>(c: Context<Env>, personId: string, work: Work<T>): Promise<T> {
  const viewer = requireViewer(c);
  const { organisationId } = viewer;
  return inOrganisation(c.var.db, organisationId, async (tx) => {
    const whose = await whosePerson(tx, organisationId, personId);
    const isHerself = personId === viewer.personId;
    if (!whose || !(isHerself || may(viewer, "results.seePerson", whose.of))) throw refuseWith("notFound");
    const results = isHerself
      ? await store.readOwn(tx, organisationId, whose, c.var.now())
      : await store.readForLeader(tx, organisationId, whose, viewer.personId, c.var.now());
    return work(tx, results);
  });
}
