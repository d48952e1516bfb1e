import { createRoute, z } from "@hono/zod-openapi";
import { onJourney } from "#guide/onJourney.ts";
import { orProblem } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { readTable } from "#platform/tables/read.ts";
import { aheadRoutes } from "./ahead.routes.ts";
import type { LiveRoom } from "./liveRoom.ts";
import { meetingRoutes } from "./meeting.routes.ts";
import { statementColumns } from "./model/columns.ts";
import { beginNextRound } from "./nextRound.store.ts";
import { paperRoutes } from "./paper.routes.ts";
import { sessionRoutes } from "./session.routes.ts";
import { slideRoutes } from "./slide.routes.ts";
import * as statements from "./statement.store.ts";
import { text } from "./text.ts";
import { themeRoutes } from "./theme.routes.ts";
import {
  FileColumns,
  NewStatements,
  Picked,
  StatementChange,
  StatementFile,
  StatementsPage,
  StatementsQuery,
} from "./wire.ts";

const params = z.object({ id: z.uuid() });
const ofStatement = params.extend({ statementId: z.uuid() });

export const routes = (room: LiveRoom) =>
  newRoutes()
    .openapi(
      createRoute({
        method: "get",
        path: "/journeys/{id}/statements",
        request: { params, query: StatementsQuery },
        responses: answers(StatementsPage),
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const filter = c.req.valid("query");
        const page = await onJourney(c, "journey.see", id, (tx, viewer) =>
          statements.listStatements(tx, viewer.organisationId, id, filter),
        );
        return c.json(page, 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/journeys/{id}/statements",
        request: { params, body: json(NewStatements) },
        responses: answers(z.object({ ids: z.array(z.uuid()) })),
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const added = await onJourney(c, "journey.edit", id, (tx, viewer) =>
          statements.addStatements(tx, viewer.organisationId, id, {
            ...c.req.valid("json"),
            createdBy: viewer.personId,
          }),
        );
        return c.json(orProblem(added, text), 200);
      },
    )
    .openapi(
      createRoute({
        method: "patch",
        path: "/journeys/{id}/statements/{statementId}",
        request: { params: ofStatement, body: json(StatementChange) },
        responses: answers(z.object({ version: z.int() })),
      }),
      async (c) => {
        const { id, statementId } = c.req.valid("param");
        const changed = await onJourney(c, "journey.edit", id, (tx, viewer) =>
          statements.changeStatement(tx, viewer.organisationId, id, statementId, c.req.valid("json")),
        );
        return c.json(orProblem(changed, text), 200);
      },
    )
    .openapi(
      createRoute({
        method: "put",
        path: "/journeys/{id}/picked",
        request: { params, body: json(Picked) },
        responses: answers(z.object({ picked: z.int() })),
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const picked = await onJourney(c, "journey.edit", id, (tx, viewer) =>
          statements.pickStatements(tx, viewer.organisationId, id, c.req.valid("json")),
        );
        return c.json(orProblem(picked, text), 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/journeys/{id}/statement-file",
        request: {
          params,
          body: { required: true, content: { "multipart/form-data": { schema: StatementFile } } },
        },
        responses: answers(FileColumns),
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const { file } = c.req.valid("form");
        // Whether she may is asked first; reading may take a while and holds no transaction open.
        await onJourney(c, "journey.edit", id, async () => undefined);
        const table = orProblem(await readTable(new Uint8Array(await file.arrayBuffer())), text);
        return c.json(statementColumns(table.columns, table.rows), 200);
      },
    )
    .openapi(
      createRoute({
        method: "post",
        path: "/journeys/{id}/next-round",
        request: { params },
        responses: answers(z.object({ id: z.uuid(), isNew: z.boolean() })),
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const round = await onJourney(c, "journey.edit", id, (tx, viewer) =>
          beginNextRound(tx, viewer.organisationId, id, viewer.personId),
        );
        return c.json(orProblem(round, text), 200);
      },
    )
    .route("/", meetingRoutes(room))
    .route("/", sessionRoutes)
    .route("/", aheadRoutes)
    .route("/", slideRoutes)
    .route("/", themeRoutes)
    .route("/", paperRoutes);
