import { inOrganisation } from "#platform/database/index.ts";
import { postOutward, type Sent } from "#platform/http/outward.ts";
import { addJob, type JobContext, type Jobs } from "#platform/jobs/index.ts";
import { type DeliverPayload, deliverJob } from "./announce.ts";
import { nextAttempt, secretsOf } from "./model.ts";
import { signedHeaders } from "./sign.ts";
import { openSecrets } from "./store.ts";
import type { Delivery } from "./wire.ts";

const gone = 410;
const isTaken = (sent: Sent): boolean => "status" in sent && sent.status >= 200 && sent.status < 300;

/**
 * One attempt at one delivery. Where the server dies between posting and writing down, the job is done again: a receiver
 * may get a message twice, with the same id, and never not at all.
 */
async function deliver(
  { organisationId, id }: DeliverPayload,
  { db, config, logger }: JobContext,
): Promise<void> {
  const row = await inOrganisation(db, organisationId, (tx) =>
    tx
      .selectFrom("webhookDelivery")
      .innerJoin("webhook", (on) =>
        on
          .onRef("webhook.organisationId", "=", "webhookDelivery.organisationId")
          .onRef("webhook.id", "=", "webhookDelivery.webhookId"),
      )
      .select(["webhook.id", "webhook.url", "webhook.secrets", "webhook.offReason"])
      .select(["webhookDelivery.messageId", "webhookDelivery.payload", "webhookDelivery.attempts"])
      .where("webhookDelivery.organisationId", "=", organisationId)
      .where("webhookDelivery.id", "=", id)
      .where("webhookDelivery.state", "=", "waiting")
      .executeTakeFirst(),
  );
  if (!row) return;
  const now = new Date();
  const began = performance.now();
  const secrets = openSecrets(config.secret, organisationId, row);
  let sent: Sent;
  if (row.offReason) sent = { problem: "off" };
  else if (!secrets) sent = { problem: "otherSecret" };
  else
    sent = await postOutward(
      row.url,
      {
        headers: {
          "content-type": "application/json",
          "user-agent": "Udlev-Webhooks/1",
          ...signedHeaders({ id: row.messageId, body: row.payload, at: now }, secretsOf(secrets, now)),
        },
        body: row.payload,
      },
      { allowed: config.webhookHosts },
    );
  const attempt = { at: now.toISOString(), ...sent, milliseconds: Math.round(performance.now() - began) };
  const attempts = [...(row.attempts as unknown as Delivery["attempts"]), attempt];
  const isGone = "status" in sent && sent.status === gone;
  const isOver = isGone || ("problem" in sent && (sent.problem === "off" || sent.problem === "otherSecret"));
  const next = isTaken(sent) || isOver ? null : nextAttempt(attempts.length, now);
  await inOrganisation(db, organisationId, async (tx) => {
    await tx
      .updateTable("webhookDelivery")
      .set({
        attempts: JSON.stringify(attempts),
        nextAt: next,
        state: isTaken(sent) ? "delivered" : next ? "waiting" : "failed",
      })
      .where("organisationId", "=", organisationId)
      .where("id", "=", id)
      .execute();
    if (isGone)
      await tx
        .updateTable("webhook")
        .set((set) => ({ offReason: "gone", version: set("version", "+", 1) }))
        .where("organisationId", "=", organisationId)
        .where("id", "=", row.id)
        .execute();
    if (next)
      await addJob(
        tx,
        deliverJob,
        { organisationId, id },
        { runAt: next, key: `${deliverJob} ${id} ${attempts.length}` },
      );
  });
  if (!isTaken(sent))
    logger.info({ webhook: row.id, attempt: attempts.length, ...sent }, "webhook not taken");
}

export const jobs: Jobs = { [deliverJob]: deliver };
