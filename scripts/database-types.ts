// Writes src/platform/database/tables.ts from a freshly migrated database. Another file may be named, for comparing.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { startThrowaway } from "../src/platform/database/embedded.ts";
import { migrate } from "../src/platform/database/migrate.ts";
import { makePool } from "../src/platform/database/pool.ts";

const root = join(import.meta.dirname, "..");
const outFile = process.argv[2] ?? join(root, "src/platform/database/tables.ts");
const embedded = await startThrowaway();
try {
  const pool = makePool(embedded.url, () => undefined, 2);
  await migrate(pool).finally(() => pool.end());
  const choices = {
    dialect: "postgres",
    url: embedded.url,
    "out-file": outFile,
    "default-schema": "public",
    "include-pattern": "public.*",
    "date-parser": "string",
    "numeric-parser": "number",
  };
  const args = Object.entries(choices).flatMap(([name, value]) => [`--${name}`, value]);
  const program = join(root, "node_modules/kysely-codegen/dist/cli/bin.js");
  const written = spawnSync(process.execPath, [program, "--camel-case", ...args], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  process.exitCode = written.status ?? 1;
} finally {
  await embedded.stop();
}
