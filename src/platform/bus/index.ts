/**
 * Words that servers on the same database say to one another. Nothing that must not be lost is said here: PostgreSQL is
 * the truth, and whoever missed a word reads there.
 */
import type pg from "pg";
import type { Logger } from "#platform/logger.ts";
import type { Bus, Ears } from "./bus.ts";
import { notifyBus } from "./notify.ts";

/** By the database itself, or by a broker where there is one. */
export async function openBus(
  { pool, redisUrl, logger }: { pool: pg.Pool; redisUrl: string | null; logger: Logger },
  ears: Omit<Ears, "fault">,
): Promise<Bus> {
  const fault = (error: Error) =>
    logger.error({ fault: error.message }, "other servers cannot be told or heard");
  if (!redisUrl) return notifyBus(pool, { ...ears, fault });
  const { redisBus } = await import("./redis.ts");
  return redisBus(redisUrl, { ...ears, fault });
}
