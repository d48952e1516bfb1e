import { createRoute, z } from "@hono/zod-openapi";
import { orProblem } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { offerSessions } from "./choice.store.ts";
import { NewSession, SessionChoice, SessionMove, Sessions } from "./meeting.wire.ts";
import { onComingMeeting, onMeeting } from "./onMeeting.ts";
import * as store from "./session.store.ts";
import { text } from "./text.ts";

const params = z.object({ id: z.uuid() });

/** One plan held more than once: its sessions, and who comes to which. */
export const sessionRoutes = newRoutes()
  .openapi(
    createRoute({
      method: "get",
      path: "/meetings/{id}/sessions",
      request: { params },
      responses: answers(Sessions),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      return c.json(await onMeeting(c, id, (tx, _, meeting) => store.listSessions(tx, meeting)), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/meetings/{id}/sessions",
      request: { params, body: json(NewSession) },
      responses: answers(z.object({ id: z.uuid() })),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const added = await onMeeting(c, id, (tx, { personId }, meeting) =>
        store.addSession(tx, meeting, {
          ...c.req.valid("json"),
          ...{ secret: c.var.config.secret, createdBy: personId },
        }),
      );
      return c.json(orProblem(added, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/meetings/{id}/sessions/divided",
      request: { params },
      responses: answers(z.object({ moved: z.int() })),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const divided = await onMeeting(c, id, (tx, _, meeting) =>
        store.divideEvenly(tx, meeting, c.var.config.secret),
      );
      return c.json(orProblem(divided, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "put",
      path: "/meetings/{id}/sessions/choice",
      request: { params, body: json(SessionChoice) },
      responses: answers(z.object({ isOn: z.boolean() })),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const offered = await onMeeting(c, id, (tx, _, meeting) =>
        offerSessions(tx, meeting, c.req.valid("json")),
      );
      return c.json(orProblem(offered, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/meetings/{id}/sessions/aligned",
      request: { params },
      responses: answers(z.object({ aligned: z.int() })),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const aligned = await onMeeting(c, id, (tx, _, meeting) => store.alignSessions(tx, meeting));
      return c.json(orProblem(aligned, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/meetings/{id}/participants/{participantId}/moved",
      request: { params: params.extend({ participantId: z.uuid() }), body: json(SessionMove) },
      responses: answers(z.object({ id: z.uuid() })),
    }),
    async (c) => {
      const { id, participantId } = c.req.valid("param");
      const { to } = c.req.valid("json");
      const moved = await onComingMeeting(c, id, (tx, _, meeting) =>
        store.moveParticipant(tx, meeting, participantId, to, c.var.config.secret),
      );
      return c.json(orProblem(moved, text), 200);
    },
  );
