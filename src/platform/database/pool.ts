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

/** Hands a statement that is marked as kept to the database under a name, so that each connection plans it once. */
class KeepingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: as many ways to ask as pg has, handed on as they came
  override query(asked: any, ...rest: any[]): any {
    if (typeof asked !== "string" || !asked.startsWith(keptFrom)) return super.query(asked, ...rest);
    return super.query({ name: nameOf(asked), text: asked }, ...rest);
  }
}

export function makePool(connectionString: string, onIdleError: (error: Error) => void, max = 16): pg.Pool {
  const pool = new pg.Pool({ connectionString, max, min: stayOpen, Client: KeepingClient });
  // A connection that breaks while nobody uses it would otherwise end the process.
  pool.on("error", onIdleError);
  pool.on("connect", (client) => client.on("error", onIdleError));
  return pool;
}
