import { parseSigned } from "hono/utils/cookie";
import { sql } from "kysely";
import type { Database, Transaction } from "#platform/database/index.ts";
import { kept } from "#platform/database/kept.ts";
import type { Identity } from "../identity.ts";
import { deviceName, isOver } from "./model.ts";
import type { SignedInOn } from "./wire.ts";

type Times = { id: string; createdAt: Date; updatedAt: Date };
type Row = Times & { userAgent: string | null };
export type Account = { id: string; name: string; email: string };
export type BrowserSession = { id: string; createdAt: Date; account: Account };

const noteUseEvery = 60 * 60 * 1000;

/**
 * The session that a browser shows, where it is not over; that it is used is noted once an hour. By the machine's clock, as
 * the sign-in library does. Read here and not by the library: every request asks it, and it took an eighth of one's time.
 */
export async function sessionOf(
  db: Database,
  identity: Identity,
  headers: Headers,
): Promise<BrowserSession | null> {
  const cookie = headers.get("cookie");
  if (!cookie?.includes("udlev.session_token")) return null;
  const { authCookies, secret } = await identity.$context;
  const cookieName = authCookies.sessionToken.name;
  const token = (await parseSigned(cookie, secret, cookieName))[cookieName];
  if (!token) return null;
  const { rows } = await sql<
    Times & { userId: string; name: string; email: string }
  >`select ${kept} session.id,
      session.created_at, session.updated_at, u.id as user_id, u.name, u.email
    from identity.session join identity."user" u on u.id = session.user_id
    where session.token = ${token} and session.expires_at > now()`.execute(db);
  const [found] = rows;
  if (!found) return null;
  const now = new Date();
  const { id, createdAt, updatedAt, userId, name, email } = found;
  if (isOver({ createdAt, usedAt: updatedAt }, now)) {
    await endSessions(db, userId, { id });
    return null;
  }
  if (now.getTime() - updatedAt.getTime() > noteUseEvery)
    await sql`update identity.session set updated_at = now() where id = ${id}`.execute(db);
  return { id, createdAt, account: { id: userId, name, email } };
}

/** Where an account is signed in, the latest used first. */
export async function listSessions(db: Database, userId: string, currentId: string): Promise<SignedInOn[]> {
  const { rows } = await sql<Row>`select id, user_agent, created_at, updated_at
    from identity.session where user_id = ${userId} and expires_at > now() order by updated_at desc`.execute(
    db,
  );
  const now = new Date();
  return rows
    .filter(({ createdAt, updatedAt }) => !isOver({ createdAt, usedAt: updatedAt }, now))
    .map((row) => ({
      id: row.id,
      ...deviceName(row.userAgent ?? ""),
      createdAt: row.createdAt.toISOString(),
      usedAt: row.updatedAt.toISOString(),
      isThisOne: row.id === currentId,
    }));
}

/** Ends every session of a person, on whatever account she signs in by. */
export async function endSessionsOf(
  tx: Transaction,
  { organisationId, personId }: { organisationId: string; personId: string },
): Promise<void> {
  await sql`delete from identity.session using identity."user" u, person
    where session.user_id = u.id and (u.id = person.user_id or u.email = person.email)
    and person.organisation_id = ${organisationId} and person.id = ${personId}`.execute(tx);
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
