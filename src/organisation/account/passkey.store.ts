import { sql } from "kysely";
import type { Database } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import type { Passkey } from "./wire.ts";

export type KeptPasskey = {
  id: string;
  userId: string;
  credentialId: string;
  publicKey: Buffer;
  counter: string;
  transports: string[];
};

export async function listPasskeys(db: Database, userId: string): Promise<Passkey[]> {
  const { rows } = await sql<{ id: string; name: string; createdAt: Date; lastUsedAt: Date | null }>`
    select id, name, created_at, last_used_at from identity.passkey
    where user_id = ${userId} order by created_at desc`.execute(db);
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  }));
}

export async function passkeysOf(db: Database, userId: string): Promise<KeptPasskey[]> {
  const { rows } = await sql<KeptPasskey>`select * from identity.passkey where user_id = ${userId}`.execute(
    db,
  );
  return rows;
}

export async function passkeyById(db: Database, credentialId: string): Promise<KeptPasskey | null> {
  const { rows } = await sql<KeptPasskey>`select * from identity.passkey
    where credential_id = ${credentialId}`.execute(db);
  return rows[0] ?? null;
}

/** False where somebody has registered the same one already. */
export async function addPasskey(
  db: Database,
  userId: string,
  passkey: {
    name: string;
    credentialId: string;
    publicKey: Uint8Array;
    counter: number;
    transports: string[];
  },
): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into identity.passkey
    (id, user_id, name, credential_id, public_key, counter, transports)
    values (${newId()}, ${userId}, ${passkey.name}, ${passkey.credentialId}, ${Buffer.from(passkey.publicKey)},
      ${passkey.counter}, ${passkey.transports}) on conflict do nothing`.execute(db);
  return numAffectedRows === 1n;
}

export async function notePasskeyUse(db: Database, id: string, counter: number): Promise<void> {
  await sql`update identity.passkey set counter = ${counter}, last_used_at = now() where id = ${id}`.execute(
    db,
  );
}

/** What it was called; null where she has no such one. */
export async function removePasskey(db: Database, userId: string, id: string): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`delete from identity.passkey
    where user_id = ${userId} and id = ${id} returning name`.execute(db);
  return rows[0]?.name ?? null;
}
