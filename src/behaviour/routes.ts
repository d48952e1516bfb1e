import { createRoute, z } from "@hono/zod-openapi";
import { may, unitsWhere } from "#organisation/access.ts";
import { requireAccess, requireViewer } from "#organisation/viewer.ts";
import { inOrganisation } from "#platform/database/index.ts";
import { orConflict, orProblem, refuseWith } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { setReminders, wantsReminders } from "./reminder.store.ts";
import * as store from "./store.ts";
import { text } from "./text.ts";
import {
  Action,
  ActionChange,
  Behaviour,
  BehaviourChange,
  NewAction,
  NewBehaviour,
  Reminders,
} from "./wire.ts";

const params = z.object({ id: z.uuid() });
const Created = z.object({ id: z.uuid() });
const Changed = z.object({ version: z.int() });
const BehavioursQuery = z.object({
  unitId: z.uuid().optional(),
  journeyId: z.uuid().optional(),
  withRetired: z.enum(["true"]).optional(),
});
const ActionsQuery = z.object({ unitId: z.uuid().optional(), mine: z.enum(["true"]).optional() });

export const routes = newRoutes()
  .openapi(createRoute({ method: "get", path: "/reminders", responses: answers(Reminders) }), async (c) => {
    const { organisationId, personId } = requireViewer(c);
    const isOn = await inOrganisation(c.var.db, organisationId, (tx) =>
      wantsReminders(tx, organisationId, personId),
    );
    return c.json({ isOn }, 200);
  })
  .openapi(
    createRoute({
      method: "put",
      path: "/reminders",
      request: { body: json(Reminders) },
      responses: answers(Reminders),
    }),
    async (c) => {
      const { organisationId, personId } = requireViewer(c);
      const { isOn } = c.req.valid("json");
      await inOrganisation(c.var.db, organisationId, (tx) =>
        setReminders(tx, organisationId, personId, isOn),
      );
      return c.json({ isOn }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/behaviours",
      request: { query: BehavioursQuery },
      responses: answers(z.array(Behaviour)),
    }),
    async (c) => {
      const viewer = requireViewer(c);
      const { unitId, journeyId, withRetired } = c.req.valid("query");
      const found = await inOrganisation(c.var.db, viewer.organisationId, (tx) =>
        store.listBehaviours(tx, viewer.organisationId, {
          unitId,
          journeyId,
          withRetired: withRetired === "true",
        }),
      );
      // What a leader prepares is hers until the meeting; what is decided is the unit's.
      const seen = found.filter((behaviour) =>
        may(viewer, behaviour.kind === "decided" ? "behaviour.see" : "journey.see", behaviour),
      );
      // Her notes on it stay hers.
      const told = seen.map((behaviour) =>
        may(viewer, "behaviour.edit", behaviour) ? behaviour : { ...behaviour, notes: "" },
      );
      return c.json(told, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/behaviours",
      request: { body: json(NewBehaviour) },
      responses: answers(Created),
    }),
    async (c) => {
      const viewer = requireViewer(c);
      const behaviour = c.req.valid("json");
      const added = await inOrganisation(c.var.db, viewer.organisationId, async (tx) => {
        const journey = await tx
          .selectFrom("journey")
          .select("unitId")
          .where("organisationId", "=", viewer.organisationId)
          .where("id", "=", behaviour.journeyId)
          .executeTakeFirst();
        if (!journey || !may(viewer, "behaviour.edit", journey)) throw refuseWith("notFound");
        const unknown = await store.refuseUnknownValue(tx, viewer.organisationId, behaviour.valueId);
        if (unknown) return unknown;
        const id = await store.addBehaviour(tx, viewer.organisationId, {
          ...behaviour,
          unitId: journey.unitId,
          createdBy: viewer.personId,
        });
        return { id };
      });
      return c.json(orProblem(added, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/behaviours/{id}",
      request: { params, body: json(BehaviourChange) },
      responses: answers(Changed),
    }),
    async (c) => {
      const viewer = requireViewer(c);
      const { id } = c.req.valid("param");
      const changed = await inOrganisation(c.var.db, viewer.organisationId, async (tx) => {
        const read = async () => {
          const filter = { ids: [id], withRetired: true };
          return (await store.listBehaviours(tx, viewer.organisationId, filter))[0];
        };
        const behaviour = await read();
        if (!behaviour || !may(viewer, "behaviour.edit", behaviour)) throw refuseWith("notFound");
        return orConflict(
          await store.changeBehaviour(tx, viewer.organisationId, id, c.req.valid("json")),
          text,
          read,
        );
      });
      return c.json(changed, 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/actions",
      request: { query: ActionsQuery },
      responses: answers(z.array(Action)),
    }),
    async (c) => {
      const viewer = requireViewer(c);
      const { unitId, mine } = c.req.valid("query");
      if (unitId) requireAccess(c, "action.see", { unitId });
      const reach = unitsWhere(viewer, "action.see");
      const unitIds = unitId ? [unitId] : reach === "all" ? undefined : reach;
      const actions = await inOrganisation(c.var.db, viewer.organisationId, (tx) =>
        store.listActions(tx, viewer.organisationId, {
          unitIds: mine ? undefined : unitIds,
          ownerPersonId: mine ? viewer.personId : undefined,
          seenBy: viewer.personId,
        }),
      );
      return c.json(actions, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/actions",
      request: { body: json(NewAction) },
      responses: answers(Created),
    }),
    async (c) => {
      const action = c.req.valid("json");
      const viewer = requireAccess(c, "action.edit", { unitId: action.unitId });
      const added = await inOrganisation(c.var.db, viewer.organisationId, async (tx) => {
        const unknown = await store.refuseUnknownInAction(tx, viewer.organisationId, action);
        if (unknown) return unknown;
        const [id] = await store.addActions(tx, viewer.organisationId, [
          { ...action, originKind: "typed", createdBy: viewer.personId },
        ]);
        return { id: id! };
      });
      return c.json(orProblem(added, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/actions/{id}",
      request: { params, body: json(ActionChange) },
      responses: answers(Changed),
    }),
    async (c) => {
      const viewer = requireViewer(c);
      const { id } = c.req.valid("param");
      const changed = await inOrganisation(c.var.db, viewer.organisationId, async (tx) => {
        const action = await store.findAction(tx, viewer.organisationId, id);
        const isBetweenTwo =
          action?.visibleTo === "owner" &&
          ![action.ownerPersonId, action.createdBy].includes(viewer.personId);
        const about = { unitId: action?.unitId, personId: action?.ownerPersonId };
        if (!action || isBetweenTwo || !may(viewer, "action.edit", about)) throw refuseWith("notFound");
        return orConflict(
          await store.changeAction(tx, viewer.organisationId, id, {
            ...c.req.valid("json"),
            by: viewer.personId,
          }),
          text,
          async () =>
            (await store.listActions(tx, viewer.organisationId, { ids: [id], seenBy: viewer.personId }))[0],
        );
      });
      return c.json(changed, 200);
    },
  );
