import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { inOrganisation, type Transaction } from "#platform/database/index.ts";
import type { Env } from "#platform/http/context.ts";
import { problemOfUrl } from "#platform/http/outward.ts";
import { orProblem, refuseWith } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { isRefusal, type Refusal, refuse } from "#platform/refusal.ts";
import { audit } from "../audit.ts";
import { requireAccess, type Viewer } from "../viewer.ts";
import { Done } from "../wire.ts";
import * as store from "./store.ts";
import { text } from "./text.ts";
import { Deliveries, NewWebhook, Webhook, WebhookChange, WebhookSecret } from "./wire.ts";

const params = z.object({ id: z.uuid() });
const ofDelivery = params.extend({ deliveryId: z.uuid() });
const Id = z.object({ id: z.uuid() });
const Version = z.object({ version: z.int() });

/** Runs an administrator's work; what she changes stands in the audit log. */
async function asKeeper<T extends object>(
  c: Context<Env>,
  work: (tx: Transaction, viewer: Viewer) => Promise<T | Refusal>,
  action?: string,
): Promise<T> {
  const viewer = requireAccess(c, "organisation.manage");
  const result = await inOrganisation(c.var.db, viewer.organisationId, async (tx) => {
    const done = await work(tx, viewer);
    if (action && !isRefusal(done)) {
      const webhookId = c.req.param("id") ?? (done as { id?: string }).id;
      await audit(tx, viewer.organisationId, { personId: viewer.personId, action, details: { webhookId } });
    }
    return done;
  });
  return orProblem(result, text) as T;
}

function refuseUrl(c: Context<Env>, url: string | undefined): void {
  const problem = url === undefined ? null : problemOfUrl(url, c.var.config.webhookHosts);
  if (problem) orProblem(refuse(`url.${problem}`, { field: "url" }), text);
}

export const webhookRoutes = newRoutes()
  .openapi(createRoute({ method: "get", path: "/", responses: answers(z.array(Webhook)) }), async (c) =>
    c.json(await asKeeper(c, (tx, { organisationId }) => store.listWebhooks(tx, organisationId)), 200),
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/",
      request: { body: json(NewWebhook) },
      responses: answers(WebhookSecret, "The secret is told this once."),
    }),
    async (c) => {
      requireAccess(c, "organisation.manage");
      const wanted = c.req.valid("json");
      refuseUrl(c, wanted.url);
      const made = await asKeeper(
        c,
        (tx, { organisationId }) => store.addWebhook(tx, organisationId, wanted, c.var.config.secret),
        "webhook.changed",
      );
      return c.json(made, 200);
    },
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/{id}",
      request: { params, body: json(WebhookChange) },
      responses: answers(Version),
    }),
    async (c) => {
      requireAccess(c, "organisation.manage");
      const change = c.req.valid("json");
      refuseUrl(c, change.url);
      const { id } = c.req.valid("param");
      const changed = await asKeeper(
        c,
        (tx, { organisationId }) => store.changeWebhook(tx, organisationId, id, change),
        "webhook.changed",
      );
      return c.json(changed, 200);
    },
  )
  .openapi(
    createRoute({ method: "delete", path: "/{id}", request: { params }, responses: answers(Done) }),
    async (c) => {
      const { id } = c.req.valid("param");
      await asKeeper(
        c,
        async (tx, { organisationId }) => {
          if (!(await store.removeWebhook(tx, organisationId, id))) throw refuseWith("notFound");
          return {};
        },
        "webhook.changed",
      );
      return c.json({ done: true as const }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/{id}/secret",
      request: { params },
      responses: answers(
        WebhookSecret,
        "The new secret, told this once; the one before signs beside it for a day.",
      ),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const made = await asKeeper(
        c,
        (tx, { organisationId }) =>
          store.replaceSecret(tx, organisationId, id, c.var.config.secret, c.var.now()),
        "webhook.changed",
      );
      return c.json(made, 200);
    },
  )
  .openapi(
    createRoute({ method: "post", path: "/{id}/test", request: { params }, responses: answers(Id) }),
    async (c) => {
      const { id } = c.req.valid("param");
      return c.json(
        await asKeeper(c, (tx, { organisationId }) => store.sendTest(tx, organisationId, id, c.var.now())),
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/{id}/deliveries",
      request: { params, query: z.object({ page: z.coerce.number().int().min(1).max(10_000).default(1) }) },
      responses: answers(Deliveries, "The newest first, with each attempt."),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const { page } = c.req.valid("query");
      return c.json(
        await asKeeper(c, (tx, { organisationId }) => store.listDeliveries(tx, organisationId, id, page)),
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/{id}/deliveries/{deliveryId}/again",
      request: { params: ofDelivery },
      responses: answers(Id),
    }),
    async (c) => {
      const { id, deliveryId } = c.req.valid("param");
      return c.json(
        await asKeeper(c, (tx, { organisationId }) => store.deliverAgain(tx, organisationId, id, deliveryId)),
        200,
      );
    },
  );
export type WebhookRoutes = typeof webhookRoutes;
