import { OpenAPIHono } from "@hono/zod-openapi";
import { bodyLimit } from "hono/body-limit";
import { except } from "hono/combine";
import { csrf } from "hono/csrf";
import { HTTPException } from "hono/http-exception";
import type { Pool } from "pg";
import { routes as behaviourRoutes } from "#behaviour/routes.ts";
import { routes as followUpRoutes } from "#followUp/routes.ts";
import { routes as guideRoutes } from "#guide/routes.ts";
import type { Hall } from "#meeting/hall.ts";
import { liveRoom } from "#meeting/liveRoom.ts";
import { photoRoutes } from "#meeting/photo/routes.ts";
import { meetingRoutes } from "#meeting/routes.ts";
import { describeApi } from "#organisation/account/openapi.ts";
import { accountRoutes } from "#organisation/account/routes.ts";
import type { Identity } from "#organisation/identity.ts";
import { organisationRoutes } from "#organisation/routes.ts";
import { onlySignedIn, withViewer } from "#organisation/viewer.ts";
import { webhookRoutes } from "#organisation/webhooks/routes.ts";
import { routes as overviewRoutes } from "#overview/routes.ts";
import type { Config } from "#platform/config.ts";
import { type Database, isDatabaseReady } from "#platform/database/index.ts";
import { type Env, requestLocale } from "#platform/http/context.ts";
import { metrics } from "#platform/http/metrics.ts";
import {
  knownProblem,
  problemOfDatabase,
  problemResponse,
  Refused,
  refusedToProblem,
} from "#platform/http/problem.ts";
import { builtFiles, builtPage, guards } from "#platform/http/server.ts";
import type { Logger } from "#platform/logger.ts";
import { outbox } from "#platform/mail/outbox.ts";
import { routes as preparationRoutes } from "#preparation/routes.ts";
import { rsvpGuards, rsvpPages } from "#preparation/rsvp.ts";
import { routes as privacyRoutes } from "#privacy/routes.ts";
import { customerGuards, customerPages } from "#pulse/customerPage.ts";
import { makeIntake } from "#pulse/intake.ts";
import { routes as pulseRoutes } from "#pulse/routes.ts";
import { routes as threadRoutes } from "#thread/routes.ts";
import { routes as valuesRoutes } from "#values/routes.ts";
import { loadSample } from "./sample/index.ts";

const megabyte = 1024 * 1024;

/** What somebody may ask who is not signed in. */
const openToAll = [
  "/api/openapi.json",
  "/api/meeting/look/*",
  "/api/meeting/join",
  // Phones show who they are by their seat's token; everybody else is asked to sign in by the route.
  "/api/meeting/meetings/:id/photos/:photoId",
  "/api/organisation/installation",
  "/api/organisation/session",
  "/api/organisation/first",
  "/api/organisation/sample",
  "/api/organisation/sign-in/*",
  "/api/organisation/sign-out",
];

const isOpenToAll = (path: string) =>
  openToAll.some((each) => (each.endsWith("*") ? path.startsWith(each.slice(0, -1)) : path === each));

/**
 * Refusals that somebody who looks after the product wants to see pile up: who may not, who guesses, who asks too often. By
 * route, never by person. What is not hers is "not found" to her, so that is told as well.
 */
const isTelling = ({ status, type }: { status: number; type: string }): boolean =>
  [401, 403, 404, 429].includes(status) ||
  ["passwordWrong", "currentWrong", "linkUsed", "passkey"].includes(type.replace("/problems/", ""));

export type AppParts = {
  db: Database;
  pool: Pool;
  config: Config;
  identity: Identity;
  logger: Logger;
  /** The meetings under way: the sockets beside this app share them. */
  hall: Hall;
  now?: () => Date;
};

