import type { Context } from "hono";
import { serializeSigned } from "hono/utils/cookie";
import { type Database, inOrganisation, inSystem } from "#platform/database/index.ts";
import type { Env } from "#platform/http/context.ts";
import { newId } from "#platform/id.ts";
import type { Identity } from "../identity.ts";
import { personByEmail } from "../store.ts";
import { viewerOf } from "../viewer.ts";
import { deviceName, type WayIn } from "./model.ts";
import { tellOfNewDevice } from "./notice.ts";
import { endSessions, sessionOf } from "./session.store.ts";
import { noteSignIn } from "./signIn.store.ts";

/** An account for someone whom an administrator has entered as a person; it is theirs once they answer from that address. */
export async function ensureAccount(db: Database, person: { name: string; email: string }): Promise<void> {
  await db
    .withSchema("identity")
    .insertInto("user" as never)
    .values({ id: newId(), name: person.name, email: person.email } as never)
    .onConflict((conflict) => conflict.column("email" as never).doNothing())
    .execute();
}

export function setCookies(c: Context, cookies: readonly string[]): void {
  for (const cookie of cookies) c.header("set-cookie", cookie, { append: true });
}

type Entered = { id: string; email: string };
export const deviceOf = (c: Context) => deviceName(c.req.header("user-agent") ?? "");

/**
 * Every way of signing in goes through here: `enter` makes the session, or gives null where it lets nobody in. The session
 * that the browser had until now is over, that she signed in is written down, and she is told of a browser she never used.
 */
export async function signIn<E extends Entered>(
  c: Context<Env>,
  identity: Identity,
  way: WayIn,
  enter: () => Promise<E | null>,
): Promise<E | null> {
  const { db, config } = c.var;
  const before = await sessionOf(db, identity, c.req.raw.headers);
  const account = await enter();
  if (!account) return null;
  if (before) await endSessions(db, before.account.id, { id: before.id });
  const viewer = await viewerOf(db, account);
  if (!viewer) return account;
  const how = { way, ...deviceOf(c) };
  await inOrganisation(db, viewer.organisationId, async (tx) => {
    const { isNewDevice } = await noteSignIn(tx, viewer, how);
    if (isNewDevice) await tellOfNewDevice(tx, viewer, how, config.baseUrl);
  });
  return account;
}

/** A new session for an account that has shown who it is; the cookie goes with the answer. */
async function giveSession(c: Context<Env>, identity: Identity, userId: string): Promise<Entered | null> {
  const context = await identity.$context;
  const user = await context.internalAdapter.findUserById(userId);
  if (!user) return null;
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
  setCookies(c, [cookie]);
  return user;
}

/** Signs an account in that has shown who it is. */
export const signInAccount = (c: Context<Env>, identity: Identity, way: WayIn, userId: string) =>
  signIn(c, identity, way, () => giveSession(c, identity, userId));

/** Signs the person of an address in, making her account where she has none; gives back the account, or null where there is no such person. */
export async function signInAs(
  c: Context<Env>,
  identity: Identity,
  way: WayIn,
  email: string,
): Promise<string | null> {
  const person = await inSystem(c.var.db, (tx) => personByEmail(tx, email));
  if (!person) return null;
  await ensureAccount(c.var.db, person);
  const context = await identity.$context;
  const account = await context.internalAdapter.findUserByEmail(email);
  if (!account) return null;
  await signInAccount(c, identity, way, account.user.id);
  return account.user.id;
}
