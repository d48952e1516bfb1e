import type pg from "pg";
import { type Bus, channel, type Ears } from "./bus.ts";

const triesAgainAfter = 2000;

/** LISTEN/NOTIFY, on a connection of its own that is opened again whenever it breaks. Resolves when it hears. */
export async function notifyBus(pool: pg.Pool, { hear, opened, fault }: Ears): Promise<Bus> {
  let isClosed = false;
  let client: pg.PoolClient | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;

  async function open(): Promise<void> {
    const connected = await pool.connect();
    connected.on("notification", ({ payload }) => hear(payload ?? ""));
    connected.once("error", (error) => {
      client = null;
      if (isClosed) return;
      connected.release(error);
      again(error);
    });
    await connected.query(`listen ${channel}`);
    client = connected;
    opened();
  }
  function again(error: Error): void {
    if (isClosed) return;
    fault(error);
    retry = setTimeout(() => void open().catch(again), triesAgainAfter);
    retry.unref();
  }

  await open();
  return {
    say: (word) => void pool.query("select pg_notify($1, $2)", [channel, word]).catch(fault),
    isOpen: () => client !== null,
    async close() {
      isClosed = true;
      clearTimeout(retry);
      // A connection that listens is not given to anybody else.
      client?.release(true);
      client = null;
    },
  };
}
