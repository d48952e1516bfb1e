import { createRoute, z } from "@hono/zod-openapi";
import type { Config } from "#platform/config.ts";
import { type Database, inOrganisation, type Transaction } from "#platform/database/index.ts";
import { orProblem } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { isRefusal, refuse } from "#platform/refusal.ts";
import { unitsWhere } from "./access.ts";
import { tellOfNewAddress } from "./account/notice.ts";
import { otherWays } from "./account/otherWays.routes.ts";
import { endSessionsOf } from "./account/session.store.ts";
import { audit } from "./audit.ts";
import { deputyRoutes } from "./deputies/routes.ts";
import type { Identity } from "./identity.ts";
import { lookRoutes } from "./look.routes.ts";
import { peopleFileRoutes } from "./peopleFile.routes.ts";
import { signInRoutes } from "./signIn.routes.ts";
import * as store from "./store.ts";
import { text } from "./text.ts";
import { requireAccess, requireViewer } from "./viewer.ts";
import { announce } from "./webhooks/announce.ts";
import { welcome } from "./welcome.mail.ts";
import {
  Done,
  Id,
  NewPerson,
  NewUnit,
  PeoplePage,
  PeopleQuery,
  PersonChange,
  Settings,
  SettingsChange,
  Unit,
  UnitChange,
} from "./wire.ts";

const Created = z.object({ id: Id });
const Version = z.object({ version: z.int() });
const params = z.object({ id: Id });

