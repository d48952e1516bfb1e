import { createRoute, z } from "@hono/zod-openapi";
import { requireAccess } from "#organisation/viewer.ts";
import { inOrganisation } from "#platform/database/index.ts";
import { orProblem } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import * as store from "./store.ts";
import { text } from "./text.ts";
import { Changed, Created, NewValue, Order, PurposeChange, ValueBasis, ValueChange } from "./wire.ts";

const params = z.object({ id: z.uuid() });

export const routes = newRoutes()
  .openapi(createRoute({ method: "get", path: "/", responses: answers(ValueBasis) }), async (c) => {
    const { organisationId } = requireAccess(c, "values.see");
    return c.json(
      await inOrganisation(c.var.db, organisationId, (tx) => store.readBasis(tx, organisationId)),
      200,
    );
  })
  .openapi(
    createRoute({
      method: "post",
      path: "/",
      request: { body: json(NewValue) },
      responses: answers(Created),
    }),
    async (c) => {
      const { organisationId } = requireAccess(c, "values.edit");
      const added = await inOrganisation(c.var.db, organisationId, (tx) =>
        store.addValue(tx, organisationId, c.req.valid("json")),
      );
      return c.json(orProblem(added, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "put",
      path: "/purpose",
      request: { body: json(PurposeChange) },
      responses: answers(Changed),
    }),
    async (c) => {
      const { organisationId } = requireAccess(c, "values.edit");
      const changed = await inOrganisation(c.var.db, organisationId, (tx) =>
        store.changePurpose(tx, organisationId, c.req.valid("json")),
      );
      return c.json(orProblem(changed, text), 200);
    },
  )
  .openapi(
    createRoute({ method: "put", path: "/order", request: { body: json(Order) }, responses: answers(Order) }),
    async (c) => {
      const { organisationId } = requireAccess(c, "values.edit");
      const { order } = c.req.valid("json");
      orProblem(
        await inOrganisation(c.var.db, organisationId, (tx) => store.reorder(tx, organisationId, order)),
        text,
      );
      return c.json({ order }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/{id}",
      request: { params, body: json(ValueChange) },
      responses: answers(Changed),
    }),
    async (c) => {
      const { organisationId } = requireAccess(c, "values.edit");
      const changed = await inOrganisation(c.var.db, organisationId, (tx) =>
        store.changeValue(tx, organisationId, c.req.valid("param").id, c.req.valid("json")),
      );
      return c.json(orProblem(changed, text), 200);
    },
  );
export type ValuesRoutes = typeof routes;
