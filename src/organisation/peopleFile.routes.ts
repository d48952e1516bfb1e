import { createRoute } from "@hono/zod-openapi";
import { type Database, inOrganisation, type Transaction } from "#platform/database/index.ts";
import { orProblem } from "#platform/http/problem.ts";
import { answers, newRoutes } from "#platform/http/routes.ts";
import { isRefusal, type Refusal, refuse } from "#platform/refusal.ts";
import { readTable } from "#platform/tables/read.ts";
import { audit } from "./audit.ts";
import type { Viewer } from "./model.ts";
import { type FileRow, readPeople } from "./peopleFile.ts";
import * as store from "./store.ts";
import { text } from "./text.ts";
import { requireAccess } from "./viewer.ts";
import { announce } from "./webhooks/announce.ts";
import { welcome } from "./welcome.mail.ts";
import { PeopleFile, PeopleFileReport } from "./wire.ts";

const mostRows = 2000;
async function look(
  tx: Transaction,
  organisationId: string,
  bytes: Uint8Array,
  { usualUnitId, usualLocale }: { usualUnitId: string | null; usualLocale: FileRow["locale"] },
): Promise<FileRow[] | Refusal> {
  const table = await readTable(bytes);
  if (isRefusal(table)) return table;
  if (table.rows.length > mostRows)
    return refuse("tooManyRows", { field: "file", values: { max: mostRows } });
  const units = (await store.listUnits(tx, organisationId)).filter(({ archived }) => !archived);
  if (usualUnitId && !units.some(({ id }) => id === usualUnitId))
    return refuse("unitUnknown", { field: "usualUnitId" });
  const people = await tx
    .selectFrom("person")
    .select("email")
    .where("organisationId", "=", organisationId)
    .execute();
  return readPeople(table, {
    ...{ units, usualUnitId, usualLocale },
    emails: new Set(people.map(({ email }) => email)),
  });
}

async function take(
  tx: Transaction,
  viewer: Viewer,
  rows: FileRow[],
  invites: ((person: FileRow) => Promise<unknown>) | null,
): Promise<Refusal | null> {
  const { organisationId } = viewer;
  for (const row of rows.filter(({ state }) => state === "new")) {
    const added = await store.addPerson(tx, organisationId, row);
    if (isRefusal(added)) return added;
    await audit(tx, organisationId, {
      ...{ personId: viewer.personId, action: "person.added", aboutPersonId: added.id },
      details: { roles: row.roles },
    });
    await announce(tx, organisationId, "person.added", { personId: added.id });
    await invites?.(row);
  }
  return null;
}

export const peopleFileRoutes = newRoutes().openapi(
  createRoute({
    method: "post",
    path: "/people/file",
    request: { body: { required: true, content: { "multipart/form-data": { schema: PeopleFile } } } },
    responses: answers(PeopleFileReport),
  }),
  async (c) => {
    const viewer = requireAccess(c, "people.manage");
    const { file, isTrial, invites, usualUnitId } = c.req.valid("form");
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { config } = c.var;
    const db: Database = c.var.db;
    const rows = await inOrganisation(db, viewer.organisationId, async (tx) => {
      const found = await look(tx, viewer.organisationId, bytes, {
        usualUnitId: usualUnitId ?? null,
        usualLocale: viewer.locale,
      });
      if (isRefusal(found) || isTrial === "true") return found;
      const mail = invites === "true" ? (row: FileRow) => welcome(tx, config, viewer, row) : null;
      return (await take(tx, viewer, found, mail)) ?? found;
    });
    return c.json({ rows: orProblem(rows, text), isTrial: isTrial === "true" }, 200);
  },
);
