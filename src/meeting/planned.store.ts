import { createHash } from "node:crypto";
import type { Transaction } from "#platform/database/index.ts";

export type MeetingState = "planned" | "running" | "closed" | "cancelled";
/** A meeting as it was planned, as far as the room needs it. */
export type Planned = {
  organisationId: string;
  id: string;
  unitId: string;
  unitName: string;
  journeyId: string | null;
  title: string;
  joinCode: string;
  timeZone: string;
  startsAt: Date | null;
  state: MeetingState;
  coLeaderIds: string[];
};

const meetings = (tx: Transaction) =>
  tx
    .selectFrom("meeting")
    .innerJoin("unit", (join) =>
      join
        .onRef("unit.organisationId", "=", "meeting.organisationId")
        .onRef("unit.id", "=", "meeting.unitId"),
    )
    .select(["meeting.organisationId", "meeting.id", "meeting.unitId", "unit.name as unitName"])
    .select(["meeting.journeyId", "meeting.title", "meeting.joinCode", "meeting.timeZone"])
    .select(["meeting.startsAt", "meeting.state"]);

type Row = Awaited<ReturnType<ReturnType<typeof meetings>["executeTakeFirstOrThrow"]>>;

async function withCoLeaders(tx: Transaction, row: Row | undefined): Promise<Planned | null> {
  if (!row) return null;
  const coLeaders = await tx
    .selectFrom("participant")
    .select("personId")
    .where("organisationId", "=", row.organisationId)
    .where("meetingId", "=", row.id)
    .where("role", "=", "coLeader")
    .execute();
  const coLeaderIds = coLeaders.flatMap(({ personId }) => personId ?? []);
  return { ...row, state: row.state as MeetingState, coLeaderIds };
}

export async function findPlanned(
  tx: Transaction,
  organisationId: string,
  id: string,
): Promise<Planned | null> {
  const row = await meetings(tx)
    .where("meeting.organisationId", "=", organisationId)
    .where("meeting.id", "=", id)
    .executeTakeFirst();
  return withCoLeaders(tx, row);
}

/** As people type it: small letters, spaces and hyphens between. */
export async function findByCode(tx: Transaction, code: string): Promise<Planned | null> {
  const typed = code.toUpperCase().replace(/[^A-Z0-9]/g, "");
  const row = await meetings(tx)
    .where("meeting.joinCode", "=", typed)
    .where("meeting.state", "<>", "cancelled")
    .executeTakeFirst();
  return withCoLeaders(tx, row);
}

/** Whose personal link it is, if it is one of this meeting's. */
export async function findInvited(tx: Transaction, meetingId: string, key: string) {
  const row = await tx
    .selectFrom("participant")
    .select(["id", "name", "personId"])
    .where("keyHash", "=", createHash("sha256").update(key).digest())
    .where("meetingId", "=", meetingId)
    .executeTakeFirst();
  return row ?? null;
}
