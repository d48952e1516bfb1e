import { sql } from "kysely";
import { heldToday } from "#organisation/heldToday.ts";
import type { Config } from "#platform/config.ts";
import type { Transaction } from "#platform/database/index.ts";
import { queueMail } from "#platform/mail/index.ts";
import type { Locale } from "#platform/text/index.ts";
import { presentUnitOf } from "#pulse/whose.reads.ts";
import { calendarMail, type FollowUpEntry } from "./calendar.ts";
import { newsFor, type ReviewKind } from "./model.ts";
import { conversation } from "./series.store.ts";
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

/** A meeting as calendars have it: when it is, what they were told last, who calls it, and who is in it with whom. */
type Kept = {
  table: "one_to_one" | "review_meeting";
  id: string;
  kind: FollowUpEntry["kind"];
  startsAt: Date | null;
  toldStartsAt: Date | null;
  calendarSequence: number;
  timeZone: string;
  /** Whoever of these is here first calls it. */
  callers: readonly string[];
  members: readonly { personId: string; withWhom: string }[];
};

/** Tells everybody who is in it when it is, if their calendars say something else. Asked for twice it is told once. */
async function tell(
  tx: Transaction,
  organisationId: string,
  { table, id, kind, startsAt, toldStartsAt, calendarSequence, timeZone, callers, members }: Kept,
  { config, now }: Post,
): Promise<void> {
  const news = newsFor(startsAt, toldStartsAt, now);
  if (!news) return;
  const people = await peopleOf(tx, organisationId, [...callers, ...members.map(({ personId }) => personId)]);
  const known = callers.flatMap((each) => people.get(each) ?? []);
  // It is called off in the name of whoever called it, also when she has left.
  const organizer = known.find(({ isHere }) => isHere) ?? (news === "cancellation" ? known[0] : undefined);
  if (!organizer) return;
  const isReview = table === "review_meeting";
  const entry = {
    ...{
      id,
      kind,
      startsAt: (startsAt ?? toldStartsAt)!,
      timeZone,
      sequence: calendarSequence,
      organizer,
      now,
    },
    link: `${config.baseUrl}/${isReview ? "review-meetings" : "one-to-ones"}/${id}`,
  };
  for (const { personId, withWhom } of members) {
    const to = people.get(personId);
    // Who has no address, or has left, is told by nobody.
    if (!to?.isHere) continue;
    await queueMail(tx, {
      ...{ organisationId, to, kind: `${isReview ? "review" : "oneToOne"}.${news}`, about: id },
      ...calendarMail(news, { ...entry, withWhom }, to),
    });
  }
  await sql`update ${sql.table(table)} set told_starts_at = ${startsAt}, calendar_sequence = ${calendarSequence + 1}
    where organisation_id = ${organisationId} and id = ${id}`.execute(tx);
}

/** Tells the two of a conversation. */
export async function tellOneToOne(
  tx: Transaction,
  organisationId: string,
  id: string,
  post: Post,
): Promise<void> {
  const { leaderId, leaderName, employeeId, employeeName, ...row } = await conversation(
    tx,
    organisationId,
    id,
  )
    .select(["oneToOne.startsAt", "oneToOne.toldStartsAt", "oneToOne.calendarSequence"])
    .select(["series.leaderId", "leader.name as leaderName"])
    .select(["series.employeeId", "employee.name as employeeName"])
    .forUpdate("oneToOne")
    .executeTakeFirstOrThrow();
  const unitId = await presentUnitOf(tx, organisationId, employeeId);
  const members = [
    { personId: employeeId, withWhom: leaderName },
    { personId: leaderId, withWhom: employeeName },
  ];
  await tell(
    tx,
    organisationId,
    {
      ...{ table: "one_to_one", id, kind: "oneToOne", ...row, callers: [leaderId], members },
      timeZone: await timeZoneOf(tx, organisationId, unitId),
    },
    post,
  );
}

/** Tells those who work in the unit. */
export async function tellReview(
  tx: Transaction,
  organisationId: string,
  id: string,
  post: Post,
): Promise<void> {
  const { kind, unitId, unitName, createdBy, ...row } = await tx
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
  const people = await tx
    .selectFrom("roleAssignment")
    .select(["personId", "role"])
    .where("organisationId", "=", organisationId)
    .where("unitId", "=", unitId)
    .where(heldToday())
    .orderBy("startsOn")
    .execute();
  const leaders = people.flatMap(({ role, personId }) => (role === "leader" ? [personId] : []));
  const callers = createdBy ? [createdBy, ...leaders] : leaders;
  const inIt = new Set([...callers.slice(0, 1), ...people.map(({ personId }) => personId)]);
  const members = [...inIt].map((personId) => ({ personId, withWhom: unitName }));
  await tell(
    tx,
    organisationId,
    { table: "review_meeting", id, kind: kind as ReviewKind, ...row, callers, members },
    post,
  );
}

/** Who has left is among them, and is not here; who has no address is not. */
async function peopleOf(
  tx: Transaction,
  organisationId: string,
  ids: readonly string[],
): Promise<Map<string, Person & { isHere: boolean }>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom("person")
    .select(["id", "name", "email", "locale", "archivedAt"])
    .where("organisationId", "=", organisationId)
    .where("id", "in", [...ids])
    .where("email", "<>", "")
    .execute();
  return new Map(
    rows.map(({ id, archivedAt, locale, ...person }) => [
      id,
      { ...person, locale: locale as Locale, isHere: archivedAt === null },
    ]),
  );
}
