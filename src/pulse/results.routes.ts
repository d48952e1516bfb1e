import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { requireAccess, requireViewer } from "#organisation/viewer.ts";
import { inOrganisation, type Transaction } from "#platform/database/index.ts";
import type { Env } from "#platform/http/context.ts";
import { orProblem, refuseWith } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { findComments } from "./comments.reads.ts";
import type { Of } from "./model/release.ts";
import * as store from "./results.store.ts";
import {
  CommentChange,
  CommentsPage,
  CommentsQuery,
  NewRemark,
  Results,
  ResultsOfPeople,
  UnseenResults,
} from "./results.wire.ts";
import { seePerson, seeUnit } from "./seeResults.ts";
import { text } from "./text.ts";

const unitParams = z.object({ unitId: z.uuid() });
const Done = z.object({ done: z.literal(true) });

const organisationOf = (c: Context<Env>): string => requireViewer(c).organisationId;

/** A measurement that this reader sees nothing of has no comments for her either. */
async function commentsIn(
  tx: Transaction,
  organisationId: string,
  of: Of,
  { pulses, minimum }: Results,
  query: CommentsQuery,
): Promise<CommentsPage> {
  const pulse = pulses.find(({ pulseId }) => pulseId === query.pulseId);
  if (!pulse) throw refuseWith("notFound");
  return findComments(tx, organisationId, of, pulse, query, minimum);
}

/** Figures as they have been released. Every one of these answers reads the same frozen sums. */
export const resultsRoutes = newRoutes()
  .openapi(createRoute({ method: "get", path: "/results/mine", responses: answers(Results) }), async (c) => {
    return c.json(await seePerson(c, requireViewer(c).personId, async (_tx, results) => results), 200);
  })
  .openapi(
    createRoute({
      method: "get",
      path: "/results/mine/unseen",
      responses: answers(UnseenResults, "Opens none of them: her leader still waits for her."),
    }),
    async (c) => {
      const { organisationId, personId } = requireViewer(c);
      const unseen = await inOrganisation(c.var.db, organisationId, (tx) =>
        store.unseenOf(tx, organisationId, personId),
      );
      return c.json(unseen, 200);
    },
  )
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
      const results = await seeUnit(c, c.req.valid("param").unitId, async (_tx, found) => found);
      return c.json(results, 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/results/units/{unitId}/comments",
      request: { params: unitParams, query: CommentsQuery },
      responses: answers(CommentsPage, "What customers wrote about a unit, page by page."),
    }),
    async (c) => {
      const { unitId } = c.req.valid("param");
      const query = c.req.valid("query");
      const found = await seeUnit(c, unitId, (tx, results) =>
        commentsIn(tx, organisationOf(c), { scope: "unit", unitId, personId: null }, results, query),
      );
      return c.json(found, 200);
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
      const { personId } = c.req.valid("param");
      return c.json(await seePerson(c, personId, async (_tx, results) => results), 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/results/people/{personId}/comments",
      request: { params: z.object({ personId: z.uuid() }), query: CommentsQuery },
      responses: answers(CommentsPage, "What customers wrote about one employee, page by page."),
    }),
    async (c) => {
      const { personId } = c.req.valid("param");
      const query = c.req.valid("query");
      const found = await seePerson(c, personId, (tx, results) => {
        const of = { scope: "person" as const, unitId: results.unitId, personId };
        return commentsIn(tx, organisationOf(c), of, results, query);
      });
      return c.json(found, 200);
    },
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/results/units/{unitId}/comments/{id}",
      request: { params: unitParams.extend({ id: z.uuid() }), body: json(CommentChange) },
      responses: answers(Done),
    }),
    async (c) => {
      const { unitId, id } = c.req.valid("param");
      const { organisationId, personId } = requireAccess(c, "pulse.manage", { unitId });
      const changed = await inOrganisation(c.var.db, organisationId, (tx) =>
        store.changeComment(tx, organisationId, unitId, id, c.req.valid("json"), personId),
      );
      return c.json(orProblem(changed, text), 200);
    },
  );
