import { sql } from "kysely";
import type { Config } from "#platform/config.ts";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { keyHash } from "#platform/keys.ts";
import { hasConsent, holdPulse, languageFor, queueAsking, type Sending, sendingOf } from "./asking.store.ts";
import { afterClosing } from "./close.store.ts";
import { requestKey } from "./keys.ts";
import { drawLateOnes } from "./lot.store.ts";
import { mayLeave, mustRest, nextLeave, type SendingHours, wallClock } from "./model/sending.ts";
import { settle, type TickPayload } from "./sending.store.ts";
import { takeBackOverdue } from "./takeBack.store.ts";

/** So few at a time that pausing takes hold at once. */
const mostAtOnce = 50;
const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * Looks after one measurement: takes over how its mails stand, lets the next ones leave, reminds, closes.
 * Gives back when to look again; null: never. Runs in one transaction that holds the measurement, so that two at once
 * cannot ask the same customer.
 */
export async function tick(
  tx: Transaction,
  config: Pick<Config, "secret" | "baseUrl">,
  { organisationId, pulseId }: TickPayload,
  now: Date,
): Promise<Date | null> {
  const pulse = await holdPulse(tx, organisationId, pulseId);
  if (!pulse || pulse.state === "draft") return null;
  await settle(tx, organisationId, pulseId, now);
  await takeBackOverdue(tx, organisationId, pulseId, now);
  const isUnsettled = await hasUnsettled(tx, organisationId, pulseId);
  const soon = isUnsettled ? new Date(now.getTime() + minute) : null;
  if (pulse.state === "closed") return soon;
  if (pulse.closesAt && pulse.closesAt <= now) {
    await tx
      .updateTable("pulse")
      .set({ state: "closed", closedAt: now, version: pulse.version + 1 })
      .where("organisationId", "=", organisationId)
      .where("id", "=", pulseId)
      .execute();
    await afterClosing(tx, organisationId, { pulseId, unitId: pulse.unitId }, now);
    return soon;
  }
  if (pulse.state === "paused") return earliest(soon, pulse.closesAt);
  await drawLateOnes(tx, { organisationId, pulseId, unitId: pulse.unitId }, pulse, now);

  const { sending, hours } = await sendingOf(tx, config, pulse, now);
  const room = pulse.dailyCeiling - (await sentToday(tx, sending, hours.timeZone));
  if (mayLeave(now, hours) && room > 0) {
    const asked = await askNext(tx, sending, Math.min(room, mostAtOnce));
    const left = Math.min(room, mostAtOnce) - asked;
    if (pulse.reminderAfterDays !== null && left > 0)
      await remindNext(tx, sending, pulse.reminderAfterDays, left);
  }
  return nextLook(tx, sending, pulse, hours);
}

const earliest = (...times: (Date | null)[]): Date | null =>
  times.reduce((first, time) => (time && (!first || time < first) ? time : first), null);

