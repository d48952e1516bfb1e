import { EventEmitter } from "node:events";
import type { TaskList, WorkerEvents } from "graphile-worker";
import { sql } from "kysely";
import type { Pool } from "pg";
import type { Config } from "#platform/config.ts";
import { type Database, inSystem, type Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import type { Logger } from "#platform/logger.ts";
import { isGone, stayAlive } from "./alive.ts";

export type JobContext = {
  db: Database;
  config: Config;
  logger: Logger;
  /** The server that works, by a name that is alive as long as it is. */
  server?: string;
};
export type Job = (payload: never, context: JobContext) => Promise<void>;
export type Jobs = Record<string, Job>;

/**
 * Asks for work to be done later, in the caller's transaction: it is asked for exactly if that commits.
 * A `key` replaces an earlier request of the same key that has not begun.
 */
export async function addJob(
  tx: Transaction,
  name: string,
  payload: object,
  options: { runAt?: Date; key?: string; maxAttempts?: number } = {},
): Promise<void> {
  await sql`select graphile_worker.add_job(
    ${name}, payload := ${JSON.stringify(payload)}::json, run_at := ${options.runAt ?? null}::timestamptz,
    job_key := ${options.key ?? null}::text, max_attempts := ${options.maxAttempts ?? 10}::int)`.execute(tx);
}

/** Work that a server had begun which is gone now would wait for hours, until its lock runs out: begun anew instead. */
const takeOver = (db: Database): Promise<unknown> =>
  inSystem(db, (tx) =>
    sql`select graphile_worker.force_unlock_workers(array_agg(distinct locked_by))
      from graphile_worker._private_jobs as job
      where locked_by is not null and ${isGone("job.locked_by")}
      having count(*) > 0`.execute(tx),
  );

const lookAfterOthers = 60_000;

export type RunningJobs = { stop(): Promise<void> };

/**
 * Starts the workers of this process. `settle` is done at the start and every minute: it clears up after a server that
 * is gone, whichever of several it was.
 */
export async function startJobs(
  pool: Pool,
  jobs: Jobs,
  context: JobContext,
  settle: (context: JobContext) => Promise<void> = async () => undefined,
): Promise<RunningJobs> {
  // Large, and nobody waits for it: loaded when the first page can be served already.
  const { run, Logger: WorkerLogger } = await import("graphile-worker");
  const server = newId();
  const own = { ...context, server };
  const alive = await stayAlive(pool, [server]);
  // What a job is locked by is the name of the pool of workers that took it, not of the one worker.
  const pools: string[] = [];
  const events = new EventEmitter() as WorkerEvents;
  events.on("pool:create", ({ workerPool }) => pools.push(workerPool.id));
  const areKnown = Promise.withResolvers<void>();
  const taskList: TaskList = Object.fromEntries(
    Object.entries(jobs).map(([name, job]) => [
      name,
      async (payload: unknown) => {
        await areKnown.promise;
        return job(payload as never, own);
      },
    ]),
  );
  // The queue's own chatter is for looking into it only; what fails is a warning of ours.
  const logger = new WorkerLogger(() => (level, message) => {
    if (level === "error" || level === "warning") context.logger.warn({ jobs: level }, message);
    else context.logger.debug({ jobs: level }, message);
  });
  const runner = await run({
    pgPool: pool,
    taskList,
    concurrency: 4,
    noHandleSignals: true,
    pollInterval: 2000,
    crontab: "",
    logger,
    events,
  });
  await alive.add(pools);
  areKnown.resolve();
  const clearUp = async () => {
    await settle(own);
    await takeOver(context.db);
  };
  await clearUp();
  const repeated = setInterval(() => {
    clearUp().catch((error: Error) => context.logger.warn({ message: error.message }, "clearing up"));
  }, lookAfterOthers);
  repeated.unref();
  return {
    async stop() {
      clearInterval(repeated);
      await runner.stop();
      alive.end();
    },
  };
}
