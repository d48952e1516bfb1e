import { createRoute, z } from "@hono/zod-openapi";
import { may, unitsWhere } from "#organisation/access.ts";
import { requireAccess, requireViewer } from "#organisation/viewer.ts";
import { inOrganisation } from "#platform/database/index.ts";
import { orConflict, orProblem, refuseWith } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { guideRoutes } from "./guides.routes.ts";
import { withoutOwnNotes } from "./model/journey.ts";
import { onJourney } from "./onJourney.ts";
import { remindsOf, setReminded, setRemindedOfAny } from "./reminder.store.ts";
import * as steps from "./steps.store.ts";
import * as store from "./store.ts";
import { text } from "./text.ts";
import {
  EditionChange,
  Journey,
  JourneySummary,
  NewJourney,
  Precondition,
  Reminded,
  StepChange,
} from "./wire.ts";

const params = z.object({ id: z.uuid() });
const Created = z.object({ id: z.uuid() });
const Changed = z.object({ version: z.int() });

export const routes = newRoutes()
  .openapi(
    createRoute({ method: "get", path: "/journeys", responses: answers(z.array(JourneySummary)) }),
    async (c) => {
      const viewer = requireViewer(c);
      const journeys = await inOrganisation(c.var.db, viewer.organisationId, (tx) =>
        store.listJourneys(tx, viewer.organisationId, unitsWhere(viewer, "journey.see"), c.var.locale),
      );
      return c.json(journeys, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/journeys",
      request: { body: json(NewJourney) },
      responses: answers(Created),
    }),
    async (c) => {
      const journey = c.req.valid("json");
      const viewer = requireAccess(c, "journey.edit", { unitId: journey.unitId });
      const started = await inOrganisation(c.var.db, viewer.organisationId, async (tx) => {
        const { parentJourneyId } = journey;
        if (
          parentJourneyId &&
          (await store.unitOfJourney(tx, viewer.organisationId, parentJourneyId)) !== journey.unitId
        )
          throw refuseWith("notFound");
        return store.startJourney(tx, viewer.organisationId, { ...journey, startedBy: viewer.personId });
      });
      return c.json(orProblem(started, text), 200);
    },
  )
  .openapi(
    createRoute({ method: "get", path: "/journeys/{id}", request: { params }, responses: answers(Journey) }),
    async (c) => {
      const { id } = c.req.valid("param");
      const journey = await onJourney(c, "journey.see", id, async (tx, viewer, unitId) => {
        const found = await store.readJourney(tx, viewer.organisationId, id, c.var.locale);
        if (!found) return found;
        const mayEdit = may(viewer, "journey.edit", { unitId });
        const reminds = mayEdit ? await remindsOf(tx, viewer.organisationId, id, viewer.personId) : null;
        return {
          ...found,
          mayEdit,
          reminds,
          ...(mayEdit ? {} : { progress: withoutOwnNotes(found.progress) }),
        };
      });
      if (!journey) throw refuseWith("notFound");
      return c.json(journey, 200);
    },
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/journeys/{id}/precondition",
      request: { params, body: json(Precondition) },
      responses: answers(Changed),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const changed = await onJourney(c, "journey.edit", id, async (tx, viewer) =>
        orConflict(
          await store.answerPrecondition(tx, viewer.organisationId, id, c.req.valid("json")),
          text,
          () => store.readJourney(tx, viewer.organisationId, id, c.var.locale),
        ),
      );
      return c.json(changed, 200);
    },
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/journeys/{id}/steps/{stepKey}",
      request: { params: params.extend({ stepKey: z.string().max(60) }), body: json(StepChange) },
      responses: answers(Changed),
    }),
    async (c) => {
      const { id, stepKey } = c.req.valid("param");
      const result = await onJourney(c, "journey.edit", id, async (tx, viewer) => {
        const changed = await steps.changeStep(tx, viewer.organisationId, id, stepKey, c.req.valid("json"));
        return orConflict(changed, text, async () => {
          const journey = await store.readJourney(tx, viewer.organisationId, id, c.var.locale);
          return journey?.progress.find((step) => step.stepKey === stepKey);
        });
      });
      return c.json(result, 200);
    },
  )
  .openapi(
    createRoute({
      method: "put",
      path: "/journeys/{id}/edition",
      request: { params, body: json(EditionChange) },
      responses: answers(Changed),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const changed = await onJourney(c, "journey.edit", id, async (tx, viewer) =>
        orConflict(await steps.changeEdition(tx, viewer.organisationId, id, c.req.valid("json")), text, () =>
          store.readJourney(tx, viewer.organisationId, id, c.var.locale),
        ),
      );
      return c.json(changed, 200);
    },
  )
  .openapi(
    createRoute({
      method: "put",
      path: "/journeys/{id}/reminder",
      request: { params, body: json(Reminded) },
      responses: answers(Reminded),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const { isOn } = c.req.valid("json");
      await onJourney(c, "journey.edit", id, (tx, { organisationId, personId }) =>
        setReminded(tx, organisationId, id, { personId, isOn }),
      );
      return c.json({ isOn }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "put",
      path: "/reminders",
      request: { body: json(z.object({ isOn: z.boolean() })) },
      responses: answers(z.object({ isOn: z.boolean() })),
    }),
    async (c) => {
      const { organisationId, personId } = requireViewer(c);
      const { isOn } = c.req.valid("json");
      await inOrganisation(c.var.db, organisationId, (tx) =>
        setRemindedOfAny(tx, organisationId, personId, isOn),
      );
      return c.json({ isOn }, 200);
    },
  )
  .route("/", guideRoutes);
