import { createRoute, z } from "@hono/zod-openapi";
import { may } from "#organisation/access.ts";
import { unitExists } from "#organisation/store.ts";
import { requireAccess, requireViewer } from "#organisation/viewer.ts";
import { inOrganisation } from "#platform/database/index.ts";
import { orProblem, refuseWith } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { figuresFile } from "./report.ts";
import { presentUnitOf, resultsOfUnit } from "./results.reads.ts";
import * as store from "./results.store.ts";
import { HideComment, NewRemark, Results, ResultsOfPeople } from "./results.wire.ts";
import { text } from "./text.ts";

const unitParams = z.object({ unitId: z.uuid() });
const Done = z.object({ done: z.literal(true) });

/** Figures as they have been released. Every one of these answers reads the same frozen sums. */
export const resultsRoutes = newRoutes()
  .openapi(createRoute({ method: "get", path: "/results/mine", responses: answers(Results) }), async (c) => {
    const { organisationId, personId } = requireViewer(c);
    const results = await inOrganisation(c.var.db, organisationId, (tx) =>
      store.readOwn(tx, organisationId, personId, c.var.now()),
    );
    return c.json(results, 200);
  })
  .openapi(
    createRoute({
      method: "post",
      path: "/results/mine/remarks",
      request: { body: json(NewRemark) },
      responses: answers(z.object({ id: z.uuid() })),
    }),
    async (c) => {
      const { organisationId, personId } = requireViewer(c);
      const added = await inOrganisation(c.var.db, organisationId, (tx) =>
        store.addRemark(tx, organisationId, personId, c.req.valid("json")),
      );
      return c.json(orProblem(added, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "delete",
      path: "/results/mine/remarks/{id}",
      request: { params: z.object({ id: z.uuid() }) },
      responses: answers(Done),
    }),
    async (c) => {
      const { organisationId, personId } = requireViewer(c);
      const removed = await inOrganisation(c.var.db, organisationId, (tx) =>
        store.removeRemark(tx, organisationId, personId, c.req.valid("param").id),
      );
      return c.json(orProblem(removed, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/results/units/{unitId}",
      request: { params: unitParams },
      responses: answers(Results),
    }),
    async (c) => {
      const { unitId } = c.req.valid("param");
      const { organisationId } = requireAccess(c, "results.seeUnit", { unitId });
      const results = await inOrganisation(c.var.db, organisationId, async (tx) =>
        (await unitExists(tx, organisationId, unitId)) ? resultsOfUnit(tx, organisationId, unitId) : null,
      );
      if (!results) throw refuseWith("notFound");
      return c.json(results, 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/results/units/{unitId}/people",
      request: { params: unitParams },
      responses: answers(ResultsOfPeople),
    }),
    async (c) => {
      const { unitId } = c.req.valid("param");
      const { organisationId } = requireAccess(c, "pulse.see", { unitId });
      const people = await inOrganisation(c.var.db, organisationId, (tx) =>
        store.listPeople(tx, organisationId, unitId, c.var.now()),
      );
      return c.json(people, 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/results/people/{personId}",
      request: { params: z.object({ personId: z.uuid() }) },
      responses: answers(Results),
    }),
    async (c) => {
      const viewer = requireViewer(c);
      const { organisationId } = viewer;
      const { personId } = c.req.valid("param");
      const results = await inOrganisation(c.var.db, organisationId, async (tx) => {
        // Her present leader, and nobody who led her once.
        const unitId = await presentUnitOf(tx, organisationId, personId);
        const isHerself = personId === viewer.personId;
        if (!isHerself && (!unitId || !may(viewer, "results.seePerson", { unitId, personId })))
          throw refuseWith("notFound");
        return isHerself
          ? store.readOwn(tx, organisationId, personId, c.var.now())
          : store.readForLeader(tx, organisationId, personId, viewer.personId, c.var.now());
      });
      return c.json(results, 200);
    },
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/results/units/{unitId}/comments/{id}",
      request: { params: unitParams.extend({ id: z.uuid() }), body: json(HideComment) },
      responses: answers(Done),
    }),
    async (c) => {
      const { unitId, id } = c.req.valid("param");
      const { organisationId, personId } = requireAccess(c, "pulse.manage", { unitId });
      const hiddenBy = c.req.valid("json").isHidden ? personId : null;
      const hidden = await inOrganisation(c.var.db, organisationId, (tx) =>
        store.hideComment(tx, organisationId, unitId, id, hiddenBy),
      );
      return c.json(orProblem(hidden, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/results/units/{unitId}/figures.csv",
      request: { params: unitParams },
      responses: {
        200: { content: { "text/csv": { schema: z.string() } }, description: "The released figures." },
      },
    }),
    async (c) => {
      const { unitId } = c.req.valid("param");
      const { organisationId } = requireAccess(c, "results.seeUnit", { unitId });
      const results = await inOrganisation(c.var.db, organisationId, async (tx) =>
        (await unitExists(tx, organisationId, unitId)) ? resultsOfUnit(tx, organisationId, unitId) : null,
      );
      if (!results) throw refuseWith("notFound");
      const name = text(c.var.locale)("results.fileName");
      return c.body(figuresFile(c.var.locale, results), 200, {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${name}.csv"`,
      });
    },
  );
