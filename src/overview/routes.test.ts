import { afterAll, beforeAll, expect, test } from "vitest";
import { decideBehaviours } from "#behaviour/store.ts";
import { inOrganisation, inSystem } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { loadSample } from "../sample/index.ts";
import { type TestServer, testServer } from "../testing/server.ts";
import type { Overview } from "./wire.ts";

let server: TestServer;
let organisationId: string;
let hr: ReturnType<TestServer["browser"]>;
const read = async (visit = hr): Promise<Overview> => (await visit("GET", "/api/overview")).body;
const unitNamed = (overview: Overview, name: string) => overview.units.find((unit) => unit.name === name)!;

beforeAll(async () => {
  server = await testServer();
  const { email } = await loadSample(server.db, server.config);
  const leader = await server.signedInAs(email);
  organisationId = (await leader("GET", "/api/organisation/session")).body.organisation.id;
  await leader("POST", "/api/organisation/people", {
    ...{ name: "Hanne Rask", email: "hanne@nordvarme.example", locale: "da" },
    roles: [{ role: "hr", unitId: null }],
  });
  hr = await server.signedInAs("hanne@nordvarme.example");
}, 120_000);
afterAll(() => server.close());

test("every unit stands there with its steps, and what its customers experience of what it decided", async () => {
  const overview = await read();
  const service = overview.units.find(({ values }) => values.length > 0)!;
  expect(service.journey!.steps).toHaveLength(overview.steps.length);
  const states = overview.units.flatMap(({ journey }) => journey?.steps.map(({ state }) => state) ?? []);
  expect(states).toContain("done");
  for (const { behaviours, mean } of service.values) {
    const means = behaviours.map(({ estimate }) => estimate.mean);
    expect(mean).toBeCloseTo(means.reduce((sum, each) => sum + each, 0) / means.length);
    for (const { estimate } of behaviours) expect(estimate.n).toBeGreaterThanOrEqual(overview.minimum);
  }
});

test("nobody is named in it, and nobody's own promise is measured there", async () => {
  const whole = JSON.stringify(await read());
  const people = await inSystem(server.db, (tx) => tx.selectFrom("person").select(["name", "id"]).execute());
  expect(people.length).toBeGreaterThan(5);
  for (const { name, id } of people) {
    expect(whole).not.toContain(name);
    expect(whole).not.toContain(id);
  }
  const promises = await inSystem(server.db, (tx) =>
    tx.selectFrom("behaviour").select("id").where("isLeaders", "=", true).execute(),
  );
  for (const { id } of promises) expect(whole).not.toContain(id);
});

test("below the minimum there is no figure, only that it is too few", async () => {
  const before = await read();
  const { name } = before.units.find(({ values }) => values.length > 0)!;
  await inSystem(server.db, (tx) => tx.updateTable("organisation").set({ minimumResponses: 5000 }).execute());
  expect(unitNamed(await read(), name)).toMatchObject({ values: [], hasTooFew: true });
  await inSystem(server.db, (tx) =>
    tx.updateTable("organisation").set({ minimumResponses: before.minimum }).execute(),
  );
});

test("what two units have decided in the same spirit is told as theirs in common", async () => {
  const { units } = await read();
  const [one, other] = units.slice(-2);
  const acts = [
    "Vi ringer tilbage til kunden samme dag",
    "Vi ringer altid kunden tilbage inden dagen er omme",
  ];
  await inOrganisation(server.db, organisationId, (tx) =>
    decideBehaviours(
      tx,
      organisationId,
      [one!, other!].map(({ unitId }, place) => ({
        ...{ unitId, journeyId: null, act: acts[place]!, evidence: {}, decidedAt: new Date() },
      })),
    ),
  );
  const shared = (await read()).inCommon.find(({ decided }) =>
    decided.some(({ words }) => words === acts[0]),
  )!;
  expect(shared.units).toBeGreaterThan(1);
  expect(shared.decided.map(({ words }) => words)).toContain(acts[1]);
});

test("a new unit stands there as not begun; an archived one is gone", async () => {
  const id = newId();
  await inOrganisation(server.db, organisationId, (tx) =>
    tx.insertInto("unit").values({ organisationId, id, name: "Lager Nord" }).execute(),
  );
  expect(unitNamed(await read(), "Lager Nord")).toMatchObject({
    journey: null,
    stillness: { why: "notBegun" },
  });
  await inOrganisation(server.db, organisationId, (tx) =>
    tx.updateTable("unit").set({ archivedAt: new Date() }).where("id", "=", id).execute(),
  );
  expect(unitNamed(await read(), "Lager Nord")).toBeUndefined();
});
