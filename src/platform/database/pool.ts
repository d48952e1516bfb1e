import pg from "pg";
import { keptFrom } from "./kept.ts";

// Dates without a time stay the text that they are: a Date would move them by the machine's time zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** Connections that stay open once they are: so many never wait for one another, and need no clock set after every query. */
const stayOpen = 4;

const names = new Map<string, string>();
const nameOf = (text: string): string => {
  const name = names.get(text) ?? `kept ${names.size}`;
  names.set(text, name);
  return name;
};

/** How a transaction begins that is armed in the same breath. */
export const beginning = "begin; ";

/**
 * Hands a statement that is marked as kept to the database under a name, so that each connection plans it once. What begins
 * a transaction is sent and not waited for, so that the first thing asked in it travels along: a way there and back less in
 * every one. Had it failed, row-level security would show and take nothing, and the end of the transaction says so.
 */
class Client extends pg.Client {
  #begun: Promise<unknown> = Promise.resolve();

  // biome-ignore lint/suspicious/noExplicitAny: as many ways to ask as pg has, handed on as they came
  override query(asked: any, ...rest: any[]): any {
    if (typeof asked !== "string") return super.query(asked, ...rest);
    if (asked.startsWith(beginning)) {
      this.#begun = super.query(asked);
      this.#begun.catch(() => undefined);
      return Promise.resolve({ command: "BEGIN", rowCount: null, rows: [] });
    }
    if (asked === "commit") return Promise.all([super.query(asked), this.#begun]).then(([done]) => done);
    return super.query(asked.startsWith(keptFrom) ? { name: nameOf(asked), text: asked } : asked, ...rest);
  }
}

export function makePool(connectionString: string, onIdleError: (error: Error) => void, max = 16): pg.Pool {
  const pool = new pg.Pool({ connectionString, max, min: stayOpen, Client, pipeline: true });
  // A connection that breaks while nobody uses it would otherwise end the process.
  pool.on("error", onIdleError);
  pool.on("connect", (client) => client.on("error", onIdleError));
  return pool;
}