/** Every route of the product: the rooms' under /api, the pages that need no script, and the built pages. */
export function makeApp({ db, pool, config, identity, logger, hall, now = () => new Date() }: AppParts) {
  const app = new OpenAPIHono<Env>();

  app.onError((error, c) => {
    const locale = c.var.locale ?? requestLocale(c);
    if (error instanceof Refused) {
      const problem = refusedToProblem(error, locale);
      if (isTelling(problem))
        logger.info(
          {
            refused: error.refusal.refusal,
            status: problem.status,
            method: c.req.method,
            path: c.req.routePath,
          },
          "refused",
        );
      return problemResponse(c, problem);
    }
    if (error instanceof HTTPException) {
      const name = error.status === 413 ? "tooLarge" : error.status === 403 ? "origin" : "badJson";
      return problemResponse(c, knownProblem(name, locale));
    }
    const refusedByDatabase = problemOfDatabase(error);
    if (refusedByDatabase) {
      logger.warn(
        { path: c.req.routePath, code: (error as { code?: string }).code },
        "refused by the database",
      );
      return problemResponse(c, knownProblem(refusedByDatabase, locale));
    }
    logger.error(
      { fault: error.name, message: error.message, stack: error.stack, path: c.req.routePath },
      "fault",
    );
    return problemResponse(c, knownProblem("fault", locale));
  });
  app.notFound((c) => problemResponse(c, knownProblem("notFound", requestLocale(c))));

  if (config.metricsToken) {
    const { count, page } = metrics({ token: config.metricsToken, db, pool, live: hall.counts });
    app.use(count);
    app.route("/", page);
  }
  app.get("/healthz", (c) => c.text("ok"));
  app.get("/readyz", async (c) =>
    (await isDatabaseReady(db)) ? c.text("ready") : c.text("database is not ready", 503),
  );

  app.use("/s/*", customerGuards);
  app.use("/rsvp/*", rsvpGuards);
  app.use(guards(config.baseUrl.startsWith("https:")));
  app.use(builtFiles(config.builtFolder));
  // A customer's key is her right, not a cookie; and a mail program that says no for her (RFC 8058) has no origin.
  app.use(
    except(
      // Nor does a browser send a token by itself.
      ["/s/*", "/rsvp/*", (c) => c.req.header("authorization") !== undefined],
      csrf({
        origin: (origin, c) =>
          origin === new URL(c.req.url).origin || origin === new URL(config.baseUrl).origin,
      }),
    ),
  );
  app.use(
    "/api/*",
    bodyLimit({
      maxSize: 25 * megabyte,
      onError: (c) => problemResponse(c, knownProblem("tooLarge", requestLocale(c))),
    }),
  );
  app.use(async (c, next) => {
    c.set("db", db);
    c.set("config", config);
    c.set("now", now);
    c.set("locale", requestLocale(c));
    await next();
  });
  app.use("/api/*", withViewer(identity));
  app.use("/api/*", except(openToAll, onlySignedIn));
  app.use("/api/*", async (c, next) => {
    await next();
    if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "no-store");
  });

  app.route("/api/account", accountRoutes(identity));
  app.route("/api/webhooks", webhookRoutes);
  app.route("/api/organisation", organisationRoutes(identity, loadSample));
  app.route("/api/values", valuesRoutes);
  app.route("/api/guide", guideRoutes);
  app.route("/api/preparation", preparationRoutes(liveRoom(hall)));
  app.route("/api/behaviour", behaviourRoutes);
  app.route("/api/meeting", meetingRoutes(hall));
  app.route("/api/meeting", photoRoutes(hall));
  app.route("/api/pulse", pulseRoutes);
  app.route("/api/follow-up", followUpRoutes);
  app.route("/api/thread", threadRoutes);
  app.route("/api/overview", overviewRoutes);
  app.route("/api/privacy", privacyRoutes);
  app.route("/", customerPages(makeIntake(db)));
  app.route("/", rsvpPages);
  if (!config.smtpUrl) app.route("/", outbox());

  app.get("/api/openapi.json", (c) =>
    c.json(describeApi(app, { baseUrl: config.baseUrl, isOpen: isOpenToAll })),
  );
  app.all("/api/*", (c) => problemResponse(c, knownProblem("notFound", c.var.locale)));

  // Three browser entries of three weights: a participant's phone, the room's big screen, and everybody else.
  app.get("/m", builtPage(config.builtFolder, "phone"));
  // What somebody types who was told to join.
  app.get("/join", (c) => c.redirect("/m"));
  app.get("/m/:code", builtPage(config.builtFolder, "phone"));
  app.get("/meetings/:id/screen", builtPage(config.builtFolder, "screen"));
  app.get("*", builtPage(config.builtFolder, "index"));
  return app;
}