const adminRoutes = newRoutes()
  .openapi(createRoute({ method: "get", path: "/settings", responses: answers(Settings) }), async (c) => {
    const viewer = requireAccess(c, "organisation.see");
    const settings = await inOrganisation(c.var.db, viewer.organisationId, (tx) =>
      settingsOf(tx, viewer.organisationId),
    );
    return c.json(settings, 200);
  })
  .openapi(
    createRoute({
      method: "patch",
      path: "/settings",
      request: { body: json(SettingsChange) },
      responses: answers(Settings),
    }),
    async (c) => {
      const viewer = requireAccess(c, "organisation.manage");
      const changed = await inOrganisation(c.var.db, viewer.organisationId, async (tx) => {
        const result = await store.changeSettings(tx, viewer.organisationId, c.req.valid("json"));
        return isRefusal(result) ? result : settingsOf(tx, viewer.organisationId);
      });
      return c.json(orProblem(changed, text), 200);
    },
  )
  .openapi(createRoute({ method: "get", path: "/units", responses: answers(z.array(Unit)) }), async (c) => {
    const viewer = requireViewer(c);
    const mine = unitsWhere(viewer, "unit.see");
    const units = await inOrganisation(c.var.db, viewer.organisationId, (tx) =>
      store.listUnits(tx, viewer.organisationId),
    );
    return c.json(mine === "all" ? units : units.filter((unit) => mine.includes(unit.id)), 200);
  })
  .openapi(
    createRoute({
      method: "post",
      path: "/units",
      request: { body: json(NewUnit) },
      responses: answers(Created),
    }),
    async (c) => {
      const viewer = requireAccess(c, "organisation.manage");
      const unit = c.req.valid("json");
      const added = await inOrganisation(c.var.db, viewer.organisationId, async (tx) => {
        const result = await store.addUnit(tx, viewer.organisationId, unit);
        if (!isRefusal(result) && unit.leaderId)
          await audit(tx, viewer.organisationId, {
            personId: viewer.personId,
            action: "roles.changed",
            aboutPersonId: unit.leaderId,
            details: { added: { role: "leader", unitId: result.id } },
          });
        return result;
      });
      return c.json(orProblem(added, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/units/{id}",
      request: { params, body: json(UnitChange) },
      responses: answers(Version),
    }),
    async (c) => {
      const viewer = requireAccess(c, "organisation.manage");
      const changed = await inOrganisation(c.var.db, viewer.organisationId, (tx) =>
        store.changeUnit(tx, viewer.organisationId, c.req.valid("param").id, c.req.valid("json")),
      );
      return c.json(orProblem(changed, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/people",
      request: { query: PeopleQuery },
      responses: answers(PeoplePage),
    }),
    async (c) => {
      const { archived, unitId, ...query } = c.req.valid("query");
      const viewer = requireAccess(c, "people.see", { unitId });
      const reach = unitsWhere(viewer, "people.see");
      const page = await inOrganisation(c.var.db, viewer.organisationId, (tx) =>
        store.listPeople(tx, viewer.organisationId, {
          ...query,
          archived: archived === "true",
          unitIds: unitId ? [unitId] : reach === "all" ? undefined : reach,
        }),
      );
      return c.json(page, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/people",
      request: { body: json(NewPerson) },
      responses: answers(Created),
    }),
    async (c) => {
      const viewer = requireAccess(c, "people.manage");
      const person = c.req.valid("json");
      const added = await inOrganisation(c.var.db, viewer.organisationId, async (tx) => {
        const result = await store.addPerson(tx, viewer.organisationId, person);
        if (!isRefusal(result)) {
          await audit(tx, viewer.organisationId, {
            personId: viewer.personId,
            action: "person.added",
            aboutPersonId: result.id,
            details: { roles: person.roles },
          });
          await announce(tx, viewer.organisationId, "person.added", { personId: result.id });
          if (person.invites) await welcome(tx, c.var.config, viewer, person);
        }
        return result;
      });
      return c.json(orProblem(added, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/people/{id}",
      request: { params, body: json(PersonChange) },
      responses: answers(Version),
    }),
    async (c) => {
      const viewer = requireAccess(c, "people.manage");
      const change = c.req.valid("json");
      const { id } = c.req.valid("param");
      const changed = await inOrganisation(c.var.db, viewer.organisationId, async (tx) => {
        const result = await store.changePerson(tx, viewer.organisationId, id, change);
        if (isRefusal(result)) return result;
        const { before } = result;
        await announce(tx, viewer.organisationId, "person.changed", { personId: id });
        const note = (action: string, details = {}) =>
          audit(tx, viewer.organisationId, {
            ...{ personId: viewer.personId, aboutPersonId: id, action, details },
          });
        if (change.roles) await note("roles.changed", { before: before.roles, after: change.roles });
        if (change.archived !== undefined)
          await note(change.archived ? "person.archived" : "person.restored");
        if (change.email && change.email !== before.email) {
          await note("email.changed");
          await tellOfNewAddress(tx, viewer, { ...before, now: change.email });
        }
        return result;
      });
      return c.json({ version: orProblem(changed, text).version }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "delete",
      path: "/people/{id}/sessions",
      request: { params },
      responses: answers(Done, "Signed out everywhere."),
    }),
    async (c) => {
      const viewer = requireAccess(c, "people.manage");
      const { organisationId } = viewer;
      const { id: personId } = c.req.valid("param");
      const ended = await inOrganisation(c.var.db, organisationId, async (tx) => {
        if (!(await store.hasPerson(tx, organisationId, personId)))
          return refuse("notFound", { status: 404 });
        await endSessionsOf(tx, { organisationId, personId });
        await audit(tx, organisationId, {
          ...{ personId: viewer.personId, action: "sessions.ended", aboutPersonId: personId },
        });
        return true;
      });
      orProblem(ended, text);
      return c.json({ done: true as const }, 200);
    },
  );

/** Sign-in needs the accounts and the sample organisation, which is made of every room: both are handed in. */
async function settingsOf(tx: Transaction, organisationId: string): Promise<Settings> {
  const { locale, branding, isSample: _, ...rest } = await store.readSettings(tx, organisationId);
  return { ...rest, locale: locale as Settings["locale"], branding: branding as Settings["branding"] };
}

export function organisationRoutes(
  identity: Identity,
  loadSample: (db: Database, config: Config) => Promise<{ email: string; isNew: boolean }>,
) {
  return newRoutes()
    .route("/", signInRoutes(identity, loadSample))
    .route("/", otherWays(identity))
    .route("/", adminRoutes)
    .route("/", lookRoutes)
    .route("/", peopleFileRoutes)
    .route("/", deputyRoutes);
}
export type OrganisationRoutes = ReturnType<typeof organisationRoutes>;
