import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { sql } from "kysely";
import { type Database, inOrganisation, inSystem, type Transaction } from "#platform/database/index.ts";
import { type Env, requestLocale } from "#platform/http/context.ts";
import { refuseWith } from "#platform/http/problem.ts";
import { type About, type Action, may } from "./access.ts";
import type { Identity } from "./identity.ts";
import type { HeldRole, Viewer } from "./model.ts";

export type { Viewer } from "./model.ts";

/** The person behind a signed-in account, with the roles she holds today; null where she belongs nowhere (any more). */
export async function viewerOf(db: Database, account: { id: string; email: string }): Promise<Viewer | null> {
  return inSystem(db, async (tx) => {
    const person = await tx
      .selectFrom("person")
      .innerJoin("organisation", "organisation.organisationId", "person.organisationId")
      .select([
        "person.organisationId",
        "person.id",
        "person.name",
        "person.email",
        "person.locale",
        "person.userId",
        "organisation.timeZone",
      ])
      .where("person.archivedAt", "is", null)
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
    const roles = await tx
      .selectFrom("roleAssignment")
      .select(["role", "unitId"])
      .where("organisationId", "=", person.organisationId)
      .where("personId", "=", person.id)
      .where((where) =>
        where.and([
          where("startsOn", "<=", sql<string>`current_date`),
          where.or([where("endsOn", "is", null), where("endsOn", ">=", sql<string>`current_date`)]),
        ]),
      )
      .execute();
    return {
      organisationId: person.organisationId,
      personId: person.id,
      name: person.name,
      email: person.email,
      locale: person.locale as Viewer["locale"],
      timeZone: person.timeZone,
      roles: roles as HeldRole[],
    };
  });
}

/** Who a request comes from, by its session cookie. Also used where there is no Hono context: a socket's upgrade. */
export async function viewerOfHeaders(
  db: Database,
  identity: Identity,
  headers: Headers,
): Promise<Viewer | null> {
  if (!headers.get("cookie")?.includes("udlev.session_token")) return null;
  const session = await identity.api.getSession({ headers });
  return session ? viewerOf(db, session.user) : null;
}

/** Puts the viewer and her language into every request that carries a session. */
export const withViewer = (identity: Identity) =>
  createMiddleware<Env>(async (c, next) => {
    c.set("viewer", await viewerOfHeaders(c.var.db, identity, c.req.raw.headers));
    c.set("locale", requestLocale(c));
    await next();
  });

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
