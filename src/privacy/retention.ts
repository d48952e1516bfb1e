/** How long personal data is kept, and what happens then. The one place: the job, the page and the documentation follow it. */
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { forgetCallBacks } from "#pulse/callBack.store.ts";
import { erase } from "./store.ts";

type Of = { organisationId: string; before: Date };
type Period = {
  key: string;
  days: number;
  /** How many rows it was done to. */
  carryOut: (tx: Transaction, of: Of) => Promise<number>;
};

const run = (statement: (of: Of) => RawBuilder<unknown>) => async (tx: Transaction, of: Of) =>
  Number((await statement(of).execute(tx)).numAffectedRows ?? 0);

/** More wait for the next night: no job holds a transaction for hours. */
const mostCustomers = 500;

async function eraseCustomers(tx: Transaction, { organisationId, before }: Of): Promise<number> {
  const old = await tx
    .selectFrom("customer")
    .select(["id", "email", "name"])
    .where("organisationId", "=", organisationId)
    .where("email", "not like", "erased-%@erased.invalid")
    .where(sql<boolean>`coalesce(last_asked_at, created_at) < ${before}`)
    .where(sql<boolean>`not exists (select from contact c join pulse p on p.organisation_id = c.organisation_id
      and p.id = c.pulse_id where c.organisation_id = customer.organisation_id and c.customer_id = customer.id
      and p.state <> 'closed')`)
    .limit(mostCustomers)
    .execute();
  for (const customer of old) await erase(tx, organisationId, { kind: "customer", ...customer });
  return old.length;
}

export const periods = [
  {
    key: "importRows",
    days: 90,
    carryOut: run(
      ({ organisationId, before }) => sql`update customer_import_row set cells = '[]', remarks = '[]'
        where organisation_id = ${organisationId} and cells::text <> '[]' and import_id in (
          select id from customer_import where organisation_id = ${organisationId} and created_at < ${before})`,
    ),
  },
  {
    key: "callBacks",
    days: 180,
    carryOut: (tx: Transaction, { organisationId, before }: Of) =>
      forgetCallBacks(tx, organisationId, before),
  },
  {
    key: "mails",
    days: 90,
    carryOut: run(
      ({ organisationId, before }) => sql`delete from mail
        where organisation_id = ${organisationId} and created_at < ${before} and state not in ('queued', 'sending')
        and not exists (select from request r where r.organisation_id = mail.organisation_id and r.mail_id = mail.id)`,
    ),
  },
  { key: "customers", days: 730, carryOut: eraseCustomers },
  {
    key: "tokens",
    days: 365,
    carryOut: run(
      ({ organisationId, before }) => sql`delete from access_token
        where organisation_id = ${organisationId} and least(coalesce(revoked_at, expires_at), expires_at) < ${before}`,
    ),
  },
  {
    key: "deliveries",
    days: 30,
    carryOut: run(
      ({ organisationId, before }) => sql`delete from webhook_delivery
        where organisation_id = ${organisationId} and created_at < ${before} and state <> 'waiting'`,
    ),
  },
  {
    key: "signIns",
    days: 365,
    carryOut: run(
      ({ organisationId, before }) => sql`delete from audit_entry
        where organisation_id = ${organisationId} and action like 'signIn%' and at < ${before}`,
    ),
  },
  {
    key: "audit",
    days: 1825,
    carryOut: run(
      ({ organisationId, before }) => sql`delete from audit_entry
        where organisation_id = ${organisationId} and at < ${before}`,
    ),
  },
] as const satisfies Period[];
export type PeriodKey = (typeof periods)[number]["key"];

const day = 24 * 60 * 60 * 1000;

/** Carries every period out for one organisation, and writes down what that came to. */
export async function carryOutRetention(
  tx: Transaction,
  organisationId: string,
  { id, now }: { id: string; now: Date },
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { key, days, carryOut } of periods)
    counts[key] = await carryOut(tx, { organisationId, before: new Date(now.getTime() - days * day) });
  await tx
    .insertInto("retentionRun")
    .values({ organisationId, id, ranAt: now, counts: JSON.stringify(counts) })
    .execute();
  return counts;
}

/** How the last run went, for each period. */
export async function readRetention(tx: Transaction, organisationId: string) {
  const runs = await tx
    .selectFrom("retentionRun")
    .select(["ranAt", "counts"])
    .where("organisationId", "=", organisationId)
    .orderBy("ranAt", "desc")
    .limit(30)
    .execute();
  const of = (run: (typeof runs)[number], key: string) => (run.counts as Record<string, number>)[key] ?? 0;
  return {
    ranAt: runs[0]?.ranAt.toISOString() ?? null,
    periods: periods.map(({ key, days }) => ({
      key,
      days,
      /** In the last thirty runs. */
      rows: runs.reduce((sum, each) => sum + of(each, key), 0),
    })),
  };
}
