import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { sql } from "kysely";
import { type Database, inOrganisation, inSystem, type Transaction } from "#platform/database/index.ts";
import { kept } from "#platform/database/kept.ts";
import { type Env, requestLocale } from "#platform/http/context.ts";
import { refuseWith } from "#platform/http/problem.ts";
import { type About, type Action, may } from "./access.ts";
import { isAllowedBy, scopeFor } from "./account/model.ts";
import { sessionOf } from "./account/session.store.ts";
import { useToken } from "./account/token.store.ts";
import { makeAttempts } from "./attempts.ts";
import { heldToday } from "./heldToday.ts";
import type { Identity } from "./identity.ts";
import type { HeldRole, Viewer } from "./model.ts";

export type { Viewer } from "./model.ts";

/** Of one token, on one node. */
export const tokenRequestsPerMinute = 600;

/** People with the roles they hold today. */
const people = (tx: Transaction) =>
  tx
    .selectFrom("person")
    .modifyFront(kept)
    .innerJoin("organisation", "organisation.organisationId", "person.organisationId")
    .select(["person.organisationId", "person.id", "person.name", "person.email", "person.locale"])
    .select(["person.userId", "organisation.timeZone"])
    .select(
      sql<{ role: HeldRole["role"]; unitId: string | null; endsOn: string | null }[]>`array(
        select jsonb_build_object('role', role, 'unitId', unit_id, 'endsOn', ends_on) from role_assignment
        where organisation_id = person.organisation_id and person_id = person.id and ${heldToday()})`.as(
        "roles",
      ),
    )
    .where("person.archivedAt", "is", null);

type Who = Awaited<ReturnType<ReturnType<typeof people>["executeTakeFirstOrThrow"]>>;

const asViewer = ({ organisationId, id, name, email, locale, timeZone, roles }: Who): Viewer => ({
  ...{ organisationId, personId: id, name, email, timeZone },
  locale: locale as Viewer["locale"],
  roles: roles.map(({ endsOn, ...held }) => ({ ...held, ...(endsOn ? { until: endsOn } : {}) })),
});

/** The person behind a signed-in account; null where she belongs nowhere (any more). */
export async function viewerOf(db: Database, account: { id: string; email: string }): Promise<Viewer | null> {
  return inSystem(db, async (tx) => {
    const person = await people(tx)
      .where((where) =>
        where.or([where("person.userId", "=", account.id), where("person.email", "=", account.email)]),
      )
      .orderBy("person.createdAt")
      .executeTakeFirst();
    if (!person) return null;
    if (person.userId === null) {
      await tx
        .updateTable("person")
        .set({ userId: account.id })
        .where("organisationId", "=", person.organisationId)
        .where("id", "=", person.id)
        .execute();
    }
    return asViewer(person);
  });
}

/** The person in whose name a program asks, and what its token lets it do; null for a token that is none. */
async function viewerOfToken(
  db: Database,
  token: string,
  now: Date,
): Promise<{ viewer: Viewer; tokenId: string; scopes: string[] } | null> {
  return inSystem(db, async (tx) => {
    const used = await useToken(tx, token, now);
    const person =
      used &&
      (await people(tx)
        .where("person.organisationId", "=", used.organisationId)
        .where("person.id", "=", used.personId)
        .executeTakeFirst());
    return person ? { viewer: asViewer(person), tokenId: used.id, scopes: used.scopes } : null;
  });
}

/** Whose session cookie it is, where there is no Hono context: a socket's upgrade. */
export async function viewerOfHeaders(
  db: Database,
  identity: Identity,
  headers: Headers,
): Promise<Viewer | null> {
  const session = await sessionOf(db, identity, headers);
  return session ? viewerOf(db, session.account) : null;
}

/**
 * Puts the viewer and her language into every request: by the cookie of a browser, or by the token of a program. A request
 * with a token is the program's alone, whatever cookie came along; what its scopes do not hold is refused here, before
 * anything is read, for every route alike.
 */
export const withViewer = (identity: Identity) => {
  const requests = makeAttempts(tokenRequestsPerMinute, 60_000);
  return createMiddleware<Env>(async (c, next) => {
    const authorization = c.req.header("authorization");
    if (authorization === undefined) {
      const session = await sessionOf(c.var.db, identity, c.req.raw.headers);
      c.set("session", session);
      c.set("viewer", session && (await viewerOf(c.var.db, session.account)));
      c.set("locale", requestLocale(c));
      return next();
    }
    const token = authorization.match(/^Bearer +(\S+)$/iu)?.[1];
    const found = token ? await viewerOfToken(c.var.db, token, c.var.now()) : null;
    if (!found) throw refuseWith("badToken");
    if (requests.isTooMany(found.tokenId, c.var.now().getTime())) throw refuseWith("tooMany");
    const needed = scopeFor(c.req.method, c.req.path);
    if (!needed || !isAllowedBy(found.scopes, needed)) throw refuseWith("scope");
    c.set("session", null);
    c.set("viewer", found.viewer);
    c.set("locale", requestLocale(c));
    await next();
  });
};

/** Asked before a body is read: what is wrong with her body is nothing to somebody who may not send one. */
export const onlySignedIn = createMiddleware<Env>(async (c, next) => {
  requireViewer(c);
  await next();
});

export function requireViewer(c: Context<Env>): Viewer {
  const viewer = c.var.viewer as Viewer | null;
  if (!viewer) throw refuseWith("unauthorized");
  return viewer;
}

/**
 * The viewer, if she may. One who may not see what it is about is told "not found" rather than "forbidden":
 * whether another unit's journey exists is not hers to know.
 */
export function requireAccess(c: Context<Env>, action: Action, about: About = {}): Viewer {
  const viewer = requireViewer(c);
  if (may(viewer, action, about)) return viewer;
  throw refuseWith(about.unitId || about.personId ? "notFound" : "forbidden");
}

/**
 * Runs work on something that belongs to a unit (a journey, a measurement), in one transaction with finding out which
 * unit that is, for a viewer who may. What is not there and what is not hers are one and the same "not found".
 */
export async function workInUnitOf<T>(
  c: Context<Env>,
  action: Action,
  unitOf: (tx: Transaction, organisationId: string) => Promise<string | null | undefined>,
  work: (tx: Transaction, viewer: Viewer, unitId: string) => Promise<T>,
): Promise<T> {
  const viewer = requireViewer(c);
  return inOrganisation(c.var.db, viewer.organisationId, async (tx) => {
    const unitId = await unitOf(tx, viewer.organisationId);
    if (!unitId || !may(viewer, action, { unitId })) throw refuseWith("notFound");
    return work(tx, viewer, unitId);
  });
}
