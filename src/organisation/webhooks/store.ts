import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import { sealFor } from "#platform/seal.ts";
import { messageOf, queueDelivery } from "./announce.ts";
import { overlapMs, type Secrets } from "./model.ts";
import { newSecret } from "./sign.ts";
import type { Delivery, Webhook } from "./wire.ts";

const { seal, unseal } = sealFor("what signs a webhook");
const mostWebhooks = 20;
export const perPage = 50;

const placeOf = (id: string) => `webhook ${id}`;
export const openSecrets = (secret: string, organisationId: string, row: { id: string; secrets: Buffer }) =>
  unseal<Secrets>(secret, organisationId, placeOf(row.id), row.secrets);

export async function listWebhooks(tx: Transaction, organisationId: string): Promise<Webhook[]> {
  const rows = await tx
    .selectFrom("webhook")
    .select((select) => {
      const count = (state: string) =>
        select
          .selectFrom("webhookDelivery")
          .select(sql<number>`count(*)::int`.as("count"))
          .whereRef("webhookDelivery.organisationId", "=", "webhook.organisationId")
          .whereRef("webhookDelivery.webhookId", "=", "webhook.id")
          .where("webhookDelivery.state", "=", state);
      return [
        "id",
        "name",
        "url",
        "events",
        "version",
        "offReason",
        count("waiting").as("waiting"),
        count("failed").as("failed"),
      ];
    })
    .where("organisationId", "=", organisationId)
    .orderBy("createdAt")
    .execute();
  return rows.map(({ offReason, waiting, failed, ...row }) => ({
    ...row,
    events: row.events as Webhook["events"],
    off: offReason as Webhook["off"],
    waiting: waiting ?? 0,
    failed: failed ?? 0,
  }));
}

export async function addWebhook(
  tx: Transaction,
  organisationId: string,
  wanted: { name: string; url: string; events: string[] },
  secret: string,
): Promise<{ id: string; secret: string } | Refusal> {
  const { count } = await tx
    .selectFrom("webhook")
    .select(sql<number>`count(*)::int`.as("count"))
    .where("organisationId", "=", organisationId)
    .executeTakeFirstOrThrow();
  if (count >= mostWebhooks) return refuse("tooManyWebhooks", { status: 409, values: { max: mostWebhooks } });
  const id = newId();
  const made = newSecret();
  const secrets = seal(secret, organisationId, placeOf(id), { current: made } satisfies Secrets);
  await tx
    .insertInto("webhook")
    .values({ organisationId, id, ...wanted, events: [...new Set(wanted.events)], secrets })
    .execute();
  return { id, secret: made };
}

const found = (tx: Transaction, organisationId: string, id: string) =>
  tx
    .selectFrom("webhook")
    .selectAll()
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();

export async function changeWebhook(
  tx: Transaction,
  organisationId: string,
  id: string,
  {
    version,
    isOn,
    ...change
  }: { name?: string; url?: string; events?: string[]; isOn?: boolean; version: number },
): Promise<{ version: number } | Refusal> {
  const row = await found(tx, organisationId, id);
  if (!row) return refuse("notFound", { status: 404 });
  if (row.version !== version) return refuse("changedMeanwhile", { status: 409 });
  await tx
    .updateTable("webhook")
    .set({
      ...change,
      offReason: isOn === undefined ? undefined : isOn ? null : "byHand",
      version: version + 1,
    })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .execute();
  return { version: version + 1 };
}

export async function removeWebhook(tx: Transaction, organisationId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom("webhook")
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** A new secret; the one before signs beside it for a day. */
export async function replaceSecret(
  tx: Transaction,
  organisationId: string,
  id: string,
  secret: string,
  now: Date,
): Promise<{ id: string; secret: string } | Refusal> {
  const row = await found(tx, organisationId, id);
  if (!row) return refuse("notFound", { status: 404 });
  const before = openSecrets(secret, organisationId, row);
  const made = newSecret();
  const secrets: Secrets = {
    current: made,
    ...(before
      ? { previous: before.current, previousUntil: new Date(now.getTime() + overlapMs).toISOString() }
      : {}),
  };
  await tx
    .updateTable("webhook")
    .set({ secrets: seal(secret, organisationId, placeOf(id), secrets) })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .execute();
  return { id, secret: made };
}

export async function listDeliveries(
  tx: Transaction,
  organisationId: string,
  webhookId: string,
  page: number,
): Promise<{ deliveries: Delivery[]; hasMore: boolean } | Refusal> {
  if (!(await found(tx, organisationId, webhookId))) return refuse("notFound", { status: 404 });
  const rows = await tx
    .selectFrom("webhookDelivery")
    .select(["id", "messageId", "type", "state", "createdAt", "nextAt", "attempts"])
    .where("organisationId", "=", organisationId)
    .where("webhookId", "=", webhookId)
    .orderBy("createdAt", "desc")
    .orderBy("id")
    .limit(perPage + 1)
    .offset((page - 1) * perPage)
    .execute();
  return {
    deliveries: rows.slice(0, perPage).map((row) => ({
      ...row,
      state: row.state as Delivery["state"],
      createdAt: row.createdAt.toISOString(),
      nextAt: row.nextAt?.toISOString() ?? null,
      attempts: row.attempts as unknown as Delivery["attempts"],
    })),
    hasMore: rows.length > perPage,
  };
}

/** The same message once more: a receiver that has had it knows it by its id. */
export async function deliverAgain(
  tx: Transaction,
  organisationId: string,
  webhookId: string,
  id: string,
): Promise<{ id: string } | Refusal> {
  const row = await tx
    .selectFrom("webhookDelivery")
    .select(["messageId", "type", "payload"])
    .where("organisationId", "=", organisationId)
    .where("webhookId", "=", webhookId)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) return refuse("notFound", { status: 404 });
  const { messageId, ...rest } = row;
  return { id: await queueDelivery(tx, organisationId, webhookId, { id: messageId, ...rest }) };
}

/** Something that says nothing, to see whether it arrives. */
export async function sendTest(
  tx: Transaction,
  organisationId: string,
  id: string,
  now: Date,
): Promise<{ id: string } | Refusal> {
  if (!(await found(tx, organisationId, id))) return refuse("notFound", { status: 404 });
  return { id: await queueDelivery(tx, organisationId, id, messageOf("test", {}, now)) };
}
