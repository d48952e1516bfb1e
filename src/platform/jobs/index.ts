import type { Runner, TaskList } from "graphile-worker";
import { sql } from "kysely";
import type { Pool } from "pg";
import type { Config } from "#platform/config.ts";
import type { Database, Transaction } from "#platform/database/index.ts";
import type { Logger } from "#platform/logger.ts";

export type JobContext = { db: Database; config: Config; logger: Logger };
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

/** Starts the workers of this process. */
export async function startJobs(pool: Pool, jobs: Jobs, context: JobContext): Promise<Runner> {
  // Large, and nobody waits for it: loaded when the first page can be served already.
  const { run, Logger: WorkerLogger } = await import("graphile-worker");
  const taskList: TaskList = Object.fromEntries(
    Object.entries(jobs).map(([name, job]) => [name, (payload: unknown) => job(payload as never, context)]),
  );
  // The queue's own chatter is for looking into it only; what fails is a warning of ours.
  const logger = new WorkerLogger(() => (level, message) => {
    if (level === "error" || level === "warning") context.logger.warn({ jobs: level }, message);
    else context.logger.debug({ jobs: level }, message);
  });
  return run({
    pgPool: pool,
    taskList,
    concurrency: 4,
    noHandleSignals: true,
    pollInterval: 2000,
    crontab: "",
    logger,
  });
}
