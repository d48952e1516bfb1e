import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { keyHash } from "#platform/keys.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import type { Viewer } from "../model.ts";
import type { Scope } from "./model.ts";
import type { Token } from "./wire.ts";

const mostTokens = 50;
const day = 24 * 60 * 60 * 1000;
/** Known by its beginning to whoever looks for secrets in code that is about to be published. */
export const tokenPrefix = "udlev_";

export async function listTokens(tx: Transaction, { organisationId, personId }: Viewer): Promise<Token[]> {
  const rows = await tx
    .selectFrom("accessToken")
    .select(["id", "name", "scopes", "createdAt", "expiresAt", "lastUsedAt", "revokedAt"])
    .where("organisationId", "=", organisationId)
    .where("personId", "=", personId)
    .orderBy("createdAt", "desc")
    .execute();
  return rows.map((row) => ({
    ...row,
    scopes: row.scopes as Scope[],
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }));
}

export async function makeToken(
  tx: Transaction,
  { organisationId, personId }: Viewer,
  wanted: { name: string; scopes: Scope[]; days: number },
  now: Date,
): Promise<{ id: string; token: string } | Refusal> {
  const { count } = await tx
    .selectFrom("accessToken")
    .select(sql<number>`count(*)::int`.as("count"))
    .where("organisationId", "=", organisationId)
    .where("personId", "=", personId)
    .where("revokedAt", "is", null)
    .where("expiresAt", ">", now)
    .executeTakeFirstOrThrow();
  if (count >= mostTokens) return refuse("tooManyTokens", { status: 409, values: { max: mostTokens } });
  const id = newId();
  const token = tokenPrefix + randomBytes(32).toString("base64url");
  await tx
    .insertInto("accessToken")
    .values({
      organisationId,
      id,
      personId,
      name: wanted.name,
      scopes: [...new Set(wanted.scopes)],
      tokenHash: keyHash(token),
      createdAt: now,
      expiresAt: new Date(now.getTime() + wanted.days * day),
    })
    .execute();
  return { id, token };
}

/** Revoked tokens stay in the list, so that it can be seen what there was. */
export async function revokeToken(
  tx: Transaction,
  { organisationId, personId }: Viewer,
  id: string,
  now: Date,
): Promise<{ name: string } | Refusal> {
  const revoked = await tx
    .updateTable("accessToken")
    .set({ revokedAt: now })
    .where("organisationId", "=", organisationId)
    .where("personId", "=", personId)
    .where("id", "=", id)
    .where("revokedAt", "is", null)
    .returning("name")
    .executeTakeFirst();
  return revoked ?? refuse("notFound", { status: 404 });
}

/** Whose token it is and what it may; notes that it was used, to the minute. Asked before it is known whose it is. */
export async function useToken(
  tx: Transaction,
  token: string,
  now: Date,
): Promise<{ id: string; organisationId: string; personId: string; scopes: string[] } | null> {
  if (!token.startsWith(tokenPrefix)) return null;
  const found = await tx
    .selectFrom("accessToken")
    .select(["id", "organisationId", "personId", "scopes", "lastUsedAt"])
    .where("tokenHash", "=", keyHash(token))
    .where("revokedAt", "is", null)
    .where("expiresAt", ">", now)
    .executeTakeFirst();
  if (!found) return null;
  const { lastUsedAt, ...whose } = found;
  if (!lastUsedAt || now.getTime() - lastUsedAt.getTime() > 60_000)
    await tx
      .updateTable("accessToken")
      .set({ lastUsedAt: now })
      .where("organisationId", "=", found.organisationId)
      .where("id", "=", found.id)
      .execute();
  return whose;
}
