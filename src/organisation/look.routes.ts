import { createRoute, z } from "@hono/zod-openapi";
import { inOrganisation } from "#platform/database/index.ts";
import { orProblem, refuseWith } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { readLogo } from "#platform/pictures/index.ts";
import * as store from "./look.store.ts";
import { text } from "./text.ts";
import { requireAccess } from "./viewer.ts";
import { Look, LookChange, NewLogo } from "./wire.ts";

/** The organisation's colour and logo: seen by everybody in it, set by its administrators. */
export const lookRoutes = newRoutes()
  .openapi(createRoute({ method: "get", path: "/look", responses: answers(Look) }), async (c) => {
    const { organisationId } = requireAccess(c, "organisation.see");
    return c.json(
      await inOrganisation(c.var.db, organisationId, (tx) => store.readLook(tx, organisationId)),
      200,
    );
  })
  .openapi(
    createRoute({
      method: "patch",
      path: "/look",
      request: { body: json(LookChange) },
      responses: answers(Look),
    }),
    async (c) => {
      const { organisationId } = requireAccess(c, "organisation.manage");
      const changed = await inOrganisation(c.var.db, organisationId, (tx) =>
        store.changeLook(tx, organisationId, c.req.valid("json")),
      );
      return c.json(orProblem(changed, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/look/logo",
      responses: {
        200: {
          content: { "image/png": { schema: z.string() } },
          description: "The organisation's logo.",
        },
      },
    }),
    async (c) => {
      const { organisationId } = requireAccess(c, "organisation.see");
      const logo = await inOrganisation(c.var.db, organisationId, (tx) =>
        store.readLogoOf(tx, organisationId),
      );
      if (!logo) throw refuseWith("notFound");
      return c.body(new Uint8Array(logo), 200, {
        "content-type": "image/png",
        "cache-control": "private, no-cache",
        "x-content-type-options": "nosniff",
      }) as never;
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/look/logo",
      request: { body: { required: true, content: { "multipart/form-data": { schema: NewLogo } } } },
      responses: answers(Look),
    }),
    async (c) => {
      const { organisationId } = requireAccess(c, "organisation.manage");
      const { file, version } = c.req.valid("form");
      // Reading it takes a moment, and holds no transaction open.
      const logo = orProblem(await readLogo(Buffer.from(await file.arrayBuffer())), text);
      const changed = await inOrganisation(c.var.db, organisationId, (tx) =>
        store.changeLook(tx, organisationId, { logo, version }),
      );
      return c.json(orProblem(changed, text), 200);
    },
  );
