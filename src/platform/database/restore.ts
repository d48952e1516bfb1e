import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import type pg from "pg";
import { sealedSecret } from "#platform/secret.ts";
import {
  connectForAll,
  type Head,
  type Line,
  mostWeight,
  secretMark,
  type TableLine,
  tablesOf,
  weightOf,
} from "./backup.ts";
import { migrate } from "./migrate.ts";
import { makePool } from "./pool.ts";

const atOnce = 500;

async function* linesOf(file: string): AsyncGenerator<Line> {
  const source = createReadStream(file);
  const unpacked = source.pipe(createGunzip()).setEncoding("utf8");
  // A pipe does not hand errors on; and what breaks after we stopped reading is nobody's loss.
  source.on("error", (error) => unpacked.destroy(error));
  unpacked.on("error", () => undefined);
  let rest = "";
  try {
    for await (const chunk of unpacked) {
      const whole = (rest + chunk).split("\n");
      rest = whole.pop() ?? "";
      for (const line of whole) yield JSON.parse(line);
    }
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === "ENOENT") throw new Error(`There is no file ${file}.`, { cause: error });
    if (!code?.startsWith("Z_") && !(error instanceof SyntaxError)) throw error;
    throw new Error(`${file} is not a whole backup of Udlev.`, { cause: error });
  } finally {
    source.destroy();
  }
}

async function headOf(file: string): Promise<Head> {
  for await (const line of linesOf(file)) {
    if (line && !Array.isArray(line) && "udlev" in line && line.udlev === 1) return line;
    break;
  }
  throw new Error(`${file} is not a backup of Udlev.`);
}

/** Column types as casts, by table. */
async function typesOf(client: pg.Client, { table, columns }: TableLine): Promise<string[]> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `select quote_ident(attname) as name, format_type(atttypid, atttypmod) as type
     from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    [table],
  );
  const types = new Map(rows.map(({ name, type }) => [name, type]));
  return columns.map((column) => {
    const type = types.get(column);
    if (!type)
      throw new Error(
        `This version of Udlev has no column ${column} in ${table}. Restore with the version that made the backup, then upgrade.`,
      );
    return type;
  });
}

/** Foreign keys are taken off while rows come in any order, and put back: that checks every row. */
async function withoutForeignKeys(client: pg.Client, work: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and conparentid = 0`,
  );
  for (const { table, name } of rows) await client.query(`alter table ${table} drop constraint ${name}`);
  await work();
  for (const { table, name, definition } of rows)
    await client.query(`alter table ${table} add constraint ${name} ${definition}`);
}

async function load(client: pg.Client, file: string): Promise<number> {
  let count = 0;
  let ended: number | null = null;
  let insert = "";
  let waiting: (string | null)[][] = [];
  let weight = 0;
  const flush = async () => {
    if (waiting.length > 0) await client.query(insert, [JSON.stringify(waiting)]);
    count += waiting.length;
    waiting = [];
    weight = 0;
  };
  for await (const line of linesOf(file)) {
    if (Array.isArray(line)) {
      weight += weightOf(line);
      if (waiting.push(line) >= atOnce || weight >= mostWeight) await flush();
      continue;
    }
    await flush();
    if ("table" in line) {
      const types = await typesOf(client, line);
      const values = types.map((type, index) => `(row ->> ${index})::${type}`).join(", ");
      insert = `insert into ${line.table} (${line.columns.join(", ")}) overriding system value
        select ${values} from json_array_elements($1::json) as row`;
    } else if ("sequence" in line)
      await client.query("select setval($1::regclass, $2::bigint)", [line.sequence, line.at]);
    else if ("end" in line) ended = line.rows;
  }
  if (ended !== count)
    throw new Error(`${file} is not a whole backup of Udlev: it holds ${count} rows of ${ended ?? "more"}.`);
  // Whoever was working on a job then is not any more.
  await client.query("update graphile_worker._private_jobs set locked_at = null, locked_by = null");
  await client.query("update graphile_worker._private_job_queues set locked_at = null, locked_by = null");
  return count;
}

async function hasOrganisation(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query("select to_regclass('public.organisation') is not null as is_there");
  if (!rows[0].is_there) return false;
  return (await client.query("select from organisation limit 1")).rows.length > 0;
}

/**
 * Loads a backup into a database that holds no organisation: all of it, or nothing. The schema is first made as it was
 * when the backup was written, and brought up to date afterwards. Gives back how many rows there are.
 * @param secrets the present one and earlier ones: the backup may belong to any of them.
 */
export async function restoreBackup(
  url: string,
  secrets: readonly string[],
  file: string,
  options: { isOtherSecretFine?: boolean } = {},
): Promise<number> {
  const head = await headOf(file);
  const its = secrets.find((secret) => head.secret === secretMark(secret));
  if (!its && !options.isOtherSecretFine)
    throw new Error(
      "The backup belongs to another secret: without it nobody can open the notes of one-to-one talks, and links that were sent stop working. Put back the file `secret` of the data folder (or set SECRET) and try again, or add --other-secret.",
    );
  const client = await connectForAll(url);
  const pool = makePool(url, () => undefined, 2);
  try {
    if (await hasOrganisation(client))
      throw new Error("There is already an organisation here: a backup is restored into an empty database.");
    await migrate(pool, head.migrations);
    await client.query("begin");
    let rows = 0;
    await withoutForeignKeys(client, async () => {
      const tables = (await tablesOf(client)).map(({ table }) => table);
      await client.query(`truncate ${tables.join(", ")}`);
      rows = await load(client, file);
    });
    await client.query("commit");
    await migrate(pool);
    // One that cannot be opened would let nothing start; a backup of before there was one was sealed by its secret itself.
    if (!its) await client.query("truncate identity.secret");
    else
      await client.query("insert into identity.secret (sealed) values ($1) on conflict do nothing", [
        sealedSecret(its, its),
      ]);
    return rows;
  } finally {
    await client.end();
    await pool.end();
  }
}
