import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { type Action, may } from "#organisation/access.ts";
import { requireAccess, type Viewer, workInUnitOf } from "#organisation/viewer.ts";
import { inOrganisation, type Transaction } from "#platform/database/index.ts";
import type { Env } from "#platform/http/context.ts";
import { orConflict, orProblem } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { Version } from "#platform/http/shapes.ts";
import { isRefusal, refuse } from "#platform/refusal.ts";
import { beginNextRound } from "#preparation/nextRound.store.ts";
import { postOf, tellReview } from "./calendar.store.ts";
import { openLive } from "./live.store.ts";
import * as store from "./review.store.ts";
import { text } from "./text.ts";
import { NewDecision, NewReview, NewReviewTask, ReviewChange, ReviewMeeting, ReviewSummary } from "./wire.ts";

const params = z.object({ id: z.uuid() });
const Created = z.object({ id: z.uuid() });
const Done = z.object({ done: z.literal(true) });
const Held = z.object({ version: Version });

/** Runs work on a review meeting for a viewer who may; another unit's is "not found". */
const onReview = <T>(
  c: Context<Env>,
  action: Action,
  id: string,
  work: (tx: Transaction, viewer: Viewer, unitId: string) => Promise<T>,
): Promise<T> =>
  workInUnitOf(c, action, (tx, organisationId) => store.unitOfReview(tx, organisationId, id), work);

export const reviewRoutes = newRoutes()
  .openapi(
    createRoute({
      method: "get",
      path: "/review-meetings",
      request: { query: z.object({ unitId: z.uuid() }) },
      responses: answers(z.array(ReviewSummary)),
    }),
    async (c) => {
      const { unitId } = c.req.valid("query");
      const { organisationId } = requireAccess(c, "followUp.see", { unitId });
      const reviews = await inOrganisation(c.var.db, organisationId, (tx) =>
        store.listReviews(tx, organisationId, unitId),
      );
      return c.json(reviews, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/review-meetings",
      request: { body: json(NewReview) },
      responses: answers(Created),
    }),
    async (c) => {
      const review = c.req.valid("json");
      const { organisationId, personId } = requireAccess(c, "followUp.edit", { unitId: review.unitId });
      const added = await inOrganisation(c.var.db, organisationId, async (tx) => {
        const made = await store.addReview(tx, organisationId, { ...review, createdBy: personId });
        if (!isRefusal(made)) await tellReview(tx, organisationId, made.id, postOf(c));
        return made;
      });
      return c.json(orProblem(added, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/review-meetings/{id}",
      request: { params },
      responses: answers(ReviewMeeting),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const found = await onReview(c, "followUp.see", id, async (tx, viewer, unitId) => ({
        ...(await store.readReview(tx, viewer.organisationId, id, c.var.locale)),
        mayEdit: may(viewer, "followUp.edit", { unitId }),
      }));
      return c.json(found, 200);
    },
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/review-meetings/{id}",
      request: { params, body: json(ReviewChange) },
      responses: answers(z.object({ version: z.int() })),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const changed = await onReview(c, "followUp.edit", id, async (tx, { organisationId }) => {
        const done = await store.changeReview(tx, organisationId, id, c.req.valid("json"));
        if (!isRefusal(done)) await tellReview(tx, organisationId, id, postOf(c));
        return orConflict(done, text, () => store.readReview(tx, organisationId, id, c.var.locale));
      });
      return c.json(changed, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/review-meetings/{id}/decisions",
      request: { params, body: json(NewDecision) },
      responses: answers(Created),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const decided = await onReview(c, "followUp.edit", id, (tx, { organisationId }) =>
        store.decide(tx, organisationId, id, c.req.valid("json")),
      );
      return c.json(orProblem(decided, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "delete",
      path: "/review-meetings/{id}/decisions/{decisionId}",
      request: { params: params.extend({ decisionId: z.uuid() }) },
      responses: answers(Done),
    }),
    async (c) => {
      const { id, decisionId } = c.req.valid("param");
      const undone = await onReview(c, "followUp.edit", id, (tx, { organisationId }) =>
        store.undecide(tx, organisationId, id, decisionId),
      );
      return c.json(orProblem(undone, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/review-meetings/{id}/actions",
      request: { params, body: json(NewReviewTask) },
      responses: answers(Created),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const added = await onReview(c, "followUp.edit", id, (tx, { organisationId, personId }, unitId) =>
        store.addReviewTask(
          tx,
          organisationId,
          { unitId, reviewMeetingId: id, createdBy: personId },
          c.req.valid("json"),
        ),
      );
      return c.json(orProblem(added, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/review-meetings/{id}/hold",
      request: { params, body: json(Held) },
      responses: answers(Done),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const held = await onReview(c, "followUp.edit", id, (tx, { organisationId }) =>
        store.holdReview(tx, organisationId, id, c.req.valid("json").version, c.var.now()),
      );
      return c.json(orProblem(held, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/review-meetings/{id}/live",
      request: { params },
      responses: answers(Created, "The meeting in the live room that it is held in."),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const opened = await onReview(c, "followUp.edit", id, (tx, viewer) =>
        openLive(tx, viewer, id, {
          ...{ locale: c.var.locale, secret: c.var.config.secret, now: c.var.now() },
        }),
      );
      return c.json(orProblem(opened, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/review-meetings/{id}/next-round",
      request: { params },
      responses: answers(Created),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const begun = await onReview(c, "followUp.edit", id, async (tx, { organisationId, personId }) => {
        const { journeyId } = await store.readReview(tx, organisationId, id, c.var.locale);
        if (!journeyId) return refuse("noJourney");
        return beginNextRound(tx, organisationId, journeyId, personId);
      });
      return c.json({ id: orProblem(begun, text).id }, 200);
    },
  );
