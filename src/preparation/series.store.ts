import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { listParticipants, type Meeting, rowsOf, toMeeting } from "./meeting.store.ts";
import { isOffered, type Offer, seatsLeft } from "./model/sessions.ts";

/** All meetings of one plan, this one among them, in the order of their beginning. */
export async function seriesOf(tx: Transaction, meeting: Meeting): Promise<Meeting[]> {
  if (meeting.seriesId === null) return [meeting];
  const rows = await rowsOf(tx, meeting.organisationId)
    .where("meeting.seriesId", "=", meeting.seriesId)
    .orderBy(sql`meeting.starts_at nulls last`)
    .orderBy("meeting.createdAt")
    .orderBy("meeting.id")
    .execute();
  return rows.map(toMeeting);
}

/** One at a time changes who comes when: two who divide or choose at once wait for each other. */
export const holdSeries = (tx: Transaction, { organisationId, id, seriesId }: Meeting) =>
  tx
    .selectFrom("meeting")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where((where) =>
      seriesId === null
        ? where("id", "=", id)
        : where.or([where("seriesId", "=", seriesId), where("id", "=", id)]),
    )
    .orderBy("id")
    .forUpdate()
    .execute();

/**
 * For a meeting that is held more than once: whether all its other sessions are over, and when the latest of them that was
 * held ended. Null for one that stands alone.
 */
export async function placeInSeries(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
): Promise<{ isLast: boolean; othersHeldUntil: Date | null } | null> {
  const { rows } = await sql<{ isLast: boolean | null; othersHeldUntil: Date | null }>`
    select bool_and(other.state in ('closed', 'cancelled')) as is_last,
      max(other.closed_at) filter (where other.state = 'closed') as others_held_until
    from meeting m join meeting other on other.organisation_id = m.organisation_id
      and other.series_id = m.series_id and other.id <> m.id
    where m.organisation_id = ${organisationId} and m.id = ${meetingId} and m.series_id is not null`.execute(
    tx,
  );
  const { isLast, othersHeldUntil } = rows[0]!;
  return isLast === null ? null : { isLast, othersHeldUntil };
}

/** A session that may be chosen, with who is on its list already. */
export type OfferedMeeting = Offer & { meeting: Meeting; emails: ReadonlySet<string> };

/** Whether there is another session to choose. */
export const hasOffers = async (tx: Transaction, meeting: Meeting, now: Date): Promise<boolean> =>
  (await otherOffers(tx, meeting, now)).length > 0;

/** The other sessions that one of this meeting's participants may choose, told as people know them. */
export async function otherOffers(tx: Transaction, meeting: Meeting, now: Date): Promise<OfferedMeeting[]> {
  if (!meeting.byChoice) return [];
  const offers: OfferedMeeting[] = [];
  for (const each of await seriesOf(tx, meeting)) {
    // What people have been told stands until they are told otherwise.
    const startsAt = each.sent ? new Date(each.sent.startsAt) : each.startsAt;
    if (each.id === meeting.id || !startsAt || !isOffered({ ...each, startsAt }, now)) continue;
    const participants = await listParticipants(tx, each.organisationId, each.id);
    offers.push({
      ...{ meeting: each, id: each.id, startsAt: startsAt.toISOString() },
      minutes: each.sent?.minutes ?? each.minutes,
      place: (each.sent ?? each).place || (each.sent ?? each).videoLink,
      left: seatsLeft(each.seats, participants),
      emails: new Set(participants.map(({ email }) => email)),
    });
  }
  return offers;
}
