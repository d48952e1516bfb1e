import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import type { Picture } from "#platform/pictures/index.ts";
import type { State } from "../model/state.ts";

export type PhotoSize = "large" | "small";

export async function addPhoto(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
  id: string,
  { large, small }: Pick<Picture, "large" | "small">,
): Promise<void> {
  await tx.insertInto("wallPhoto").values({ organisationId, id, meetingId, large, small }).execute();
}

export async function findPhoto(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
  id: string,
  size: PhotoSize,
): Promise<Buffer | null> {
  const row = await tx
    .selectFrom("wallPhoto")
    .select(`${size} as picture`)
    .where("organisationId", "=", organisationId)
    .where("meetingId", "=", meetingId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row?.picture ?? null;
}

/** The large pictures, or the small ones where the large ones come to more than `most` bytes together. */
export async function readPhotos(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
  ids: readonly string[],
  most: number,
): Promise<Map<string, Buffer>> {
  if (ids.length === 0) return new Map();
  const those = tx
    .selectFrom("wallPhoto")
    .where("organisationId", "=", organisationId)
    .where("meetingId", "=", meetingId)
    .where("id", "in", ids);
  const { bytes } = await those
    .select(sql<number>`coalesce(sum(length(large)), 0)::int`.as("bytes"))
    .executeTakeFirstOrThrow();
  const size: PhotoSize = bytes > most ? "small" : "large";
  const rows = await those.select(["id", `${size} as picture`]).execute();
  return new Map(rows.map(({ id, picture }) => [id, picture]));
}

/** Once a meeting is closed for good, what was taken down from its walls is gone. */
export async function removePhotosTakenDown(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
  state: State,
): Promise<void> {
  const hanging = [...state.photos.keys()];
  await tx
    .deleteFrom("wallPhoto")
    .where("organisationId", "=", organisationId)
    .where("meetingId", "=", meetingId)
    .$if(hanging.length > 0, (query) => query.where("id", "not in", hanging))
    .execute();
}
