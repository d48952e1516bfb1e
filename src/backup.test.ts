import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectForAll, tablesOf, writeBackup } from "#platform/database/backup.ts";
import { inOrganisation } from "#platform/database/index.ts";
import { restoreBackup } from "#platform/database/restore.ts";
import { emptyDatabase, type TestDatabase } from "#platform/database/testing.ts";
import { newId } from "#platform/id.ts";
import { openSecret } from "#platform/secret.ts";
import { loadSample } from "./sample/index.ts";
import { type TestServer, testServer } from "./testing/server.ts";

let server: TestServer;
let folder: string;
let file: string;
const made: TestDatabase[] = [];

async function emptyUrl(): Promise<string> {
  const database = await emptyDatabase();
  made.push(database);
  return database.url;
}

/** How many rows each table has, and a sum over all that they say. */
async function figures(url: string): Promise<Record<string, string>> {
  const client = await connectForAll(url);
  const found: Record<string, string> = {};
  for (const { table, columns } of await tablesOf(client)) {
    const row = columns.map((column) => `${column}::text`).join(", ");
    const { rows } = await client.query(
      `select count(*) || ' ' || coalesce(md5(string_agg(r, '|' order by r)), '') as figures
       from (select array[${row}]::text as r from ${table}) as all_rows`,
    );
    found[table] = rows[0].figures;
  }
  await client.end();
  return found;
}

beforeAll(async () => {
  server = await testServer();
  await openSecret(server.db, server.config);
  folder = mkdtempSync(join(tmpdir(), "udlev-backup-"));
  file = join(folder, "a.backup.gz");
  const { email } = await loadSample(server.db, server.config);
  await server.signedInAs(email);
});
afterAll(async () => {
  await server.close();
  for (const database of made) await database.close();
  rmSync(folder, { recursive: true, force: true });
});

test("what is restored into an empty database is what was backed up, in every table", async () => {
  await writeBackup(server.url, server.config.secret, file);
  const url = await emptyUrl();
  await restoreBackup(url, [server.config.secret], file);
  const restored = await figures(url);
  expect(restored).toEqual(await figures(server.url));
  for (const table of [
    "public.answer",
    'identity."user"',
    "identity.session",
    "graphile_worker._private_jobs",
  ])
    expect(restored[table], table).toMatch(/^[1-9]/);
  const client = await connectForAll(url);
  const { rows } = await client.query(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname !~ '^(pg_|information_schema$)'",
  );
  await client.end();
  const isBookkeeping = (name: string) => /kysely_migration|graphile_worker\.migrations/.test(name);
  expect(Object.keys(restored).sort()).toEqual(
    rows
      .map(({ name }) => name)
      .filter((name) => !isBookkeeping(name))
      .sort(),
  );
});

test("a backup made while others write is of one moment", async () => {
  // Every organisation comes with one unit, in one transaction: a backup that saw one without the other saw two moments.
  let isWriting = true;
  let written = 0;
  const writer = (async () => {
    while (isWriting) {
      const organisationId = newId();
      await inOrganisation(server.db, organisationId, async (tx) => {
        await tx.insertInto("organisation").values({ organisationId, name: "Nordvarme" }).execute();
        await tx.insertInto("unit").values({ organisationId, id: newId(), name: "Kundecenter" }).execute();
      });
      written++;
    }
  })();
  const busy = join(folder, "busy.backup.gz");
  await writeBackup(server.url, server.config.secret, busy);
  const during = written;
  isWriting = false;
  await writer;
  expect(during).toBeGreaterThan(0);
  const url = await emptyUrl();
  await restoreBackup(url, [server.config.secret], busy);
  const client = await connectForAll(url);
  const { rows } = await client.query(
    "select count(*)::int as alone from organisation o where not exists (select from unit u where u.organisation_id = o.organisation_id)",
  );
  await client.end();
  expect(rows[0].alone).toBe(0);
});

test("a backup of an earlier secret is restored with it, and what it sealed is opened by the present one", async () => {
  const { secret } = server.config;
  const inner = await openSecret(server.db, server.config);
  const later = { secret: "the one that came after it, of 32 characters", isSecretLost: false };
  for (const [isOtherSecretFine, isSame] of [
    [false, true],
    [true, false],
  ]) {
    const database = await emptyDatabase();
    made.push(database);
    const secrets = isSame ? [later.secret, secret] : [later.secret];
    await restoreBackup(database.url, secrets, file, { isOtherSecretFine: isOtherSecretFine! });
    const opened = await openSecret(database.db, { ...later, secretsBefore: secrets.slice(1) });
    expect(opened === inner).toBe(isSame);
  }
});

test("a backup goes only where nothing is, with its own secret, and whole", async () => {
  const url = await emptyUrl();
  const { secret } = server.config;
  await expect(restoreBackup(server.url, [secret], file)).rejects.toThrow(/already an organisation/);
  await expect(restoreBackup(url, [`${secret}!`], file)).rejects.toThrow(/another secret/);
  await expect(restoreBackup(url, [secret], join(folder, "nowhere"))).rejects.toThrow(/There is no file/);

  const text = gunzipSync(readFileSync(file)).toString();
  const short = join(folder, "short.gz");
  writeFileSync(short, gzipSync(text.split("\n").slice(0, -3).join("\n")));
  await expect(restoreBackup(url, [secret], short)).rejects.toThrow(/not a whole backup/);
  const cut = join(folder, "cut.gz");
  writeFileSync(cut, readFileSync(file).subarray(0, 5000));
  await expect(restoreBackup(url, [secret], cut)).rejects.toThrow(/not a whole backup/);
  writeFileSync(short, "hello");
  await expect(restoreBackup(url, [secret], short)).rejects.toThrow(/not a (whole )?backup/);
  writeFileSync(short, gzipSync(text.replace('"migrations":[', '"migrations":["9999_later",')));
  await expect(restoreBackup(url, [secret], short)).rejects.toThrow(/newer version/);

  // None of them left anything behind.
  await restoreBackup(url, [`${secret}!`], file, { isOtherSecretFine: true });
});
