import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "./embedded.ts";
import { migrate } from "./migrate.ts";
import { makePool } from "./pool.ts";

/** One embedded server for the whole run, without waiting for the disk: its data is thrown away. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), "udlev-test-"));
  // The account that PostgreSQL runs as must be able to pass.
  chmodSync(folder, 0o755);
  const embedded = await startEmbedded(folder, { fsync: "off", synchronous_commit: "off", full_page_writes: "off" });
  const pool = makePool(embedded.url, () => undefined, 2);
  await migrate(pool);
  await pool.end();
  project.provide("templateUrl", embedded.url);
  return async () => {
    await embedded.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
