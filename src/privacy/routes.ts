import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { postOf } from "#followUp/calendar.store.ts";
import { callOffAllOf } from "#followUp/handOver.store.ts";
import { may } from "#organisation/access.ts";
import { audit } from "#organisation/audit.ts";
import { requireAccess, requireViewer, type Viewer } from "#organisation/viewer.ts";
import { inOrganisation } from "#platform/database/index.ts";
import { sendDocument } from "#platform/documents/send.ts";
import { written } from "#platform/documents/write.ts";
import type { Env } from "#platform/http/context.ts";
import { orProblem, refuseWith } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { isRefusal } from "#platform/refusal.ts";
import { readRetention } from "./retention.ts";
import type { Kind } from "./rules.ts";
import { copyOf, erase, findWho, namesIn, readAudit } from "./store.ts";
import { text } from "./text.ts";
import { AuditPage, Erased, Found, PersonalCopy, Retention } from "./wire.ts";

const kinds = { people: "person", customers: "customer" } as const satisfies Record<string, Kind>;
const params = z.object({ kind: z.enum(["people", "customers"]), id: z.uuid() });
const perPage = 50;

/** A file of JSON for programs, or a document to read. */
async function sendCopy(c: Context<Env>, viewer: Viewer, kind: Kind, id: string): Promise<Response> {
  const isOwn = kind === "person" && id === viewer.personId;
  const found = await inOrganisation(c.var.db, viewer.organisationId, async (tx) => {
    const who = await findWho(tx, viewer.organisationId, kind, { id });
    if (!who) return null;
    await audit(tx, viewer.organisationId, {
      personId: viewer.personId,
      action: `${kind}.copied`,
      aboutPersonId: kind === "person" ? id : null,
      details: kind === "customer" ? { customerId: id } : {},
    });
    const copy = await copyOf(tx, viewer.organisationId, who, { now: c.var.now(), isOwn });
    return { who, copy, names: await namesIn(tx, viewer.organisationId, copy) };
  });
  if (!found) throw refuseWith("notFound");
  if (c.req.query("as") === "pdf") {
    const name = found.who.name || found.who.email;
    const { copyDocument } = await import("./copyDocument.ts");
    const words = { name, names: found.names, locale: c.var.locale, timeZone: viewer.timeZone };
    const bytes = await written(copyDocument(found.copy, words), "pdf");
    return sendDocument(c, bytes, text(c.var.locale)("copy.title", { name }), "pdf");
  }
  return c.body(JSON.stringify(found.copy, null, 2), 200, {
    "content-type": "application/json; charset=utf-8",
    "content-disposition": `attachment; filename="udlev-${kind}.json"`,
  });
}

const copyAnswer = {
  200: {
    content: { "application/json": { schema: PersonalCopy }, "application/pdf": { schema: z.string() } },
    description: "What is known about her: a file for programs, or with as=pdf a document to read.",
  },
};
const query = z.object({ as: z.enum(["pdf"]).optional() });

export const routes = newRoutes()
  .openapi(
    createRoute({
      method: "get",
      path: "/retention",
      responses: answers(Retention, "How long what is kept, and what the nightly job has deleted."),
    }),
    async (c) => {
      const viewer = requireAccess(c, "privacy.manage");
      const found = await inOrganisation(c.var.db, viewer.organisationId, (tx) =>
        readRetention(tx, viewer.organisationId),
      );
      return c.json(found, 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/audit",
      request: { query: z.object({ page: z.coerce.number().int().min(1).max(100_000).default(1) }) },
      responses: answers(AuditPage, "Readings of personal results and changes of rights, newest first."),
    }),
    async (c) => {
      const viewer = requireViewer(c);
      const of = may(viewer, "audit.see") ? null : viewer.personId;
      const { page } = c.req.valid("query");
      const found = await inOrganisation(c.var.db, viewer.organisationId, (tx) =>
        readAudit(tx, viewer.organisationId, { of, page, perPage }),
      );
      return c.json(found, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/find",
      request: {
        body: json(z.object({ kind: z.enum(["people", "customers"]), email: z.email().max(320) })),
      },
      responses: answers(Found, "The person or customer with this address."),
    }),
    async (c) => {
      const viewer = requireAccess(c, "privacy.manage");
      const { kind, email } = c.req.valid("json");
      const who = await inOrganisation(c.var.db, viewer.organisationId, (tx) =>
        findWho(tx, viewer.organisationId, kinds[kind], { email }),
      );
      if (!who) return c.json(orProblem({ refusal: "nobody", field: "email", status: 422 as const }, text));
      return c.json({ id: who.id, name: who.name, email: who.email }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "delete",
      path: "/{kind}/{id}",
      request: { params },
      responses: answers(Erased, "How many rows were deleted or made anonymous."),
    }),
    async (c) => {
      const viewer = requireAccess(c, "privacy.manage");
      const { kind, id } = c.req.valid("param");
      const result = await inOrganisation(c.var.db, viewer.organisationId, async (tx) => {
        const who = await findWho(tx, viewer.organisationId, kinds[kind], { id });
        if (!who) return null;
        // Her conversations go with her: those who had one with her are not to sit and wait.
        if (who.kind === "person") await callOffAllOf(tx, viewer.organisationId, id, postOf(c));
        const erased = await erase(tx, viewer.organisationId, who);
        if (!isRefusal(erased))
          await audit(tx, viewer.organisationId, {
            personId: viewer.personId,
            action: `${who.kind}.erased`,
            aboutPersonId: who.kind === "person" ? id : null,
            details: who.kind === "customer" ? { customerId: id } : {},
          });
        return erased;
      });
      if (!result) throw refuseWith("notFound");
      return c.json(orProblem(result, text), 200);
    },
  )
  .openapi(
    createRoute({ method: "get", path: "/me/copy", request: { query }, responses: copyAnswer }),
    (c) => {
      const viewer = requireViewer(c);
      return sendCopy(c, viewer, "person", viewer.personId);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/{kind}/{id}/copy",
      request: { params, query },
      responses: copyAnswer,
    }),
    (c) => {
      const viewer = requireAccess(c, "privacy.manage");
      const { kind, id } = c.req.valid("param");
      return sendCopy(c, viewer, kinds[kind], id);
    },
  );
export type PrivacyRoutes = typeof routes;
