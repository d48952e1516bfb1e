import type { TestProject } from "vitest/node";
import { startThrowaway } from "./embedded.ts";
import { migrate } from "./migrate.ts";
import { makePool } from "./pool.ts";

/** One embedded server for the whole run; its own database is the migrated template of every test's. */
export default async function setup(project: TestProject) {
  const embedded = await startThrowaway();
  const pool = makePool(embedded.url, () => undefined, 2);
  await migrate(pool).finally(() => pool.end());
  project.provide("templateUrl", embedded.url);
  return () => embedded.stop();
}
