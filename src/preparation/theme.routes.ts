import { createRoute, z } from "@hono/zod-openapi";
import { onJourney } from "#guide/onJourney.ts";
import { orProblem } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { text } from "./text.ts";
import * as store from "./theme.store.ts";
import { NewThemes, ThemeChange, Themes } from "./wire.ts";

const params = z.object({ id: z.uuid() });
const ofTheme = params.extend({ themeId: z.uuid() });

/** Themes among what customers say. They are suggested in the browser; here stands what the leader took. */
export const themeRoutes = newRoutes()
  .openapi(
    createRoute({
      method: "get",
      path: "/journeys/{id}/themes",
      request: { params },
      responses: answers(Themes),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const themes = await onJourney(c, "journey.see", id, (tx, { organisationId }) =>
        store.listThemes(tx, organisationId, id),
      );
      return c.json(themes, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/journeys/{id}/themes",
      request: { params, body: json(NewThemes) },
      responses: answers(z.object({ ids: z.array(z.uuid()) })),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const added = await onJourney(c, "journey.edit", id, (tx, { organisationId, personId }) =>
        store.addThemes(tx, organisationId, id, { ...c.req.valid("json"), createdBy: personId }),
      );
      return c.json(orProblem(added, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/journeys/{id}/themes/{themeId}",
      request: { params: ofTheme, body: json(ThemeChange) },
      responses: answers(z.object({ version: z.int() })),
    }),
    async (c) => {
      const { id, themeId } = c.req.valid("param");
      const changed = await onJourney(c, "journey.edit", id, (tx, { organisationId }) =>
        store.renameTheme(tx, organisationId, id, themeId, c.req.valid("json")),
      );
      return c.json(orProblem(changed, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "delete",
      path: "/journeys/{id}/themes/{themeId}",
      request: { params: ofTheme },
      responses: answers(z.object({ name: z.string(), statementIds: z.array(z.uuid()) })),
    }),
    async (c) => {
      const { id, themeId } = c.req.valid("param");
      const removed = await onJourney(c, "journey.edit", id, (tx, { organisationId }) =>
        store.removeTheme(tx, organisationId, id, themeId),
      );
      return c.json(orProblem(removed, text), 200);
    },
  );