async function hasUnsettled(tx: Transaction, organisationId: string, pulseId: string): Promise<boolean> {
  const row = await tx
    .selectFrom("request")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("pulseId", "=", pulseId)
    .where("state", "in", ["queued", "sending", "failed"])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Mails that left or are about to on this day of the unit's, reminders among them. */
async function sentToday(tx: Transaction, { organisationId, pulseId, now }: Sending, timeZone: string) {
  const { day: today } = wallClock(now, timeZone);
  const { rows } = await sql<{ count: number }>`
    select (count(*) filter (where (asked_at at time zone ${timeZone})::date = ${today}::date)
      + count(*) filter (where (reminded_at at time zone ${timeZone})::date = ${today}::date))::int as count
    from request where organisation_id = ${organisationId} and pulse_id = ${pulseId}`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Asks the next ones in the order of the lot; who must not be asked any more is held back and leaves her place. */
async function askNext(tx: Transaction, sending: Sending, most: number): Promise<number> {
  const { organisationId, pulseId, now } = sending;
  let asked = 0;
  while (asked < most) {
    const next = await sql<{
      id: string;
      customerId: string;
      happenedOn: string | null;
      email: string;
      locale: string | null;
      optedOutAt: Date | null;
      bouncedAt: Date | null;
      lastAskedAt: Date | null;
      hasConsent: boolean;
    }>`select contact.id, contact.customer_id, contact.happened_on::text as happened_on, customer.email,
        customer.locale, customer.opted_out_at, customer.bounced_at, customer.last_asked_at,
        ${hasConsent} as has_consent
      from contact join customer
        on customer.organisation_id = contact.organisation_id and customer.id = contact.customer_id
      where contact.organisation_id = ${organisationId} and contact.pulse_id = ${pulseId}
        and contact.state = 'drawn'
        and not exists (select from request
          where request.organisation_id = contact.organisation_id and request.contact_id = contact.id)
      order by contact.lot limit ${most - asked}
      -- Another unit's measurement that wants to ask the same customer waits here, and then sees that she was asked.
      for update of customer`.execute(tx);
    if (next.rows.length === 0) break;
    for (const contact of next.rows) {
      const { optedOutAt, bouncedAt, lastAskedAt } = contact;
      const customer = { optedOut: optedOutAt !== null, bounced: bouncedAt !== null, lastAskedAt };
      const heldBack = mustRest({ ...customer, isEmployeeHere: true }, sending);
      if (heldBack) {
        await tx
          .updateTable("contact")
          .set({ state: "heldBack", heldBack })
          .where("organisationId", "=", organisationId)
          .where("id", "=", contact.id)
          .execute();
        continue;
      }
      await ask(tx, sending, contact);
      await tx
        .updateTable("customer")
        .set({ lastAskedAt: now })
        .where("organisationId", "=", organisationId)
        .where("id", "=", contact.customerId)
        .execute();
      asked += 1;
    }
  }
  return asked;
}

async function ask(
  tx: Transaction,
  sending: Sending,
  contact: {
    id: string;
    customerId: string;
    happenedOn: string | null;
    email: string;
    locale: string | null;
    hasConsent: boolean;
  },
): Promise<void> {
  const { organisationId, pulseId, now } = sending;
  const id = newId();
  const locale = languageFor(sending, contact.locale);
  const mailId = await queueAsking(tx, sending, { ...contact, requestId: id, locale }, false);
  await tx
    .insertInto("request")
    .values({
      ...{ organisationId, id, pulseId, contactId: contact.id, customerId: contact.customerId },
      ...{ keyHash: keyHash(requestKey(sending.config.secret, id)), locale, mailId, askedAt: now },
    })
    .execute();
}

/** One reminder and no more, to those who got the mail and have not answered. */
async function remindNext(tx: Transaction, sending: Sending, afterDays: number, most: number): Promise<void> {
  const { organisationId, pulseId, now } = sending;
  const due = await sql<Parameters<typeof queueAsking>[2]>`
    select request.id as request_id, request.locale, customer.email, contact.happened_on::text as happened_on,
      ${hasConsent} as has_consent
    from request
      join contact on contact.organisation_id = request.organisation_id and contact.id = request.contact_id
      join customer on customer.organisation_id = request.organisation_id and customer.id = request.customer_id
    where request.organisation_id = ${organisationId} and request.pulse_id = ${pulseId}
      and request.state in ('sent', 'kept') and request.answered_at is null and request.reminded_at is null
      and request.asked_at <= ${new Date(now.getTime() - afterDays * day)}
      and customer.opted_out_at is null and customer.bounced_at is null
    order by request.asked_at limit ${most}
    for update of request`.execute(tx);
  for (const request of due.rows) {
    const reminderMailId = await queueAsking(tx, sending, request, true);
    await tx
      .updateTable("request")
      .set({ reminderMailId, remindedAt: now })
      .where("organisationId", "=", organisationId)
      .where("id", "=", request.requestId)
      .execute();
  }
}

/** The earliest of: more may leave, a reminder falls due, a mail's fate is known, the window ends. */
async function nextLook(
  tx: Transaction,
  sending: Sending,
  pulse: { closesAt: Date | null; dailyCeiling: number; reminderAfterDays: number | null },
  hours: SendingHours,
): Promise<Date | null> {
  const { organisationId, pulseId, now } = sending;
  const { rows } = await sql<{ toAsk: boolean; firstUnreminded: Date | null }>`
    select exists (select from contact where organisation_id = ${organisationId} and pulse_id = ${pulseId}
        and state = 'drawn' and not exists (select from request
          where request.organisation_id = contact.organisation_id and request.contact_id = contact.id)) as to_ask,
      (select min(asked_at) from request
        join customer on customer.organisation_id = request.organisation_id and customer.id = request.customer_id
        where request.organisation_id = ${organisationId} and pulse_id = ${pulseId} and state in ('sent', 'kept')
          and answered_at is null and reminded_at is null
          and opted_out_at is null and bounced_at is null) as first_unreminded`.execute(tx);
  const { toAsk = false, firstUnreminded = null } = rows[0] ?? {};
  const isFull = (await sentToday(tx, sending, hours.timeZone)) >= pulse.dailyCeiling;
  const from = (at: Date): Date | null =>
    nextLeave(isFull ? later(at, tomorrow(now, hours.timeZone)) : at, hours);
  const dueAt = (asked: Date, afterDays: number) => later(now, new Date(asked.getTime() + afterDays * day));
  const reminder =
    pulse.reminderAfterDays !== null && firstUnreminded
      ? from(dueAt(firstUnreminded, pulse.reminderAfterDays))
      : null;
  const isUnsettled = await hasUnsettled(tx, organisationId, pulseId);
  return earliest(
    toAsk ? from(now) : null,
    reminder,
    isUnsettled ? new Date(now.getTime() + minute) : null,
    pulse.closesAt,
  );
}

const later = (a: Date, b: Date): Date => (a > b ? a : b);

/** The first full hour of another day on the unit's wall. */
function tomorrow(now: Date, timeZone: string): Date {
  const today = wallClock(now, timeZone).day;
  const hour = 60 * minute;
  let at = Math.ceil(now.getTime() / hour) * hour;
  while (wallClock(new Date(at), timeZone).day === today) at += hour;
  return new Date(at);
}
