// Writes src/platform/database/tables.ts from a freshly migrated database.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "../src/platform/database/embedded.ts";
import { makePool } from "../src/platform/database/pool.ts";
import { migrate } from "../src/platform/database/migrate.ts";

const folder = mkdtempSync(join(tmpdir(), "udlev-types-"));
// The account that PostgreSQL runs as must be able to pass.
chmodSync(folder, 0o755);
const embedded = await startEmbedded(folder, { fsync: "off" });
const pool = makePool(embedded.url, () => undefined, 2);
try {
  await migrate(pool);
  await pool.end();
  const outFile = process.argv[2] ?? "src/platform/database/tables.ts";
  const written = spawnSync(
    "kysely-codegen",
    ["--dialect", "postgres", "--url", embedded.url, "--out-file", outFile, "--camel-case", "--default-schema", "public", "--include-pattern", "public.*", "--date-parser", "string", "--numeric-parser", "number"],
    { stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" },
  );
  process.exitCode = written.status ?? 1;
} finally {
  await embedded.stop();
  rmSync(folder, { recursive: true, force: true });
}
