/**
 * A backup is one gzipped file of JSON lines: a head, then table by table a line that names its columns and a line per
 * row, each value as PostgreSQL writes it, and an end that says how many rows there were. It needs no program of
 * PostgreSQL's, and a file that was cut short is noticed.
 */
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";

export type Head = { udlev: 1; madeAt: string; secret: string; migrations: string[] };
export type TableLine = { table: string; columns: string[] };
export type SequenceLine = { sequence: string; at: string };
export type End = { end: true; rows: number };
export type Line = Head | TableLine | SequenceLine | End | (string | null)[];

const atOnce = 500;
/** Rows that hold photos are few at a time: so many characters are held in memory, or one row. */
export const mostWeight = 8_000_000;
const firstStep = 10;
export const weightOf = (row: readonly (string | null)[]): number =>
  row.reduce((sum, value) => sum + (value?.length ?? 0), 1);
/** What migrations write themselves. */
const ownBookkeeping = ["kysely_migration", "kysely_migration_lock", "migrations"];

/** Tells whether a secret is the one that sealed what is in a backup, without telling the secret. */
export const secretMark = (secret: string): string =>
  createHash("sha256").update(`udlev backup ${secret}`).digest("base64url").slice(0, 16);

/** Every table of every schema (the product's, the accounts', the job queue's), with the columns that are written. */
export async function tablesOf(client: pg.Client): Promise<TableLine[]> {
  const { rows } = await client.query<TableLine>(
    `select format('%I.%I', n.nspname, c.relname) as table,
       array_agg(quote_ident(a.attname) order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where n.nspname !~ '^(pg_|information_schema$)' and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname <> all ($1)
     group by n.nspname, c.relname order by 1`,
    [ownBookkeeping],
  );
  return rows;
}

/** A transaction that sees every organisation's rows. */
export async function connectForAll(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  await client.query("set bytea_output = 'hex'; set extra_float_digits = 1; set datestyle = 'ISO'");
  await client.query("set timezone = 'UTC'; select set_config('app.organisation_id', '*', false)");
  return client;
}

/** All of it as it stood at one moment, however much is written meanwhile. */
async function* lines(client: pg.Client, secret: string): AsyncGenerator<Line> {
  await client.query("begin transaction isolation level repeatable read, read only");
  const migrations = await client.query<{ name: string }>("select name from kysely_migration order by name");
  yield {
    udlev: 1,
    madeAt: new Date().toISOString(),
    secret: secretMark(secret),
    migrations: migrations.rows.map(({ name }) => name),
  };
  let count = 0;
  for (const line of await tablesOf(client)) {
    yield line;
    const values = line.columns.map((column) => `${column}::text`).join(", ");
    await client.query(`declare rest no scroll cursor for select array[${values}] as row from ${line.table}`);
    for (let step = firstStep; ; ) {
      const { rows } = await client.query<{ row: (string | null)[] }>(`fetch ${step} from rest`);
      for (const { row } of rows) yield row;
      count += rows.length;
      if (rows.length < step) break;
      const weight = rows.reduce((sum, { row }) => sum + weightOf(row), 0);
      step = Math.max(1, Math.min(atOnce, Math.floor((mostWeight * rows.length) / weight)));
    }
    await client.query("close rest");
  }
  const sequences = await client.query<SequenceLine>(
    `select format('%I.%I', schemaname, sequencename) as sequence, last_value::text as at from pg_sequences
     where last_value is not null`,
  );
  yield* sequences.rows;
  await client.query("commit");
  yield { end: true, rows: count };
}

/** Writes the backup beside its place and moves it there when it is whole. Gives back how many rows it holds. */
export async function writeBackup(url: string, secret: string, file: string): Promise<number> {
  const unfinished = `${file}.unfinished`;
  const client = await connectForAll(url);
  let rows = 0;
  async function* asText() {
    for await (const line of lines(client, secret)) {
      if ("end" in line) rows = line.rows;
      yield `${JSON.stringify(line)}\n`;
    }
  }
  try {
    await pipeline(Readable.from(asText()), createGzip(), createWriteStream(unfinished, { mode: 0o600 }));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    if ((error as { code?: string }).code === "42P01")
      throw new Error("There is nothing here to back up: Udlev has never been started on this database.");
    throw error;
  } finally {
    await client.end();
  }
  return rows;
}
