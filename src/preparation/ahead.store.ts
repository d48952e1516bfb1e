import { unitsWhere } from "#organisation/access.ts";
import type { Viewer } from "#organisation/model.ts";
import type { Transaction } from "#platform/database/index.ts";
import type { MyMeeting, UnitMeeting } from "./ahead.wire.ts";
import { participantKey } from "./keys.ts";
import { type MeetingState, rowsOf } from "./meeting.store.ts";
import { type Ahead, isAhead, nextOfEachUnit } from "./model/ahead.ts";
import { heldAt } from "./model/moment.ts";

type Row = Awaited<ReturnType<typeof seenBy>>[number];

/** Meetings with the reader's own part in each: whether she leads it, and whether she is on its list. */
async function seenBy(tx: Transaction, viewer: Viewer, filter: { unitId?: string; isOpen?: true }) {
  let query = rowsOf(tx, viewer.organisationId)
    .leftJoin("participant", (join) =>
      join
        .onRef("participant.organisationId", "=", "meeting.organisationId")
        .onRef("participant.meetingId", "=", "meeting.id")
        .on("participant.personId", "=", viewer.personId),
    )
    .select(["participant.id as participantId", "participant.role", "participant.sentSequence"])
    .where("meeting.state", "<>", "cancelled");
  if (filter.unitId) query = query.where("meeting.unitId", "=", filter.unitId);
  if (filter.isOpen) query = query.where("meeting.state", "in", ["planned", "running"]);
  const led = unitsWhere(viewer, "meeting.lead");
  if (!filter.unitId && led !== "all")
    query = query.where((where) =>
      where.or([
        where("participant.id", "is not", null),
        ...(led.length > 0 ? [where("meeting.unitId", "in", led)] : []),
      ]),
    );
  return query.orderBy("meeting.startsAt").orderBy("meeting.createdAt").limit(200).execute();
}

const leads = (viewer: Viewer, row: Row) => {
  const led = unitsWhere(viewer, "meeting.lead");
  return led === "all" || led.includes(row.unitId) || row.role === "coLeader";
};

const partOf = (viewer: Viewer, row: Row): Ahead => ({
  ...{ unitId: row.unitId, state: row.state as MeetingState, minutes: row.minutes },
  startsAt: heldAt(row)?.toISOString() ?? null,
  leads: leads(viewer, row),
  isTold: row.sentSequence !== null,
});

/** A unit's meetings: ahead first, in their order, then those that were held, the latest first. */
export async function meetingsOfUnit(
  tx: Transaction,
  viewer: Viewer,
  unitId: string,
  now: Date,
): Promise<UnitMeeting[]> {
  const rows = await seenBy(tx, viewer, { unitId });
  const shown = rows.map((row) => ({
    ...{ id: row.id, title: row.title, timeZone: row.timeZone, place: row.place },
    ...partOf(viewer, row),
  }));
  // Colleagues of the unit hear of a meeting when it has been announced to anybody.
  const told = new Set(rows.filter(({ invitedAt }) => invitedAt !== null).map(({ id }) => id));
  const ahead = shown.filter((each) => isAhead({ ...each, isTold: told.has(each.id) }, now));
  const held = shown.filter(({ state }) => state === "closed").toReversed();
  return [...ahead, ...held].map(({ unitId: _, minutes: __, isTold: ___, ...each }) => each);
}

/** The next meeting of each unit in which the reader leads or is expected, and where she does what there is to do. */
export async function myNextMeetings(
  tx: Transaction,
  viewer: Viewer,
  { now, secret }: { now: Date; secret: string },
): Promise<MyMeeting[]> {
  const rows = await seenBy(tx, viewer, { isOpen: true });
  const mine = rows.map((row) => ({ ...partOf(viewer, row), row }));
  return nextOfEachUnit(mine, now).map(({ row, leads: isLeading, state, startsAt }) => ({
    ...{ id: row.id, title: row.title, unitName: row.unitName, timeZone: row.timeZone, startsAt },
    isRunning: state === "running",
    href: isLeading
      ? `/meetings/${row.id}/${state === "running" ? "lead" : "plan"}`
      : placeOf(state, row, participantKey(secret, row.participantId!)),
  }));
}

const placeOf = (state: Ahead["state"], row: Row, key: string) =>
  state === "running" ? `/m/${row.joinCode}?k=${key}` : `/rsvp/${key}`;
