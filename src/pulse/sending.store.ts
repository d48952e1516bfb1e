import { sql } from "kysely";
import { audit } from "#organisation/audit.ts";
import { announce } from "#organisation/webhooks/announce.ts";
import type { Transaction } from "#platform/database/index.ts";
import { addJob } from "#platform/jobs/index.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import { openBeside } from "./cards/beside.store.ts";
import { afterClosing } from "./close.store.ts";
import { drawLot } from "./lot.store.ts";
import { type HeldBack, heldBackReasons, type PulseState } from "./model/sending.ts";
import { readPulse } from "./pulse.store.ts";
import { takeBackAll } from "./takeBack.store.ts";
import { type Progress, requestStates } from "./wire.ts";

export const tickJob = "pulse.tick";
export type TickPayload = { organisationId: string; pulseId: string };

/** Asks for the measurement to be looked after at this time; an earlier wish that has not begun is replaced. */
export const askForTick = (tx: Transaction, payload: TickPayload, runAt?: Date): Promise<void> =>
  addJob(tx, tickJob, payload, { key: `${tickJob}:${payload.pulseId}`, ...(runAt ? { runAt } : {}) });

/** Draws the lot and lets the mails leave, if nothing stands in the way any more. */
export async function startPulse(
  tx: Transaction,
  organisationId: string,
  id: string,
  start: { acceptShortNotice: boolean; version: number; startedBy: string; now: Date },
): Promise<{ version: number; drawn: number } | Refusal> {
  const { now } = start;
  await tx
    .selectFrom("pulse")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  const pulse = await readPulse(tx, organisationId, id, now);
  if (!pulse || pulse.version !== start.version) return refuse("changedMeanwhile", { status: 409 });
  if (pulse.state !== "draft") return refuse("alreadySent", { status: 409 });
  const [obstacle] = pulse.obstacles;
  if (obstacle) return refuse(obstacle);
  if (pulse.noticeMissing > 0 && !start.acceptShortNotice)
    return refuse("noticeShort", { field: "acceptShortNotice", values: { count: pulse.noticeMissing } });
  const drawn = await drawLot(tx, { organisationId, pulseId: id, unitId: pulse.unitId }, pulse, now);
  await tx
    .updateTable("pulse")
    .set({
      state: "open",
      opensAt: pulse.opensAt ?? now,
      startedBy: start.startedBy,
      startedAt: now,
      noticeConfirmedBy: start.startedBy,
      noticeConfirmedAt: now,
      noticeShortDays: pulse.noticeMissing > 0 ? pulse.noticeMissing : null,
      version: pulse.version + 1,
    })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .execute();
  await audit(tx, organisationId, {
    personId: start.startedBy,
    action: "pulse.started",
    details: {
      pulseId: id,
      unitId: pulse.unitId,
      noticeOn: pulse.noticeOn,
      noticeMissing: pulse.noticeMissing,
    },
  });
  await announce(tx, organisationId, "measurement.started", { measurementId: id, unitId: pulse.unitId });
  await askForTick(tx, { organisationId, pulseId: id });
  const beside = await openBeside(tx, { organisationId, pulseId: id }, now);
  if (beside) await askForTick(tx, beside);
  return { version: pulse.version + 1, drawn };
}

const nextStates: Record<PulseState, readonly PulseState[]> = {
  draft: [],
  open: ["paused", "closed"],
  paused: ["open", "closed"],
  closed: [],
};

/**
 * Pauses, resumes or closes. From that moment no mail leaves but those that are being handed over, whatever was queued;
 * while it pauses, answers are still taken.
 */
