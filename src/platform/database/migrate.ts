import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Kysely, type Migration, Migrator, PostgresDialect, sql } from "kysely";
import type pg from "pg";

const folder = join(import.meta.dirname, "migrations");

/** Each .sql file of the folder is one migration, in the order of its names. */
async function migrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".sql")).sort();
  const read = async (file: string): Promise<[string, Migration]> => {
    const text = await readFile(join(folder, file), "utf8");
    return [
      file.replace(/\.sql$/, ""),
      {
        up: (db) =>
          sql
            .raw(text)
            .execute(db)
            .then(() => undefined),
      },
    ];
  };
  return Object.fromEntries(await Promise.all(files.map(read)));
}

/** The names of the migrations that have run: none in a new database. */
async function migrated(pool: pg.Pool): Promise<Set<string>> {
  try {
    const { rows } = await pool.query<{ name: string }>("select name from kysely_migration");
    return new Set(rows.map(({ name }) => name));
  } catch (error) {
    if ((error as { code?: string }).code === "42P01") return new Set();
    throw error;
  }
}

/**
 * Brings a database up to this version, or leaves it as it was and says which file failed.
 * Nodes that start together wait for each other (the migrator's lock).
 * @param only the schema of an earlier version, for a backup of that time.
 */
export async function migrate(pool: pg.Pool, only?: string[]): Promise<void> {
  const [known, found] = await Promise.all([migrations(), migrated(pool)]);
  const tooNew = only?.find((name) => !known[name]);
  if (tooNew) throw new Error(`A newer version of Udlev made this: ${tooNew} is not known here.`);
  const isPast = only && [...found].some((name) => !only.includes(name));
  if (isPast) throw new Error("The database is ahead of the backup: restore into a new database.");
  const wanted = only ? Object.fromEntries(only.map((name) => [name, known[name]!])) : known;
  // The usual start: the migrator would look through the whole catalogue before it says the same.
  const names = Object.keys(wanted);
  if (names.length === found.size && names.every((name) => found.has(name))) return;
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  // Each room numbers its own files: one that came to be later may stand before another's that has run already.
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => wanted },
    allowUnorderedMigrations: true,
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error) {
    const failed = results?.find((result) => result.status === "Error")?.migrationName;
    throw new Error(
      `The database could not be brought up to date${failed ? ` (${failed})` : ""}: ${(error as Error).message}`,
      {
        cause: error,
      },
    );
  }
  // The queue's own tables: its workers bring them up to date whenever they start, but the first request may come before.
  if (results?.length) {
    const { runMigrations } = await import("graphile-worker");
    await runMigrations({ pgPool: pool });
  }
}
