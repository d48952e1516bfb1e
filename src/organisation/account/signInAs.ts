import type { Context } from "hono";
import { serializeSigned } from "hono/utils/cookie";
import { type Database, inSystem } from "#platform/database/index.ts";
import type { Env } from "#platform/http/context.ts";
import { newId } from "#platform/id.ts";
import type { Identity } from "../identity.ts";
import { personByEmail } from "../store.ts";

/** An account for someone whom an administrator has entered as a person; it is theirs once they answer from that address. */
export async function ensureAccount(db: Database, person: { name: string; email: string }): Promise<void> {
  await db
    .withSchema("identity")
    .insertInto("user" as never)
    .values({ id: newId(), name: person.name, email: person.email } as never)
    .onConflict((conflict) => conflict.column("email" as never).doNothing())
    .execute();
}

/** A new session for an account that has shown who it is; the cookie goes with the answer. */
export async function giveSession(c: Context<Env>, identity: Identity, userId: string): Promise<void> {
  const context = await identity.$context;
  const { token } = await context.internalAdapter.createSession(userId, undefined, {
    userAgent: c.req.header("user-agent")?.slice(0, 400) ?? "",
  });
  const { name, attributes } = context.authCookies.sessionToken;
  const cookie = await serializeSigned(name, token, context.secret, {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    secure: attributes.secure ?? false,
    maxAge: context.sessionConfig.expiresIn,
  });
  c.header("set-cookie", cookie, { append: true });
}

/** Signs the person of an address in, making her account where she has none; gives back the account, or null where there is no such person. */
export async function signInAs(c: Context<Env>, identity: Identity, email: string): Promise<string | null> {
  const person = await inSystem(c.var.db, (tx) => personByEmail(tx, email));
  if (!person) return null;
  await ensureAccount(c.var.db, person);
  const context = await identity.$context;
  const account = await context.internalAdapter.findUserByEmail(email);
  if (!account) return null;
  await giveSession(c, identity, account.user.id);
  return account.user.id;
}
