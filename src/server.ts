import { once } from "node:events";
import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import { makeHall } from "#meeting/hall.ts";
import { attachLive } from "#meeting/live.ts";
import { makeIdentity } from "#organisation/identity.ts";
import { sendSignInLink } from "#organisation/signIn.routes.ts";
import type { Config } from "#platform/config.ts";
import type { Embedded } from "#platform/database/embedded.ts";
import { openDatabase } from "#platform/database/index.ts";
import { makeLogger } from "#platform/logger.ts";
import { openSecret } from "#platform/secret.ts";
import { makeApp } from "./app.ts";
import { loadSample } from "./sample/index.ts";

/** The database, and the configuration with the secret that it was used with. */
async function open(config: Config, place: Embedded) {
  const database = await openDatabase(place);
  try {
    return { database, config: { ...config, secret: await openSecret(database.db, config) } };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Puts the sample organisation into a database that has none, and ends. */
export async function addSample(asked: Config, place: Embedded): Promise<void> {
  const { database, config } = await open(asked, place);
  const { email, isNew } = await loadSample(database.db, config);
  console.log(
    isNew
      ? `The sample organisation is there. Start with npm start and sign in as ${email}.`
      : "There is already an organisation here: nothing was changed.",
  );
  await database.close();
}

/** Serves pages, sockets and jobs until the process is told to stop; what was begun is finished first. */
export async function startServer(asked: Config, place: Embedded): Promise<void> {
  const { database, config } = await open(asked, place);
  const logger = makeLogger(config.logLevel);
  const { db, pool } = database;
  const identity = makeIdentity(db, config, sendSignInLink(db, config));
  const now = () => new Date();
  const hall = makeHall({ db, pool, logger, now });
  const app = makeApp({ db, pool, config, identity, logger, hall, now });
  const server = serve({ fetch: app.fetch, port: config.port, hostname: config.host }) as Server;
  try {
    await once(server, "listening");
  } catch (error) {
    await database.close();
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EADDRINUSE") throw error;
    throw new Error(`Port ${config.port} is taken. Choose another: PORT=${config.port + 1} npm start`, {
      cause: error,
    });
  }
  const nodes = await hall.join(config.redisUrl);
  const live = attachLive(server, { db, config, identity, hall, logger, now });
  // Pages can be served: what works in the background is read only now.
  const { startEveryJob } = await import("./jobs.ts");
  const jobs = await startEveryJob(pool, { db, config, logger }, hall);
  console.log(`Udlev is ready: ${config.baseUrl}`);

  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    live.close();
    server.close();
    server.closeAllConnections();
    await jobs.stop();
    await nodes.close();
    await database.close();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
}
