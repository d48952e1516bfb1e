import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { keyHash } from "#platform/keys.ts";
import type { Draft } from "./model/frames.ts";
import { limits } from "./model/kinds.ts";

/** A key's or pass's hash as the journal writes it. */
export const hashOf = (secret: string): string => keyHash(secret).toString("base64url");
export const newSecret = (): string => randomBytes(24).toString("base64url");

export type Seat = { organisationId: string; meetingId: string; id: string };

/** Whose token it is; across organisations, for who comes in has nothing but it. */
export async function findSeat(tx: Transaction, token: string): Promise<Seat | null> {
  const row = await tx
    .selectFrom("seat")
    .select(["organisationId", "meetingId", "id"])
    .where("tokenHash", "=", keyHash(token))
    .executeTakeFirst();
  return row ?? null;
}

export async function addSeat(
  tx: Transaction,
  seat: Seat & { token: string; participantId: string | null },
): Promise<void> {
  const { token, ...row } = seat;
  await tx
    .insertInto("seat")
    .values({ ...row, tokenHash: keyHash(token) })
    .execute();
}

/** The seat that a personal link already has, with a new token: the link is hers on whichever phone she opens it. */
export async function retakeSeat(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
  participantId: string,
  token: string,
): Promise<string | null> {
  const row = await tx
    .updateTable("seat")
    .set({ tokenHash: keyHash(token) })
    .where("organisationId", "=", organisationId)
    .where("meetingId", "=", meetingId)
    .where("participantId", "=", participantId)
    .returning("id")
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function removeSeat(tx: Transaction, organisationId: string, id: string): Promise<void> {
  await tx.deleteFrom("seat").where("organisationId", "=", organisationId).where("id", "=", id).execute();
}

export async function saveDraft(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
  owner: string,
  { roundId, place, content }: Draft,
): Promise<void> {
  const key = { organisationId, meetingId, owner, roundId, place };
  if (content === "") {
    let query = tx.deleteFrom("draft");
    for (const [column, value] of Object.entries(key)) query = query.where(column as "owner", "=", value);
    await query.execute();
    return;
  }
  // Bounded for each who writes and for the meeting; what finds no place is still on the phone.
  const count = (of: { owner?: string }) => sql<number>`
    (select count(*) from draft where organisation_id = ${organisationId}::uuid
      and meeting_id = ${meetingId}::uuid and (${of.owner ?? null}::text is null or owner = ${of.owner ?? null}))`;
  await sql`insert into draft (organisation_id, meeting_id, owner, round_id, place, content)
    select ${organisationId}::uuid, ${meetingId}::uuid, ${owner}, ${roundId}, ${place}, ${content}
    where exists (select from draft where organisation_id = ${organisationId}::uuid and meeting_id = ${meetingId}::uuid
        and owner = ${owner} and round_id = ${roundId} and place = ${place})
      or (${count({ owner })} < ${limits.draftsOfOne} and ${count({})} < ${limits.drafts})
    on conflict (organisation_id, meeting_id, owner, round_id, place) do update set content = excluded.content`.execute(
    tx,
  );
}

export async function draftsOf(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
  owners: string[],
): Promise<Draft[]> {
  if (owners.length === 0) return [];
  return tx
    .selectFrom("draft")
    .select(["roundId", "place", "content"])
    .where("organisationId", "=", organisationId)
    .where("meetingId", "=", meetingId)
    .where("owner", "in", owners)
    .execute();
}

export async function removeDrafts(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
  roundId: string,
): Promise<void> {
  await tx
    .deleteFrom("draft")
    .where("organisationId", "=", organisationId)
    .where("meetingId", "=", meetingId)
    .where("roundId", "=", roundId)
    .execute();
}
