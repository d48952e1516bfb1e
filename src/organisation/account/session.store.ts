import { sql } from "kysely";
import type { Database } from "#platform/database/index.ts";
import { deviceName } from "./model.ts";
import type { SignedInOn } from "./wire.ts";

type Row = {
  id: string;
  userAgent: string | null;
  ipAddress: string | null;
  createdAt: Date;
  updatedAt: Date;
};

/** Where an account is signed in, the latest used first. */
export async function listSessions(db: Database, userId: string, currentId: string): Promise<SignedInOn[]> {
  const { rows } = await sql<Row>`select id, user_agent, ip_address, created_at, updated_at
    from identity.session where user_id = ${userId} and expires_at > now() order by updated_at desc`.execute(
    db,
  );
  return rows.map((row) => ({
    id: row.id,
    ...deviceName(row.userAgent ?? ""),
    address: row.ipAddress ?? "",
    createdAt: row.createdAt.toISOString(),
    usedAt: row.updatedAt.toISOString(),
    isThisOne: row.id === currentId,
  }));
}

/** Ends one of an account's sessions, or with `except` all others. Whose cookie it is, is asked to sign in at her next step. */
export async function endSessions(
  db: Database,
  userId: string,
  which: { id: string } | { except: string },
): Promise<number> {
  const those = "id" in which ? sql`id = ${which.id}` : sql`id <> ${which.except}`;
  const { numAffectedRows } = await sql`delete from identity.session
    where user_id = ${userId} and ${those}`.execute(db);
  return Number(numAffectedRows ?? 0);
}
