import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { may } from "#organisation/access.ts";
import { requireViewer, type Viewer } from "#organisation/viewer.ts";
import { inOrganisation, type Transaction } from "#platform/database/index.ts";
import type { Env } from "#platform/http/context.ts";
import { orConflict, orProblem, refuseWith } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { Version } from "#platform/http/shapes.ts";
import { isRefusal, refuse } from "#platform/refusal.ts";
import { presentUnitOf } from "#pulse/whose.reads.ts";
import { postOf, tellOneToOne } from "./calendar.store.ts";
import * as store from "./oneToOne.store.ts";
import { text } from "./text.ts";
import {
  NewSeries,
  NewTask,
  OneToOne,
  OneToOneChange,
  PreparationChange,
  SeriesChange,
  SeriesSummary,
} from "./wire.ts";

const params = z.object({ id: z.uuid() });
const Created = z.object({ id: z.uuid() });
const Changed = z.object({ version: z.int() });

/** Runs work on a conversation, for one of the two; to everybody else it does not exist. */
function onOneToOne<T>(
  c: Context<Env>,
  id: string,
  work: (tx: Transaction, viewer: Viewer, opened: store.Opened) => Promise<T>,
): Promise<T> {
  const viewer = requireViewer(c);
  return inOrganisation(c.var.db, viewer.organisationId, async (tx) => {
    const opened = await store.open(tx, viewer, id);
    if (!opened) throw refuseWith("notFound");
    return work(tx, viewer, opened);
  });
}

/** Where something is to be written: nothing is added to what is over. */
const onLiving: typeof onOneToOne = (c, id, work) =>
  onOneToOne(c, id, async (tx, viewer, opened) => {
    if (!opened.row.isLed) orProblem(refuse("seriesOver", { values: { name: opened.row.leaderName } }), text);
    return work(tx, viewer, opened);
  });

export const oneToOneRoutes = newRoutes()
  .openapi(
    createRoute({ method: "get", path: "/one-to-ones", responses: answers(z.array(SeriesSummary)) }),
    async (c) => {
      const viewer = requireViewer(c);
      const series = await inOrganisation(c.var.db, viewer.organisationId, (tx) =>
        store.listSeries(tx, viewer),
      );
      return c.json(series, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/one-to-ones",
      request: { body: json(NewSeries) },
      responses: answers(Created),
    }),
    async (c) => {
      const viewer = requireViewer(c);
      const { organisationId, personId } = viewer;
      const series = c.req.valid("json");
      const begun = await inOrganisation(c.var.db, organisationId, async (tx) => {
        const unitId = await presentUnitOf(tx, organisationId, series.employeeId);
        const isHerself = series.employeeId === personId;
        if (!unitId || isHerself || !may(viewer, "followUp.edit", { unitId })) throw refuseWith("notFound");
        const next = await store.beginSeries(tx, organisationId, personId, series);
        if (!isRefusal(next)) await tellOneToOne(tx, organisationId, next.id, postOf(c));
        return next;
      });
      return c.json(orProblem(begun, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/one-to-ones/{id}",
      request: { params },
      responses: answers(OneToOne),
    }),
    async (c) => {
      const found = await onOneToOne(c, c.req.valid("param").id, (tx, viewer, opened) =>
        store.read(tx, c.var.config, viewer, opened),
      );
      return c.json(found, 200);
    },
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/one-to-ones/{id}",
      request: { params, body: json(OneToOneChange) },
      responses: answers(Changed),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const changed = await onLiving(c, id, async (tx, viewer, opened) => {
        const done = await store.change(tx, c.var.config, opened, c.req.valid("json"));
        if (!isRefusal(done)) await tellOneToOne(tx, viewer.organisationId, id, postOf(c));
        return orConflict(done, text, () => store.read(tx, c.var.config, viewer, opened));
      });
      return c.json(changed, 200);
    },
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/one-to-ones/{id}/series",
      request: { params, body: json(SeriesChange) },
      responses: answers(Changed),
    }),
    async (c) => {
      const changed = await onLiving(c, c.req.valid("param").id, (tx, _viewer, opened) =>
        store.changeSeries(tx, opened, c.req.valid("json")),
      );
      return c.json(orProblem(changed, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/one-to-ones/{id}/preparation",
      request: { params, body: json(PreparationChange) },
      responses: answers(Changed),
    }),
    async (c) => {
      const prepared = await onLiving(c, c.req.valid("param").id, async (tx, viewer, opened) =>
        orConflict(
          await store.prepare(tx, c.var.config, viewer.personId, opened, c.req.valid("json")),
          text,
          async () =>
            (await store.read(tx, c.var.config, viewer, opened)).preparations.find(({ isMine }) => isMine),
        ),
      );
      return c.json(prepared, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/one-to-ones/{id}/actions",
      request: { params, body: json(NewTask) },
      responses: answers(Created),
    }),
    async (c) => {
      const added = await onLiving(c, c.req.valid("param").id, (tx, viewer, opened) =>
        store.addTask(tx, viewer, opened, c.req.valid("json")),
      );
      return c.json(orProblem(added, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/one-to-ones/{id}/hold",
      request: { params, body: json(z.object({ version: Version })) },
      responses: answers(z.object({ nextId: z.uuid() })),
    }),
    async (c) => {
      const held = await onLiving(c, c.req.valid("param").id, async (tx, viewer, opened) => {
        const next = await store.hold(tx, opened, c.req.valid("json").version, c.var.now());
        if (!isRefusal(next)) await tellOneToOne(tx, viewer.organisationId, next.nextId, postOf(c));
        return next;
      });
      return c.json(orProblem(held, text), 200);
    },
  );
