/**
 * Other servers on the same database, told and heard by LISTEN/NOTIFY: "the journal of this meeting goes as far as that".
 * PostgreSQL stays the truth; who hears it reads there. A server that is alone tells nobody, and pays nothing for it: it
 * begins to when another one says that it is there.
 */
import type pg from "pg";
import { newId } from "#platform/id.ts";
import type { Logger } from "#platform/logger.ts";

const channel = "udlev_meeting";
const triesAgainAfter = 2000;

export type Nodes = { areThere: () => boolean; close: () => Promise<void> };
type Heard = {
  /** A meeting's journal goes at least as far. */
  hear: (meetingId: string, seq: number) => void;
  /** Anything may have been missed. */
  catchUp: () => void;
};

/** Resolves when this server hears the others. */
export async function listen(pool: pg.Pool, logger: Logger, heard: Heard): Promise<Nodes> {
  const own = newId();
  let areOthers = false;
  let isClosed = false;
  let client: pg.PoolClient | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const say = (word: string) => pool.query("select pg_notify($1, $2)", [channel, `${word} ${own}`]);

  function take(payload: string): void {
    const [what, which] = payload.split(" ") as [string, string];
    if (what !== "here" && what !== "too") {
      heard.hear(what, Number(which));
      return;
    }
    if (which === own) return;
    areOthers = true;
    // What was written before is told now: who has just come may have read less.
    heard.catchUp();
    if (what === "here") say("too").catch(fault);
  }
  const fault = (error: Error) =>
    logger.error({ fault: error.message }, "other servers cannot be told or heard");

  async function open(): Promise<void> {
    const opened = await pool.connect();
    client = opened;
    opened.on("notification", ({ payload }) => take(payload ?? ""));
    opened.once("error", (error) => {
      if (isClosed) return;
      opened.release(error);
      client = null;
      again(error);
    });
    await opened.query(`listen ${channel}`);
    await say("here");
    heard.catchUp();
  }
  function again(error: Error): void {
    if (isClosed) return;
    fault(error);
    retry = setTimeout(() => void open().catch(again), triesAgainAfter);
    retry.unref();
  }

  await open();
  return {
    areThere: () => areOthers,
    async close() {
      isClosed = true;
      clearTimeout(retry);
      // A connection that listens is not given to anybody else.
      client?.release(true);
    },
  };
}

export const tellNodes = `select pg_notify('${channel}', $2::text || ' ' || max(seq)) from entry`;