export async function changeState(
  tx: Transaction,
  organisationId: string,
  id: string,
  change: { state: "open" | "paused" | "closed"; version: number; now: Date },
): Promise<{ version: number } | Refusal> {
  const row = await tx
    .selectFrom("pulse")
    .select(["state", "version", "unitId"])
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!row || row.version !== change.version) return refuse("changedMeanwhile", { status: 409 });
  if (!nextStates[row.state as PulseState].includes(change.state)) return refuse("notNow", { status: 409 });
  await tx
    .updateTable("pulse")
    .set({
      state: change.state,
      closedAt: change.state === "closed" ? change.now : null,
      version: row.version + 1,
    })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .execute();
  if (change.state === "paused") await takeBackAll(tx, organisationId, id);
  if (change.state === "closed")
    await afterClosing(tx, organisationId, { pulseId: id, unitId: row.unitId }, change.now);
  await askForTick(tx, { organisationId, pulseId: id });
  return { version: row.version + 1 };
}

/** Mails whose state the request has not taken over yet. */
export async function settle(
  tx: Transaction,
  organisationId: string,
  pulseId: string,
  now: Date,
): Promise<void> {
  // 5xx is the receiving server's final no (RFC 5321 §4.2.1); everything else is tried again.
  await sql`update request set sent_at = mail.sent_at,
      state = case when mail.state = 'failed' and mail.failure like 'SMTP 5%' then 'bounced' else mail.state end
    from mail
    where request.organisation_id = ${organisationId} and request.pulse_id = ${pulseId}
      and request.state in ('queued', 'sending', 'failed')
      and mail.organisation_id = request.organisation_id and mail.id = request.mail_id
      and (mail.state <> request.state or mail.failure like 'SMTP 5%')`.execute(tx);
  await sql`update customer set bounced_at = ${now}
    from request left join mail reminder
      on reminder.organisation_id = request.organisation_id and reminder.id = request.reminder_mail_id
    where request.organisation_id = ${organisationId} and request.pulse_id = ${pulseId}
      and (request.state = 'bounced' or (reminder.state = 'failed' and reminder.failure like 'SMTP 5%'))
      and customer.organisation_id = request.organisation_id and customer.id = request.customer_id
      and customer.bounced_at is null`.execute(tx);
}

const zeros = <Key extends string>(keys: readonly Key[]) =>
  Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>;

/** How far it is; how a mail stands is read from the mail itself, so that it is never behind. */
export async function readProgress(
  tx: Transaction,
  organisationId: string,
  pulseId: string,
): Promise<Progress> {
  const contacts = await tx
    .selectFrom("contact")
    .select(["state", "heldBack", sql<number>`count(*)::int`.as("count")])
    .where("organisationId", "=", organisationId)
    .where("pulseId", "=", pulseId)
    .groupBy(["state", "heldBack"])
    .execute();
  const requests = await sql<{ state: string; count: number; reminded: number; answered: number }>`
    select case when request.state in ('queued', 'sending', 'failed') and mail.state is not null
             then case when mail.state = 'failed' and mail.failure like 'SMTP 5%' then 'bounced' else mail.state end
             else request.state end as state,
      count(*)::int as count,
      count(request.reminded_at)::int as reminded,
      count(request.answered_at)::int as answered
    from request left join mail
      on mail.organisation_id = request.organisation_id and mail.id = request.mail_id
    where request.organisation_id = ${organisationId} and request.pulse_id = ${pulseId}
    group by 1`.execute(tx);
  const heldBack = zeros(heldBackReasons);
  const byState = zeros(requestStates);
  const total = { contacts: 0, waiting: 0, drawn: 0 };
  for (const row of contacts) {
    total.contacts += row.count;
    if (row.state === "heldBack") heldBack[row.heldBack as HeldBack] += row.count;
    else total[row.state as "waiting" | "drawn"] += row.count;
  }
  for (const row of requests.rows) byState[row.state as keyof typeof byState] += row.count;
  const sum = (key: "count" | "reminded" | "answered") =>
    requests.rows.reduce((all, row) => all + row[key], 0);
  return {
    contacts: total.contacts,
    waiting: total.waiting,
    toAsk: total.drawn - sum("count"),
    heldBack,
    requests: byState,
    reminded: sum("reminded"),
    answered: sum("answered"),
  };
}
