import { sql } from "kysely";
import type { Config } from "#platform/config.ts";
import type { Transaction } from "#platform/database/index.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import { hasConsent, holdPulse, queueAsking, sendingOf } from "./asking.store.ts";
import { mayLeave } from "./model/sending.ts";

type InDoubt = Parameters<typeof queueAsking>[2] & { hasCome: boolean; bounced: boolean };

/**
 * Sends a mail that is in doubt once more, because somebody says so: with the same link and the same Message-ID, by
 * which a mail program knows it for the one it has, and within the hours in which mails may leave. Where the customer has
 * answered meanwhile, or said no, it has come: it is not sent, and whoever asked for it is told the same, since who has
 * answered is nobody's to know.
 */
export async function sendAgain(
  tx: Transaction,
  config: Pick<Config, "secret" | "baseUrl">,
  { organisationId, pulseId, requestId }: { organisationId: string; pulseId: string; requestId: string },
  now: Date,
): Promise<{ email: string } | Refusal> {
  const pulse = await holdPulse(tx, organisationId, pulseId);
  if (pulse?.state !== "open" || (pulse.closesAt && pulse.closesAt <= now))
    return refuse("notNow", { status: 409 });
  const { sending, hours } = await sendingOf(tx, config, pulse, now);
  if (!mayLeave(now, hours))
    return refuse("outsideHours", { status: 409, values: { from: hours.sendFrom, until: hours.sendUntil } });
  const { rows } = await sql<InDoubt>`
    select request.id as request_id, request.locale, customer.email, contact.happened_on::text as happened_on,
      request.answered_at is not null or customer.opted_out_at is not null as has_come,
      customer.bounced_at is not null as bounced, ${hasConsent} as has_consent
    from request
      join contact on contact.organisation_id = request.organisation_id and contact.id = request.contact_id
      join customer on customer.organisation_id = request.organisation_id and customer.id = request.customer_id
      left join mail on mail.organisation_id = request.organisation_id and mail.id = request.mail_id
    where request.organisation_id = ${organisationId} and request.pulse_id = ${pulseId} and request.id = ${requestId}
      -- How it stands is read from the mail where the measurement has not taken it over yet.
      and (request.state = 'inDoubt' or (request.state in ('queued', 'sending') and mail.state = 'inDoubt'))
    for update of request`.execute(tx);
  const [request] = rows;
  if (!request) return refuse("notInDoubt", { status: 409 });
  const { hasCome, bounced } = request;
  await tx
    .updateTable("request")
    .set(
      hasCome || bounced
        ? { state: bounced ? "bounced" : "sent" }
        : { mailId: await queueAsking(tx, sending, request, false), state: "queued", sentAgainAt: now },
    )
    .where("organisationId", "=", organisationId)
    .where("id", "=", requestId)
    .execute();
  return { email: request.email };
}
