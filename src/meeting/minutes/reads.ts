import { listActions, listBehaviours } from "#behaviour/store.ts";
import type { Transaction } from "#platform/database/index.ts";
import { allValues } from "#values/reads.ts";
import type { Minutes } from "./minutes.ts";
import { readTakenAlong } from "./taken.ts";

/** Everything that the minutes of a meeting tell; null where there is no such meeting. */
export async function readMinutes(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
): Promise<Minutes | null> {
  const meeting = await tx
    .selectFrom("meeting")
    .innerJoin("unit", (join) =>
      join
        .onRef("unit.organisationId", "=", "meeting.organisationId")
        .onRef("unit.id", "=", "meeting.unitId"),
    )
    .select([
      "meeting.title",
      "unit.name as unitName",
      "meeting.startsAt",
      "meeting.closedAt",
      "meeting.timeZone",
      "meeting.place",
    ])
    .where("meeting.organisationId", "=", organisationId)
    .where("meeting.id", "=", meetingId)
    .executeTakeFirst();
  if (!meeting) return null;
  const participants = await tx
    .selectFrom("participant")
    .select(["name", "attended"])
    .where("organisationId", "=", organisationId)
    .where("meetingId", "=", meetingId)
    .orderBy("name")
    .execute();
  const agenda = await tx
    .selectFrom("agendaItem")
    .select(["title", "minutes"])
    .where("organisationId", "=", organisationId)
    .where("meetingId", "=", meetingId)
    .orderBy("position")
    .execute();
  const decisions = await listBehaviours(tx, organisationId, {
    meetingId,
    kinds: ["decided"],
    withRetired: true,
  });
  const actions = await listActions(tx, organisationId, { originId: meetingId });
  const values = new Map((await allValues(tx, organisationId)).map((value) => [value.id, value]));
  const taken = await readTakenAlong(tx, organisationId, meetingId);
  return { ...meeting, participants, agenda, taken, decisions, actions, values };
}

export async function unitOfMeeting(
  tx: Transaction,
  organisationId: string,
  id: string,
): Promise<string | null> {
  const row = await tx
    .selectFrom("meeting")
    .select("unitId")
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row?.unitId ?? null;
}
