import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectForAll } from "#platform/database/backup.ts";
import { inSystem } from "#platform/database/index.ts";
import { restoreBackup } from "#platform/database/restore.ts";
import { emptyDatabase } from "#platform/database/testing.ts";
import { type TestServer, testServer } from "./testing/server.ts";

/**
 * What the first version that was landed as a whole had written, in the schema that it had (2026-11-24): its sample
 * organisation with journeys, a meeting that was held, conversations and customers' answers. Nobody makes it anew.
 */
const firstVersion = join(import.meta.dirname, "platform/database/testing/first-version.backup.gz");
const secret = "a secret for tests, 32 characters or more";

let server: TestServer;
let leader: ReturnType<TestServer["browser"]>;
let before: Record<string, number>;

beforeAll(async () => {
  const database = await emptyDatabase();
  await restoreBackup(database.url, [secret], firstVersion);
  server = await testServer(undefined, database);
  leader = await server.signedInAs("karen.skovbo@nordvarme.example");
  const client = await connectForAll(server.url);
  before = {};
  for (const table of ["response", "answer", "statement", "behaviour", "one_to_one", "meeting_event"])
    before[table] = (await client.query(`select count(*)::int as n from ${table}`)).rows[0].n;
  await client.end();
});
afterAll(() => server?.close());

test("every schema since the first is brought up to this one, with its rows", async () => {
  const { rows } = await inSystem(server.db, (tx) =>
    tx
      .selectFrom("person")
      .select("id")
      .execute()
      .then((found) => ({ rows: found })),
  );
  expect(rows.length).toBeGreaterThan(5);
  for (const [table, count] of Object.entries(before)) expect(count, table).toBeGreaterThan(0);
});

test("the product works on it: pages of every room answer with what was there", async () => {
  const { roles } = (await leader("GET", "/api/organisation/session")).body;
  const unitId = roles.find((held: { unitId: string | null }) => held.unitId).unitId;
  const journeys = (await leader("GET", "/api/guide/journeys")).body;
  expect(journeys.length).toBeGreaterThan(1);
  for (const path of [
    `/api/guide/journeys/${journeys[0].id}`,
    `/api/preparation/journeys/${journeys[0].id}/statements`,
    `/api/preparation/units/${unitId}/meetings`,
    `/api/thread/units/${unitId}`,
    `/api/pulse/results/units/${unitId}`,
    "/api/pulse/pulses",
    "/api/overview",
    "/api/privacy/me/copy",
    `/api/follow-up/review-meetings?unitId=${unitId}`,
  ])
    expect((await leader("GET", path)).status, path).toBe(200);
  const thread = (await leader("GET", `/api/thread/units/${unitId}`)).body;
  const stations = new Set(thread.items.map(({ station }: { station: string }) => station));
  for (const station of ["values", "statements", "decided", "questions", "experience"])
    expect(stations, station).toContain(station);
});

test("what was sealed then is opened now, the held meeting has its minutes, and one goes on where one was", async () => {
  const talks = (await leader("GET", "/api/follow-up/one-to-ones")).body;
  const talk = talks.find(({ nextId }: { nextId: string | null }) => nextId);
  const opened = (await leader("GET", `/api/follow-up/one-to-ones/${talk.nextId}`)).body;
  expect(opened).toMatchObject({ isUnreadable: false, isOver: false });
  const { id } = await inSystem(server.db, (tx) =>
    tx.selectFrom("meeting").select("id").where("state", "=", "closed").executeTakeFirstOrThrow(),
  );
  const minutes = (await leader("GET", `/api/thread/meetings/${id}/minutes`)).body;
  expect(minutes.decisions.length).toBeGreaterThan(0);
  const written = await leader("PATCH", `/api/follow-up/one-to-ones/${talk.nextId}`, {
    ...{ notes: "Skrevet efter opgraderingen", version: opened.version },
  });
  expect(written.status).toBe(200);
  const { roles } = (await leader("GET", "/api/organisation/session")).body;
  const unitId = roles.find((held: { unitId: string | null }) => held.unitId).unitId;
  const review = await leader("POST", "/api/follow-up/review-meetings", { unitId, kind: "result" });
  expect((await leader("POST", `/api/follow-up/review-meetings/${review.body.id}/live`, {})).status).toBe(
    200,
  );
});
