import { createRoute, z } from "@hono/zod-openapi";
import { formatDate } from "#design/format.ts";
import { inOrganisation } from "#platform/database/index.ts";
import { orProblem, refuseWith } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { queueMail } from "#platform/mail/index.ts";
import { isRefusal } from "#platform/refusal.ts";
import { audit } from "../audit.ts";
import { text } from "../text.ts";
import { requireAccess } from "../viewer.ts";
import { announce } from "../webhooks/announce.ts";
import { Done } from "../wire.ts";
import { appointDeputy, endDeputy, listDeputies } from "./store.ts";
import { Deputy, NewDeputy } from "./wire.ts";

const ofUnit = z.object({ id: z.uuid() });

/** Who leads a unit while its leader is away: appointed by herself, for a time, known to everybody of the unit. */
export const deputyRoutes = newRoutes()
  .openapi(
    createRoute({
      method: "get",
      path: "/units/{id}/deputies",
      request: { params: ofUnit },
      responses: answers(z.array(Deputy), "Who leads the unit for a time, now or later."),
    }),
    async (c) => {
      const { id: unitId } = c.req.valid("param");
      const { organisationId } = requireAccess(c, "unit.see", { unitId });
      const deputies = await inOrganisation(c.var.db, organisationId, (tx) =>
        listDeputies(tx, organisationId, unitId),
      );
      if (!deputies) throw refuseWith("notFound");
      return c.json(deputies, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/units/{id}/deputies",
      request: { params: ofUnit, body: json(NewDeputy) },
      responses: answers(Done, "She leads the unit until and with the last day."),
    }),
    async (c) => {
      const { id: unitId } = c.req.valid("param");
      const viewer = requireAccess(c, "deputy.appoint", { unitId });
      const { organisationId } = viewer;
      const deputy = c.req.valid("json");
      const appointed = await inOrganisation(c.var.db, organisationId, async (tx) => {
        const result = await appointDeputy(tx, organisationId, unitId, deputy);
        if (isRefusal(result)) return result;
        const { personId, person, unitName, from, until } = result;
        await audit(tx, organisationId, {
          personId: viewer.personId,
          action: "deputy.appointed",
          aboutPersonId: personId,
          details: { unitId, from, until },
        });
        await announce(tx, organisationId, "person.changed", { personId });
        const t = text(person.locale);
        const day = (date: string) => formatDate(person.locale, date, { style: "long" });
        const values = {
          name: person.name,
          by: viewer.name,
          unit: unitName,
          from: day(from),
          until: day(until),
        };
        await queueMail(tx, {
          ...{ organisationId, to: person, kind: "deputy" },
          subject: t("mail.deputy.subject", values),
          text: t("mail.deputy.text", { ...values, link: `${c.var.config.baseUrl}/units/${unitId}` }),
        });
        return result;
      });
      orProblem(appointed, text);
      return c.json({ done: true as const }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "delete",
      path: "/units/{id}/deputies/{personId}",
      request: { params: ofUnit.extend({ personId: z.uuid() }) },
      responses: answers(Done, "She leads the unit no longer."),
    }),
    async (c) => {
      const { id: unitId, personId } = c.req.valid("param");
      const viewer = requireAccess(c, "deputy.appoint", { unitId });
      const { organisationId } = viewer;
      const isEnded = await inOrganisation(c.var.db, organisationId, async (tx) => {
        if (!(await endDeputy(tx, organisationId, unitId, personId))) return false;
        await audit(tx, organisationId, {
          personId: viewer.personId,
          action: "deputy.ended",
          aboutPersonId: personId,
          details: { unitId },
        });
        await announce(tx, organisationId, "person.changed", { personId });
        return true;
      });
      if (!isEnded) throw refuseWith("notFound");
      return c.json({ done: true as const }, 200);
    },
  );
