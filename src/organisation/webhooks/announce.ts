import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { addJob } from "#platform/jobs/index.ts";
import type { Event } from "./model.ts";

export const deliverJob = "webhook.deliver";
export type DeliverPayload = { organisationId: string; id: string };

/** Puts one thing that happened on its way to one receiver. */
export async function queueDelivery(
  tx: Transaction,
  organisationId: string,
  webhookId: string,
  message: { id: string; type: string; payload: string },
): Promise<string> {
  const id = newId();
  const { id: messageId, ...rest } = message;
  await tx
    .insertInto("webhookDelivery")
    .values({ organisationId, id, webhookId, messageId, ...rest, nextAt: new Date() })
    .execute();
  await addJob(tx, deliverJob, { organisationId, id } satisfies DeliverPayload, {
    key: `${deliverJob} ${id}`,
  });
  return id;
}

export const messageOf = (type: string, data: Record<string, unknown>, at: Date) => ({
  id: `msg_${newId()}`,
  type,
  payload: JSON.stringify({ type, timestamp: at.toISOString(), data }),
});

/**
 * Tells every receiver that wants to know, in the transaction of what happened: what is taken back is told to nobody.
 * `data` holds ids only.
 */
export async function announce(
  tx: Transaction,
  organisationId: string,
  event: Event,
  data: Record<string, string | null>,
): Promise<void> {
  const wanting = await tx
    .selectFrom("webhook")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("offReason", "is", null)
    .where(sql<boolean>`${event} = any(events)`)
    .execute();
  if (wanting.length === 0) return;
  const message = messageOf(event, data, new Date());
  for (const { id } of wanting) await queueDelivery(tx, organisationId, id, message);
}
