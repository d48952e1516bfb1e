import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { newId } from "#platform/id.ts";
import { type Embedded, startThrowaway } from "./embedded.ts";
import { inOrganisation, makeDatabase } from "./index.ts";
import { migrate } from "./migrate.ts";
import { makePool } from "./pool.ts";

const root = join(import.meta.dirname, "../../..");

test("the row types are those of the migrated database (npm run db:types)", () => {
  const folder = mkdtempSync(join(tmpdir(), "udlev-tables-"));
  const fresh = join(folder, "tables.ts");
  const written = spawnSync(process.execPath, [join(root, "scripts/database-types.ts"), fresh], {
    encoding: "utf8",
  });
  expect(written.stderr, "the script's complaints").not.toMatch(/error/i);
  expect(readFileSync(join(root, "src/platform/database/tables.ts"), "utf8")).toBe(
    readFileSync(fresh, "utf8"),
  );
  rmSync(folder, { recursive: true, force: true });
});

test("migrating again changes nothing", async () => {
  const pool = makePool(inject("templateUrl"), () => undefined, 2);
  await expect(migrate(pool)).resolves.toBeUndefined();
  await pool.end();
});

// The oldest PostgreSQL that we say we run on, as Debian installs it.
const older = "/usr/lib/postgresql/15/bin";
describe.skipIf(!existsSync(join(older, "postgres")))(
  "on PostgreSQL 15 (skipped where it is not installed)",
  () => {
    let embedded: Embedded;
    beforeAll(async () => {
      embedded = await startThrowaway({ bin: older });
    });
    afterAll(() => embedded.stop());

    test("everything migrates, and rows can be written and read", async () => {
      const pool = makePool(embedded.url, () => undefined, 2);
      await migrate(pool);
      const db = makeDatabase(pool);
      const organisationId = newId();
      await inOrganisation(db, organisationId, (tx) =>
        tx.insertInto("organisation").values({ organisationId, name: "Nordvarme" }).execute(),
      );
      const found = await inOrganisation(db, organisationId, (tx) =>
        tx.selectFrom("organisation").select("name").execute(),
      );
      expect(found).toEqual([{ name: "Nordvarme" }]);
      await db.destroy();
    });
  },
);
