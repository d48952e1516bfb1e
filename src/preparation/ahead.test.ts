import { afterAll, beforeAll, expect, test } from "vitest";
import { inOrganisation } from "#platform/database/index.ts";
import { type TestServer, testServer } from "../testing/server.ts";

type Browser = ReturnType<TestServer["browser"]>;
let server: TestServer;
let leader: Browser;
let anna: Browser;
let stranger: Browser;
let unitId: string;
let organisationId: string;
let meetingId: string;

beforeAll(async () => {
  server = await testServer();
  ({ leader, unitId } = await server.firstLeader());
  organisationId = (await leader("GET", "/api/organisation/session")).body.organisation.id;
  const other = (await leader("POST", "/api/organisation/units", { name: "Lager", parentId: unitId })).body
    .id;
  for (const [name, of] of [
    ["Anna", unitId],
    ["Per", other],
  ])
    await leader("POST", "/api/organisation/people", {
      ...{ name, email: `${name!.toLowerCase()}@nordvarme.example` },
      roles: [{ role: "employee", unitId: of }],
    });
  anna = await server.signedInAs("anna@nordvarme.example");
  stranger = await server.signedInAs("per@nordvarme.example");
});
afterAll(() => server.close());

const ofUnit = async (browser: Browser) =>
  (await browser("GET", `/api/preparation/units/${unitId}/meetings`)).body;
const mine = async (browser: Browser) => (await browser("GET", "/api/preparation/my/meetings")).body;
const set = (change: { state: string }) =>
  inOrganisation(server.db, organisationId, (tx) =>
    tx.updateTable("meeting").set(change).where("id", "=", meetingId).execute(),
  );

test("a unit without meetings has an empty list; a meeting that nobody was told of is its leader's alone", async () => {
  expect(await ofUnit(leader)).toEqual([]);
  expect(await mine(leader)).toEqual([]);
  const journey = await leader("POST", "/api/guide/journeys", { unitId });
  meetingId = (await leader("POST", `/api/preparation/journeys/${journey.body.id}/meetings`)).body.id;
  expect(await ofUnit(leader)).toMatchObject([{ id: meetingId, state: "planned", leads: true }]);
  expect(await mine(leader)).toMatchObject([{ href: `/meetings/${meetingId}/plan`, isRunning: false }]);
  expect(await ofUnit(anna)).toEqual([]);
  expect(await mine(anna)).toEqual([]);
});

test("once invited, it waits for those who come, where they answer and later where they join", async () => {
  const path = `/api/preparation/meetings/${meetingId}`;
  await leader("PATCH", path, { place: "Kantinen", version: (await leader("GET", path)).body.version });
  const { version } = (await leader("GET", path)).body;
  expect((await leader("POST", `${path}/send`, { version })).status).toBe(200);
  expect(await ofUnit(anna)).toMatchObject([{ id: meetingId, place: "Kantinen", leads: false }]);
  const [next] = await mine(anna);
  expect((await anna("GET", next.href)).body).toContain("Anna");
  await set({ state: "running" });
  expect((await mine(anna))[0]).toMatchObject({
    isRunning: true,
    href: expect.stringMatching(/^\/m\/.+\?k=/),
  });
  expect((await mine(leader))[0].href).toBe(`/meetings/${meetingId}/lead`);
});

test("a held meeting stays on the unit's page and waits for nobody", async () => {
  await set({ state: "closed" });
  expect(await ofUnit(anna)).toMatchObject([{ id: meetingId, state: "closed" }]);
  expect(await mine(anna)).toEqual([]);
  expect(await mine(leader)).toEqual([]);
});

test("another unit's meetings are not found", async () => {
  expect((await stranger("GET", `/api/preparation/units/${unitId}/meetings`)).status).toBe(404);
  expect(await mine(stranger)).toEqual([]);
  expect((await server.browser()("GET", "/api/preparation/my/meetings")).status).toBe(401);
});
