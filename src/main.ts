import { once } from "node:events";
import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import { makeHall } from "#meeting/hall.ts";
import { attachLive } from "#meeting/live.ts";
import { makeIdentity } from "#organisation/identity.ts";
import { sendSignInLink } from "#organisation/signIn.routes.ts";
import { readConfig } from "#platform/config.ts";
import { openDatabase } from "#platform/database/index.ts";
import { startJobs } from "#platform/jobs/index.ts";
import { makeLogger } from "#platform/logger.ts";
import { settleInterruptedMail } from "#platform/mail/deliver.ts";
import { makeApp } from "./app.ts";
import { everyJob } from "./jobs.ts";
import { loadSample } from "./sample/index.ts";

const config = readConfig(process.env);
if (Array.isArray(config)) {
  for (const problem of config) console.error(problem);
  process.exit(2);
}
const logger = makeLogger(config.logLevel);

const database = await openDatabase(config).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
const { db, pool } = database;
const identity = makeIdentity(db, config, sendSignInLink(db, config));

if (process.argv[2] === "sample") {
  const { email, isNew } = await loadSample(db, config);
  console.log(
    isNew
      ? `The sample organisation is there. Start with npm start and sign in as ${email}.`
      : "There is already an organisation here: nothing was changed.",
  );
  await database.close();
  process.exit(0);
}

await settleInterruptedMail({ db });
const now = () => new Date();
const hall = makeHall({ db, logger, now });
const app = makeApp({ db, config, identity, logger, hall, now });
const server = serve({ fetch: app.fetch, port: config.port, hostname: config.host }) as Server;
try {
  await once(server, "listening");
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  const isTaken = code === "EADDRINUSE";
  console.error(
    isTaken ? `Port ${config.port} is taken. Choose another: PORT=${config.port + 1} npm start` : message,
  );
  await database.close();
  process.exit(1);
}
const live = attachLive(server, { db, config, identity, hall, logger, now });
const jobs = await startJobs(pool, everyJob(config), { db, config, logger });
console.log(`Udlev is ready: ${config.baseUrl}`);

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  live.close();
  server.close();
  server.closeAllConnections();
  await jobs.stop();
  await database.close();
  process.exit(0);
}
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
process.on("SIGHUP", stop);
