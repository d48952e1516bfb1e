import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { type UnsureMail, unsureOnAPage } from "./wire.ts";

/**
 * The mails of a measurement that are in doubt, were refused, or could not be handed over, one by one, reminders among
 * them. With the figures of the progress nothing is unaccounted for.
 */
export async function listUnsure(
  tx: Transaction,
  organisationId: string,
  pulseId: string,
  page: number,
): Promise<{ mails: UnsureMail[]; total: number }> {
  const { rows } = await sql<Omit<UnsureMail, "askedAt"> & { askedAt: Date; total: number }>`
    with mails as (
      select request.id as request_id, customer_id, false as is_reminder, request.asked_at, mail.failure,
        case when request.state in ('queued', 'sending', 'failed') and mail.state is not null
          then case when mail.state = 'failed' and mail.failure like 'SMTP 5%' then 'bounced' else mail.state end
          else request.state end as state
      from request left join mail
        on mail.organisation_id = request.organisation_id and mail.id = request.mail_id
      where request.organisation_id = ${organisationId} and request.pulse_id = ${pulseId}
      union all
      select request.id, customer_id, true, request.reminded_at, mail.failure,
        case when mail.state = 'failed' and mail.failure like 'SMTP 5%' then 'bounced' else mail.state end
      from request join mail
        on mail.organisation_id = request.organisation_id and mail.id = request.reminder_mail_id
      where request.organisation_id = ${organisationId} and request.pulse_id = ${pulseId}
    )
    select mails.request_id, customer.email, mails.is_reminder, mails.asked_at, mails.failure, mails.state,
      count(*) over ()::int as total
    from mails join customer on customer.organisation_id = ${organisationId} and customer.id = mails.customer_id
    where mails.state in ('inDoubt', 'bounced', 'failed')
    order by mails.state desc, customer.email, mails.is_reminder
    limit ${unsureOnAPage} offset ${(page - 1) * unsureOnAPage}`.execute(tx);
  return {
    total: rows[0]?.total ?? 0,
    mails: rows.map(({ total: _, askedAt, ...mail }) => ({ ...mail, askedAt: askedAt.toISOString() })),
  };
}
