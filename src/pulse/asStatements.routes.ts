import { createRoute, z } from "@hono/zod-openapi";
import { onJourney } from "#guide/onJourney.ts";
import { orProblem } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { commentsToTake, takeComments } from "./asStatements.store.ts";
import { text } from "./text.ts";
import { CommentsTaken, CommentsToTake } from "./wire.ts";

const params = z.object({ id: z.uuid() });

/** What customers wrote in an earlier measurement, taken into the preparation of the next meeting. */
export const asStatementsRoutes = newRoutes()
  .openapi(
    createRoute({
      method: "get",
      path: "/journeys/{id}/comments",
      request: { params },
      responses: answers(CommentsToTake),
    }),
    async (c) => {
      const { id: journeyId } = c.req.valid("param");
      const found = await onJourney(c, "journey.edit", journeyId, (tx, { organisationId }, unitId) =>
        commentsToTake(tx, organisationId, { unitId, journeyId }),
      );
      return c.json(found, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/journeys/{id}/comments",
      request: { params, body: json(CommentsTaken) },
      responses: answers(z.object({ taken: z.int() })),
    }),
    async (c) => {
      const { id: journeyId } = c.req.valid("param");
      const t = text(c.var.locale);
      const taken = await onJourney(c, "journey.edit", journeyId, (tx, viewer, unitId) =>
        takeComments(
          tx,
          viewer.organisationId,
          { unitId, journeyId },
          {
            ...c.req.valid("json"),
            sourceOf: (title) => t("take.source", { title }).slice(0, 200),
            createdBy: viewer.personId,
          },
        ),
      );
      return c.json(orProblem(taken, text), 200);
    },
  );
