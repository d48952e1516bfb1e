import { randomInt } from "node:crypto";
import { sql } from "kysely";
import { may } from "#organisation/access.ts";
import type { Viewer } from "#organisation/model.ts";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import type { Answered, meetingStates, Reply, Slide } from "./meeting.wire.ts";
import { type AgendaItem, type AgendaStage, isAgendaStage } from "./model/agenda.ts";
import type { Sent } from "./model/changes.ts";

export type MeetingState = (typeof meetingStates)[number];

const everyMeeting = (tx: Transaction) =>
  tx
    .selectFrom("meeting")
    .innerJoin("unit", (join) =>
      join
        .onRef("unit.organisationId", "=", "meeting.organisationId")
        .onRef("unit.id", "=", "meeting.unitId"),
    )
    .selectAll("meeting")
    .select("unit.name as unitName");
export const rowsOf = (tx: Transaction, organisationId: string) =>
  everyMeeting(tx).where("meeting.organisationId", "=", organisationId);

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>["executeTakeFirstOrThrow"]>>;
export type Meeting = Omit<Row, "state" | "sent"> & { state: MeetingState; sent: Sent | null };

export const toMeeting = (row: Row): Meeting => ({
  ...row,
  state: row.state as MeetingState,
  sent: row.sent as unknown as Sent | null,
});

export async function findMeeting(
  tx: Transaction,
  organisationId: string,
  id: string,
): Promise<Meeting | null> {
  const row = await rowsOf(tx, organisationId).where("meeting.id", "=", id).executeTakeFirst();
  return row ? toMeeting(row) : null;
}

/**
 * By its code as people type it: small letters, spaces and hyphens between. Across organisations, for who comes in has
 * nothing but the code, so it wants a transaction `inSystem`.
 */
export async function findMeetingByCode(tx: Transaction, code: string): Promise<Meeting | null> {
  const typed = code.toUpperCase().replace(/[^A-Z0-9]/g, "");
  const row = await everyMeeting(tx).where("meeting.joinCode", "=", typed).executeTakeFirst();
  return row ? toMeeting(row) : null;
}

/** The same, held until the transaction ends: for what must happen once. */
export async function holdMeeting(
  tx: Transaction,
  organisationId: string,
  id: string,
): Promise<Meeting | null> {
  const row = await rowsOf(tx, organisationId)
    .where("meeting.id", "=", id)
    .forUpdate("meeting")
    .executeTakeFirst();
  return row ? toMeeting(row) : null;
}

export async function listMeetings(
  tx: Transaction,
  organisationId: string,
  filter: { journeyId?: string; unitId?: string },
): Promise<Meeting[]> {
  let query = rowsOf(tx, organisationId);
  if (filter.journeyId) query = query.where("meeting.journeyId", "=", filter.journeyId);
  if (filter.unitId) query = query.where("meeting.unitId", "=", filter.unitId);
  const rows = await query
    .orderBy(sql`meeting.starts_at nulls last`)
    .orderBy("meeting.createdAt")
    .limit(200)
    .execute();
  return rows.map(toMeeting);
}

/** Leaders of the unit lead its meetings, and so does whoever they have named for this one. */
export async function mayLead(
  tx: Transaction,
  viewer: Viewer,
  meeting: { id: string; unitId: string },
): Promise<boolean> {
  if (may(viewer, "meeting.lead", { unitId: meeting.unitId })) return true;
  const named = await tx
    .selectFrom("participant")
    .select("id")
    .where("organisationId", "=", viewer.organisationId)
    .where("meetingId", "=", meeting.id)
    .where("personId", "=", viewer.personId)
    .where("role", "=", "coLeader")
    .executeTakeFirst();
  return named !== undefined;
}

export async function listAgenda(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
): Promise<AgendaItem[]> {
  const rows = await tx
    .selectFrom("agendaItem")
    .select(["id", "title", "minutes", "stage", "maySkip", "notes"])
    .where("organisationId", "=", organisationId)
    .where("meetingId", "=", meetingId)
    .orderBy("position")
    .execute();
  return rows.map((row) => ({
    ...row,
    stage: isAgendaStage(row.stage) ? (row.stage satisfies AgendaStage) : null,
  }));
}

