import { createRoute, z } from "@hono/zod-openapi";
import { unitExists } from "#organisation/store.ts";
import { requireAccess } from "#organisation/viewer.ts";
import { inOrganisation } from "#platform/database/index.ts";
import { orProblem, refuseWith } from "#platform/http/problem.ts";
import { answers, newRoutes } from "#platform/http/routes.ts";
import { refuse } from "#platform/refusal.ts";
import { text } from "../text.ts";
import { takeEnded } from "./store.ts";
import { EndedContact, EndedHeaders, endedExample, TakenContact } from "./wire.ts";

/** For systems that know when a contact ends, by a personal access token with the scope pulse.write. */
export const contactRoutes = newRoutes().openapi(
  createRoute({
    method: "post",
    path: "/units/{unitId}/contacts",
    summary: "A contact has ended",
    description:
      "Takes the contact into the unit's measurement, where it is drawn by lot and its customer asked as those from files are. Needs the scope pulse.write of somebody who leads the unit. Sent again with the same reference and the same content it is answered as before and changes nothing.",
    request: {
      params: z.object({ unitId: z.uuid() }),
      headers: EndedHeaders,
      body: {
        required: true,
        content: { "application/json": { schema: EndedContact, example: endedExample } },
      },
    },
    responses: answers(TakenContact, "Taken, or taken before."),
  }),
  async (c) => {
    const { unitId } = c.req.valid("param");
    const { organisationId } = requireAccess(c, "pulse.manage", { unitId });
    const sent = c.req.valid("json");
    const reference = sent.reference ?? c.req.valid("header")["idempotency-key"];
    if (!reference) return orProblem(refuse("referenceMissing", { field: "reference" }), text) as never;
    const taken = await inOrganisation(c.var.db, organisationId, async (tx) => {
      if (!(await unitExists(tx, organisationId, unitId))) throw refuseWith("notFound");
      return takeEnded(tx, { organisationId, unitId }, { ...sent, reference }, c.var.now());
    });
    return c.json(orProblem(taken, text), 200);
  },
);
