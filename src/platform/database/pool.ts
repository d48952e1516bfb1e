import pg from "pg";

// Dates without a time stay the text that they are: a Date would move them by the machine's time zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** Connections that stay open once they are: so many never wait for one another, and need no clock set after every query. */
const kept = 4;

export function makePool(connectionString: string, onIdleError: (error: Error) => void, max = 16): pg.Pool {
  const pool = new pg.Pool({ connectionString, max, min: kept });
  // A connection that breaks while nobody uses it would otherwise end the process.
  pool.on("error", onIdleError);
  pool.on("connect", (client) => client.on("error", onIdleError));
  return pool;
}