export async function saveAgenda(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
  items: readonly AgendaItem[],
): Promise<void> {
  await tx
    .deleteFrom("agendaItem")
    .where("organisationId", "=", organisationId)
    .where("meetingId", "=", meetingId)
    .execute();
  if (items.length > 0)
    await tx
      .insertInto("agendaItem")
      .values(items.map((item, position) => ({ organisationId, meetingId, position, ...item })))
      .execute();
}

/** Also tells the language to write to each in: her own, or the organisation's for a guest. */
export async function listParticipants(tx: Transaction, organisationId: string, meetingId: string) {
  const rows = await tx
    .selectFrom("participant")
    .innerJoin("organisation", "organisation.organisationId", "participant.organisationId")
    .leftJoin("person", (join) =>
      join
        .onRef("person.organisationId", "=", "participant.organisationId")
        .onRef("person.id", "=", "participant.personId"),
    )
    .select([
      "participant.id",
      "participant.personId",
      "participant.name",
      "participant.email",
      "participant.role",
      "participant.reply",
      "participant.repliedAt",
      "participant.sentSequence",
      "participant.attended",
      sql<"da" | "en">`coalesce(person.locale, organisation.locale)`.as("locale"),
    ])
    .where("participant.organisationId", "=", organisationId)
    .where("participant.meetingId", "=", meetingId)
    .orderBy(sql`participant.name collate danish`)
    .orderBy("participant.id")
    .execute();
  return rows.map((row) => ({
    ...row,
    role: row.role as "participant" | "coLeader",
    reply: row.reply as Reply,
  }));
}
export type Participant = Awaited<ReturnType<typeof listParticipants>>[number];

/** What is shown in the meeting, in order; the hidden ones only where they are edited. */
export async function listSlides(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
  options: { withHidden?: boolean } = {},
): Promise<Slide[]> {
  let query = tx
    .selectFrom("slide")
    .select(["id", "point", "title", "body", "speakerNotes", "statementId", "madeFrom", "isEdited"])
    .select(["answered", "isHidden", "version"])
    .where("organisationId", "=", organisationId)
    .where("meetingId", "=", meetingId);
  if (!options.withHidden) query = query.where("isHidden", "=", false);
  const rows = await query.orderBy("position").orderBy("id").execute();
  return rows.map((row) => ({ ...row, answered: row.answered as Answered | null }));
}

export type NewMeeting = {
  id?: string;
  unitId: string;
  journeyId?: string | null;
  title: string;
  startsAt?: Date | null;
  minutes?: number;
  timeZone: string;
  place?: string;
  videoLink?: string;
  message?: string;
  reminderHours?: number | null;
  seriesId?: string | null;
  byChoice?: boolean;
  seats?: number | null;
  state?: MeetingState;
  openedAt?: Date | null;
  closedAt?: Date | null;
  createdBy?: string | null;
};

// No vowels, so that no word comes about; nothing that is taken for something else when read aloud or from far away.
const codeLetters = "BCDFGHJKMNPQRTVWXY346789";
const newJoinCode = (): string =>
  Array.from({ length: 6 }, () => codeLetters[randomInt(codeLetters.length)]).join("");

/** Keeps a new meeting, with a code of its own among all meetings of the installation. */
export async function saveMeeting(
  tx: Transaction,
  organisationId: string,
  meeting: NewMeeting,
): Promise<{ id: string; joinCode: string }> {
  const id = meeting.id ?? newId();
  for (;;) {
    const made = await tx
      .insertInto("meeting")
      .values({ organisationId, ...meeting, id, joinCode: newJoinCode() })
      .onConflict((conflict) => conflict.column("joinCode").doNothing())
      .returning(["id", "joinCode"])
      .executeTakeFirst();
    if (made) return made;
  }
}

export type MeetingColumns = {
  title?: string;
  startsAt?: Date | null;
  minutes?: number;
  place?: string;
  videoLink?: string;
  message?: string;
  reminderHours?: number | null;
  state?: MeetingState;
  cancelledAt?: Date | null;
  cancelMessage?: string;
  sent?: null;
  invitedAt?: Date | null;
  remindedOf?: Date | null;
  calendarSequence?: number;
};

export async function changeMeeting(
  tx: Transaction,
  organisationId: string,
  id: string,
  columns: MeetingColumns,
  version: number,
): Promise<{ version: number } | Refusal> {
  const changed = await tx
    .updateTable("meeting")
    .set({ ...columns, version: version + 1 })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .where("version", "=", version)
    .returning("version")
    .executeTakeFirst();
  return changed ?? refuse("changedMeanwhile", { status: 409 });
}
