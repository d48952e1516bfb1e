import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";

/** Has not been handed to anybody, and no receiver has said a final no to it. */
const hasNotLeft = sql`mail.state in ('queued', 'failed') and coalesce(mail.failure, '') not like 'SMTP 5%'`;

/**
 * Takes back the mails that have not left: their contacts stand in line again as if they had never been asked, and their
 * customers do not have to rest for it. A mail that is being handed over at this moment is left alone.
 */
async function takeBack(tx: Transaction, organisationId: string, which: RawBuilder<unknown>): Promise<void> {
  await sql`with gone as (
      delete from mail using request
      where request.organisation_id = ${organisationId} and request.answered_at is null
        and mail.organisation_id = request.organisation_id and mail.id = request.mail_id
        and ${hasNotLeft} and ${which} and request.sent_again_at is null
      returning request.id, request.customer_id, request.contact_id
    ), unasked as (
      delete from request using gone where request.organisation_id = ${organisationId} and request.id = gone.id
    ), over as (
      -- Where nobody is asked any more there is no line to stand in: "drawn" means asked there.
      update contact set state = 'heldBack', held_back = 'outOfTime' from gone, pulse
      where contact.organisation_id = ${organisationId} and contact.id = gone.contact_id
        and pulse.organisation_id = contact.organisation_id and pulse.id = contact.pulse_id and pulse.state = 'closed'
    )
    update customer set last_asked_at = (select max(asked_at) from request
      where request.organisation_id = customer.organisation_id and request.customer_id = customer.id
        and request.id not in (select id from gone))
    from gone where customer.organisation_id = ${organisationId} and customer.id = gone.customer_id`.execute(
    tx,
  );
  // One that was sent a second time is as much in doubt as it was: the first may have come, and its link goes on leading in.
  await sql`with gone as (
      delete from mail using request
      where request.organisation_id = ${organisationId} and request.sent_again_at is not null
        and mail.organisation_id = request.organisation_id and mail.id = request.mail_id
        and ${hasNotLeft} and ${which}
      returning request.id
    )
    update request set state = 'inDoubt', sent_again_at = null
    from gone where request.organisation_id = ${organisationId} and request.id = gone.id`.execute(tx);
  await sql`with gone as (
      delete from mail using request
      where request.organisation_id = ${organisationId}
        and mail.organisation_id = request.organisation_id and mail.id = request.reminder_mail_id
        and ${hasNotLeft} and ${which}
      returning request.id
    )
    update request set reminder_mail_id = null, reminded_at = null
    from gone where request.organisation_id = ${organisationId} and request.id = gone.id`.execute(tx);
}

/** All that have not left: it pauses, or is over. */
export const takeBackAll = (tx: Transaction, organisationId: string, pulseId: string): Promise<void> =>
  takeBack(tx, organisationId, sql`request.pulse_id = ${pulseId}`);

/** Those that were tried until their day was over: a mail that is late must not leave at night. */
export const takeBackOverdue = (
  tx: Transaction,
  organisationId: string,
  pulseId: string,
  now: Date,
): Promise<void> =>
  takeBack(tx, organisationId, sql`request.pulse_id = ${pulseId} and mail.leave_before <= ${now}`);

/** What was on its way to a customer who has just said no. */
export const takeBackFrom = (tx: Transaction, organisationId: string, customerId: string): Promise<void> =>
  takeBack(tx, organisationId, sql`request.customer_id = ${customerId}`);

/** Nobody is asked any more: who was drawn and not reached is told of as such. */
export async function endAsking(tx: Transaction, organisationId: string, pulseId: string): Promise<void> {
  await takeBackAll(tx, organisationId, pulseId);
  await sql`update contact set state = 'heldBack', held_back = 'outOfTime'
    where organisation_id = ${organisationId} and pulse_id = ${pulseId} and state in ('drawn', 'waiting')
      and not exists (select from request
        where request.organisation_id = contact.organisation_id and request.contact_id = contact.id)`.execute(
    tx,
  );
}
