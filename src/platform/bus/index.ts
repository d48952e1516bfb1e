/**
 * Words that servers on the same database say to one another. Nothing that must not be lost is said here: PostgreSQL is
 * the truth, and whoever missed a word reads there.
 */
import type pg from "pg";
import type { Logger } from "#platform/logger.ts";
import { notifyBus } from "./notify.ts";

export type Bus = {
  /** Said to all, the one who says it included; a word that cannot be said is given up. */
  say: (word: string) => void;
  /** Whether words come through at present. */
  isOpen: () => boolean;
  close: () => Promise<void>;
};
export type Ears = {
  hear: (word: string) => void;
  /** Words come through, from now on or again: what was said before has been missed. */
  opened: () => void;
  fault: (error: Error) => void;
};

/** The most that one word may hold: PostgreSQL takes less than 8000 bytes. */
export const longestWord = 7500;

export const channel = "udlev";

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
