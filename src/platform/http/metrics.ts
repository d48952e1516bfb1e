import { timingSafeEqual } from "node:crypto";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import { sql } from "kysely";
import type { Pool } from "pg";
import { type Database, inSystem } from "#platform/database/index.ts";
import { keyHash } from "#platform/keys.ts";
import type { Env } from "./context.ts";
import { refuseWith } from "./problem.ts";

type Sources = {
  token: string;
  db: Database;
  pool: Pool;
  /** Meetings held in this process, and who looks at them. */
  live: () => Promise<{ meetings: number; onlookers: number }>;
};

/** Large, and nobody waits for it: read when the first page can be served already. */
async function makeRegistry({ db, pool, live }: Sources) {
  const { collectDefaultMetrics, Gauge, Histogram, Registry } = await import("prom-client");
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Histogram({
    ...{ name: "udlev_http_request_duration_seconds", help: "Time until a request was answered, by route." },
    ...{ labelNames: ["method", "route", "status"], registers },
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  });
  const inMemory = {
    meetings: "Meetings held in memory by this process.",
    onlookers: "Connected phones, screens and consoles.",
  };
  for (const [name, help] of Object.entries(inMemory))
    new Gauge({
      ...{ name: `udlev_live_${name}`, help, registers },
      async collect() {
        this.set((await live())[name as keyof typeof inMemory]);
      },
    });
  new Gauge({
    ...{ name: "udlev_database_connections", help: "Connections of this process's pool.", registers },
    labelNames: ["state"],
    collect() {
      this.set({ state: "idle" }, pool.idleCount);
      this.set({ state: "used" }, pool.totalCount - pool.idleCount);
      this.set({ state: "waited_for" }, pool.waitingCount);
    },
  });
  new Gauge({
    ...{
      name: "udlev_jobs",
      help: "Jobs of the whole installation.",
      labelNames: ["task", "state"],
      registers,
    },
    async collect() {
      const { rows } = await sql<{
        task: string;
        state: string;
        count: number;
      }>`select task_identifier as task,
        case when attempts >= max_attempts then 'failed' when locked_at is not null then 'running'
          when run_at > now() then 'planned' else 'due' end as state, count(*)::int as count
        from graphile_worker.jobs group by 1, 2`.execute(db);
      this.reset();
      for (const { task, state, count } of rows) this.set({ task, state }, count);
    },
  });
  new Gauge({
    ...{ name: "udlev_mails", help: "Mails that are not sent yet or will not be, by state.", registers },
    labelNames: ["state"],
    async collect() {
      const rows = await inSystem(db, (tx) =>
        tx
          .selectFrom("mail")
          .select(["state", sql<number>`count(*)::int`.as("count")])
          .where("state", "in", ["queued", "sending", "failed", "inDoubt"])
          .groupBy("state")
          .execute(),
      );
      this.reset();
      for (const { state, count } of rows) this.set({ state }, count);
    },
  });
  return {
    observe: (method: string, route: string, status: number, seconds: number) =>
      requests.observe({ method, route, status: String(status) }, seconds),
    read: async () => ({ type: registry.contentType, body: await registry.metrics() }),
  };
}

/** The pattern that answered: what every address passes through ends in a star. */
const routeOf = (c: Context<Env>): string =>
  matchedRoutes(c).find(({ path, method }) => method === c.req.method && !path.endsWith("*"))?.path ??
  "other";

/**
 * Prometheus metrics for whoever has METRICS_TOKEN, and for nobody otherwise. Requests are counted by the route's
 * pattern: an address holds ids and keys of links, which have no business in a metric.
 */
export function metrics(sources: Sources): { count: MiddlewareHandler<Env>; page: Hono<Env> } {
  let registry: ReturnType<typeof makeRegistry> | null = null;
  const loaded = () => (registry ??= makeRegistry(sources));
  const isTheirs = (given: string) => timingSafeEqual(keyHash(given), keyHash(`Bearer ${sources.token}`));
  return {
    count: async (c, next) => {
      const began = performance.now();
      await next();
      const { observe } = await loaded();
      observe(c.req.method, routeOf(c), c.res.status, (performance.now() - began) / 1000);
    },
    page: new Hono<Env>().get("/metrics", async (c) => {
      if (!isTheirs(c.req.header("authorization") ?? "")) throw refuseWith("unauthorized");
      const { type, body } = await (await loaded()).read();
      return c.body(body, 200, { "content-type": type, "cache-control": "no-store" });
    }),
  };
}
