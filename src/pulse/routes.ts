import { createRoute, z } from "@hono/zod-openapi";
import { onJourney } from "#guide/onJourney.ts";
import { unitsWhere } from "#organisation/access.ts";
import { requireViewer } from "#organisation/viewer.ts";
import { inOrganisation } from "#platform/database/index.ts";
import { orProblem, refuseWith } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { queueMail } from "#platform/mail/index.ts";
import { isRefusal } from "#platform/refusal.ts";
import { asStatementsRoutes } from "./asStatements.routes.ts";
import { cardRoutes } from "./cards/routes.ts";
import { contactRoutes } from "./contacts/routes.ts";
import { customerRoutes } from "./customers.routes.ts";
import { exportRoutes } from "./export/routes.ts";
import { withLogoInside } from "./mail.ts";
import { onPulse } from "./onPulse.ts";
import { preview } from "./preview.ts";
import * as store from "./pulse.store.ts";
import { setQuestions } from "./questions.store.ts";
import { resultsRoutes } from "./results.routes.ts";
import { sendAgain } from "./sendAgain.store.ts";
import * as sending from "./sending.store.ts";
import { text } from "./text.ts";
import { listUnsure } from "./unsure.store.ts";
import {
  NewPulse,
  Preview,
  PreviewQuery,
  Progress,
  Pulse,
  PulseChange,
  PulseSummary,
  PulsesQuery,
  Questions,
  Start,
  StateChange,
  TestMail,
  UnsureMails,
  UnsureQuery,
} from "./wire.ts";

const params = z.object({ id: z.uuid() });
const Version = z.object({ version: z.int() });

const setUpRoutes = newRoutes()
  .openapi(
    createRoute({
      method: "get",
      path: "/pulses",
      request: { query: PulsesQuery },
      responses: answers(z.array(PulseSummary)),
    }),
    async (c) => {
      const viewer = requireViewer(c);
      const unitIds = unitsWhere(viewer, "pulse.see");
      const pulses = await inOrganisation(c.var.db, viewer.organisationId, (tx) =>
        store.listPulses(tx, viewer.organisationId, { unitIds, ...c.req.valid("query") }),
      );
      return c.json(pulses, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/pulses",
      request: { body: json(NewPulse) },
      responses: answers(z.object({ id: z.uuid(), isNew: z.boolean() })),
    }),
    async (c) => {
      const { journeyId } = c.req.valid("json");
      const pulse = await onJourney(c, "pulse.manage", journeyId, (tx, viewer) =>
        store.createPulse(tx, viewer.organisationId, {
          ...{ journeyId, createdBy: viewer.personId, now: c.var.now() },
        }),
      );
      return c.json(pulse, 200);
    },
  )
  .openapi(
    createRoute({ method: "get", path: "/pulses/{id}", request: { params }, responses: answers(Pulse) }),
    async (c) => {
      const { id } = c.req.valid("param");
      const pulse = await onPulse(c, "pulse.see", id, (tx, { organisationId }) =>
        store.readPulse(tx, organisationId, id, c.var.now()),
      );
      if (!pulse) throw refuseWith("notFound");
      return c.json(pulse, 200);
    },
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/pulses/{id}",
      request: { params, body: json(PulseChange) },
      responses: answers(Version),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const changed = await onPulse(c, "pulse.manage", id, async (tx, { organisationId }) => {
        const result = await store.changePulse(tx, organisationId, id, c.req.valid("json"), c.var.now());
        // Hours and ceiling may have changed what leaves next; a draft is looked at and left alone.
        if (!isRefusal(result)) await sending.askForTick(tx, { organisationId, pulseId: id });
        return result;
      });
      return c.json(orProblem(changed, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "put",
      path: "/pulses/{id}/questions",
      request: { params, body: json(Questions) },
      responses: answers(Version),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const changed = await onPulse(c, "pulse.manage", id, (tx, { organisationId }) =>
        setQuestions(tx, organisationId, id, c.req.valid("json")),
      );
      return c.json(orProblem(changed, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/pulses/{id}/preview",
      request: { params, query: PreviewQuery },
      responses: answers(Preview),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const { language } = c.req.valid("query");
      const shown = await onPulse(c, "pulse.see", id, (tx) => preview(tx, c.var.config, id, language));
      if (!shown) throw refuseWith("notFound");
      const { mail, inOwnLook, pageHtml } = shown;
      return c.json(
        {
          ...{ subject: mail.subject, mailText: mail.text, mailHtml: mail.html ?? "", pageHtml },
          ownLookHtml: inOwnLook && withLogoInside(inOwnLook),
        },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/pulses/{id}/test-mail",
      request: { params, body: json(TestMail) },
      responses: answers(z.object({ to: z.string() })),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const { language, inOwnLook } = c.req.valid("json");
      const to = await onPulse(c, "pulse.manage", id, async (tx, { organisationId, name, email }) => {
        const shown = await preview(tx, c.var.config, id, language);
        if (!shown) throw refuseWith("notFound");
        await queueMail(tx, {
          ...{ organisationId, to: { name, email }, kind: "pulseTest", about: id },
          ...((inOwnLook && shown.inOwnLook) || shown.mail),
        });
        await store.markTested(tx, organisationId, id, c.var.now());
        return email;
      });
      return c.json({ to }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/pulses/{id}/start",
      request: { params, body: json(Start) },
      responses: answers(Version.extend({ drawn: z.int() })),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const started = await onPulse(c, "pulse.manage", id, (tx, { organisationId, personId }) =>
        sending.startPulse(tx, organisationId, id, {
          ...{ ...c.req.valid("json"), startedBy: personId, now: c.var.now() },
        }),
      );
      return c.json(orProblem(started, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/pulses/{id}/state",
      request: { params, body: json(StateChange) },
      responses: answers(Version),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const changed = await onPulse(c, "pulse.manage", id, (tx, { organisationId }) =>
        sending.changeState(tx, organisationId, id, { ...c.req.valid("json"), now: c.var.now() }),
      );
      return c.json(orProblem(changed, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/pulses/{id}/progress",
      request: { params },
      responses: answers(Progress),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const progress = await onPulse(c, "pulse.see", id, (tx, { organisationId }) =>
        sending.readProgress(tx, organisationId, id),
      );
      return c.json(progress, 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/pulses/{id}/unsure-mails",
      request: { params, query: UnsureQuery },
      responses: answers(UnsureMails, "Mails that are in doubt or were refused, one by one."),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const found = await onPulse(c, "pulse.see", id, (tx, { organisationId }) =>
        listUnsure(tx, organisationId, id, c.req.valid("query").page),
      );
      return c.json(found, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/pulses/{id}/unsure-mails/{requestId}/again",
      request: { params: params.extend({ requestId: z.uuid() }) },
      responses: answers(z.object({ email: z.string() }), "A mail in doubt is sent once more."),
    }),
    async (c) => {
      const { id: pulseId, requestId } = c.req.valid("param");
      const sent = await onPulse(c, "pulse.manage", pulseId, (tx, { organisationId }) =>
        sendAgain(tx, c.var.config, { organisationId, pulseId, requestId }, c.var.now()),
      );
      return c.json(orProblem(sent, text), 200);
    },
  );

export const routes = setUpRoutes
  .route("/", customerRoutes)
  .route("/", cardRoutes)
  .route("/", contactRoutes)
  .route("/", resultsRoutes)
  .route("/", asStatementsRoutes)
  // Files are fetched by their address: the typed client has no use for them.
  .route("/", exportRoutes);
