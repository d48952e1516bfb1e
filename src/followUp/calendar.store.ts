import { heldToday } from "#organisation/heldToday.ts";
import type { Config } from "#platform/config.ts";
import type { Transaction } from "#platform/database/index.ts";
import { queueMail } from "#platform/mail/index.ts";
import type { Locale } from "#platform/text/index.ts";
import { presentUnitOf } from "#pulse/results.reads.ts";
import { calendarMail, type FollowUpEntry } from "./calendar.ts";
import { type CalendarNews, newsFor, type ReviewKind } from "./model.ts";
import { timeZoneOf } from "./when.store.ts";

export type Post = { config: Pick<Config, "baseUrl">; now: Date };
/** What a route knows of it. */
export const postOf = ({
  var: { config, now },
}: {
  var: { config: Post["config"]; now: () => Date };
}): Post => ({
  config,
  now: now(),
});
type Person = { name: string; email: string; locale: Locale };

/** Tells the two of a conversation when it is, if their calendars say something else. Pressed twice it is told once. */
export async function tellOneToOne(
  tx: Transaction,
  organisationId: string,
  id: string,
  { config, now }: Post,
): Promise<void> {
  const row = await tx
    .selectFrom("oneToOne")
    .innerJoin("oneToOneSeries as series", (join) =>
      join
        .onRef("series.organisationId", "=", "oneToOne.organisationId")
        .onRef("series.id", "=", "oneToOne.seriesId"),
    )
    .select(["oneToOne.startsAt", "oneToOne.toldStartsAt", "oneToOne.calendarSequence"])
    .select(["series.leaderId", "series.employeeId"])
    .where("oneToOne.organisationId", "=", organisationId)
    .where("oneToOne.id", "=", id)
    .forUpdate("oneToOne")
    .executeTakeFirstOrThrow();
  const news = newsFor(row.startsAt, row.toldStartsAt, now);
  if (!news) return;
  const [leader, employee] = await peopleOf(tx, organisationId, [row.leaderId, row.employeeId]);
  // Who has no address, or has left, is told by nobody.
  if (!leader) return;
  const timeZone = await timeZoneOf(
    tx,
    organisationId,
    await presentUnitOf(tx, organisationId, row.employeeId),
  );
  const entry = {
    ...{ id, kind: "oneToOne" as const, startsAt: (row.startsAt ?? row.toldStartsAt)!, timeZone, now },
    ...{ sequence: row.calendarSequence, link: `${config.baseUrl}/one-to-ones/${id}`, organizer: leader },
  };
  for (const [to, other] of [[employee, leader] as const, [leader, employee] as const])
    if (to) await post(tx, organisationId, news, { ...entry, withWhom: other?.name ?? "" }, to);
  await tx
    .updateTable("oneToOne")
    .set({ toldStartsAt: row.startsAt, calendarSequence: row.calendarSequence + 1 })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .execute();
}

/** Tells those who work in the unit when its review meeting is, if their calendars say something else. */
export async function tellReview(
  tx: Transaction,
  organisationId: string,
  id: string,
  { config, now }: Post,
): Promise<void> {
  const row = await tx
    .selectFrom("reviewMeeting")
    .innerJoin("unit", (join) =>
      join
        .onRef("unit.organisationId", "=", "reviewMeeting.organisationId")
        .onRef("unit.id", "=", "reviewMeeting.unitId"),
    )
    .select(["startsAt", "toldStartsAt", "calendarSequence", "kind", "unitId", "createdBy"])
    .select(["unit.name as unitName", "unit.timeZone"])
    .where("reviewMeeting.organisationId", "=", organisationId)
    .where("reviewMeeting.id", "=", id)
    .forUpdate("reviewMeeting")
    .executeTakeFirstOrThrow();
  const news = newsFor(row.startsAt, row.toldStartsAt, now);
  if (!news) return;
  const people = await tx
    .selectFrom("roleAssignment")
    .select(["personId", "role"])
    .where("organisationId", "=", organisationId)
    .where("unitId", "=", row.unitId)
    .where(heldToday())
    .orderBy("startsOn")
    .execute();
  const leaderId = row.createdBy ?? people.find(({ role }) => role === "leader")?.personId;
  const [organizer] = await peopleOf(tx, organisationId, leaderId ? [leaderId] : []);
  if (!organizer) return;
  const told = await peopleOf(tx, organisationId, [
    ...new Set([leaderId!, ...people.map(({ personId }) => personId)]),
  ]);
  const entry = {
    ...{ id, kind: row.kind as ReviewKind, startsAt: (row.startsAt ?? row.toldStartsAt)!, now, organizer },
    ...{ timeZone: row.timeZone, withWhom: row.unitName, sequence: row.calendarSequence },
    link: `${config.baseUrl}/review-meetings/${id}`,
  };
  for (const to of told) if (to) await post(tx, organisationId, news, entry, to);
  await tx
    .updateTable("reviewMeeting")
    .set({ toldStartsAt: row.startsAt, calendarSequence: row.calendarSequence + 1 })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .execute();
}

async function post(
  tx: Transaction,
  organisationId: string,
  news: CalendarNews,
  entry: FollowUpEntry,
  to: Person,
): Promise<void> {
  const kind = `${entry.kind === "oneToOne" ? "oneToOne" : "review"}.${news}`;
  await queueMail(tx, { organisationId, to, kind, about: entry.id, ...calendarMail(news, entry, to) });
}

/** In the order of the ids; undefined for who has left or has no address. */
async function peopleOf(
  tx: Transaction,
  organisationId: string,
  ids: readonly string[],
): Promise<(Person | undefined)[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom("person")
    .select(["id", "name", "email", "locale"])
    .where("organisationId", "=", organisationId)
    .where("id", "in", [...ids])
    .where("archivedAt", "is", null)
    .where("email", "<>", "")
    .execute();
  return ids.map((id) => rows.find((row) => row.id === id) as Person | undefined);
}
