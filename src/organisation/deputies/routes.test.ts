import { afterAll, beforeAll, expect, test } from "vitest";
import { inSystem } from "#platform/database/index.ts";
import { unitWithDecisions } from "#pulse/testing/unit.ts";

let unit: Awaited<ReturnType<typeof unitWithDecisions>>;
let path: string;
let anna: typeof unit.leader;
let annaId: string;
let boId: string;
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  unit = await unitWithDecisions();
  path = `/api/organisation/units/${unit.unitId}/deputies`;
  anna = await unit.signedInAs("anna.lund@nordvarme.example");
  annaId = (await anna("GET", "/api/organisation/session")).body.person.id;
  const bo = await unit.signedInAs("bo.kjaer@nordvarme.example");
  boId = (await bo("GET", "/api/organisation/session")).body.person.id;
  // She only leads from here on: what an administrator may is tried elsewhere.
  const people = (await unit.leader("GET", "/api/organisation/people")).body.people;
  const carla = people.find(({ name }: { name: string }) => name === "Carla Moe");
  await unit.leader("PATCH", `/api/organisation/people/${carla.id}`, {
    ...{ roles: [...carla.roles, { role: "administrator", unitId: null }], version: carla.version },
  });
  const karen = people.find(({ name }: { name: string }) => name === "Karen Skovbo");
  await unit.leader("PATCH", `/api/organisation/people/${karen.id}`, {
    ...{ roles: [{ role: "leader", unitId: unit.unitId }], version: karen.version },
  });
});
afterAll(() => unit?.close());

const results = () => `/api/pulse/results/people/${boId}`;

test("a leader appoints somebody of her unit until a day: she may what a leader may, is told, and everybody of the unit sees it", async () => {
  expect((await anna("GET", results())).status).toBe(404);
  expect((await unit.leader("POST", path, { personId: annaId, until: day(10) })).status).toBe(200);
  expect((await anna("GET", results())).status).toBe(200);
  const bo = await unit.signedInAs("bo.kjaer@nordvarme.example");
  expect((await bo("GET", path)).body).toEqual([
    { personId: annaId, name: "Anna Lund", from: day(0), until: day(10) },
  ]);
  const [mail] = await unit.mailsTo("anna.lund@nordvarme.example");
  expect(mail!.kind).toBe("deputy");
  const log = (await anna("GET", "/api/privacy/audit")).body.lines;
  expect(log).toContainEqual(
    expect.objectContaining({ action: "deputy.appointed", by: "Karen Skovbo", about: "Anna Lund" }),
  );
});

test("a deputy appoints nobody and ends nobody's time: what she has been lent she does not hand on", async () => {
  expect((await anna("POST", path, { personId: boId, until: day(10) })).status).toBe(404);
  expect((await anna("DELETE", `${path}/${annaId}`)).status).toBe(404);
});

test("it is ended early, from then on she sees nothing more, and it can be ended once", async () => {
  expect((await unit.leader("DELETE", `${path}/${annaId}`)).status).toBe(200);
  expect((await anna("GET", results())).status).toBe(404);
  expect((await unit.leader("GET", path)).body).toEqual([]);
  expect((await unit.leader("DELETE", `${path}/${annaId}`)).status).toBe(404);
});

test("one who is to begin later does not begin before, and begins and ends by herself", async () => {
  expect((await unit.leader("POST", path, { personId: annaId, from: day(3), until: day(5) })).status).toBe(
    200,
  );
  expect((await anna("GET", results())).status).toBe(404);
  const moved = (days: number) =>
    inSystem(unit.db, (tx) =>
      tx
        .updateTable("roleAssignment")
        .set({ startsOn: day(days), endsOn: day(days + 2) })
        .where("personId", "=", annaId)
        .where("role", "=", "leader")
        .where("startsOn", "=", day(3))
        .execute(),
    );
  await inSystem(unit.db, (tx) =>
    tx
      .deleteFrom("roleAssignment")
      .where("personId", "=", annaId)
      .where("role", "=", "leader")
      .where("endsOn", "<", day(0))
      .execute(),
  );
  await moved(0);
  expect((await anna("GET", results())).status).toBe(200);
  await inSystem(unit.db, (tx) =>
    tx
      .updateTable("roleAssignment")
      .set({ startsOn: day(-5), endsOn: day(-1) })
      .where("personId", "=", annaId)
      .where("role", "=", "leader")
      .execute(),
  );
  expect((await anna("GET", results())).status).toBe(404);
  expect((await unit.leader("GET", path)).body).toEqual([]);
});

test("two who appoint the same one at once appoint her once", async () => {
  const both = await Promise.all(
    [1, 2].map(() => unit.leader("POST", path, { personId: boId, until: day(4) })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
  expect((await unit.leader("GET", path)).body).toHaveLength(1);
  await unit.leader("DELETE", `${path}/${boId}`);
});

test.each([
  [{ until: day(-1) }, "until"],
  [{ from: day(4), until: day(3) }, "until"],
  [{ until: day(400) }, "until"],
  [{ until: "" }, "until"],
  [{ personId: null, until: day(3) }, "personId"],
  [{ personId: "00000000-0000-4000-8000-000000000000", until: day(3) }, "personId"],
])("what cannot be is said beside its field: %o", async (wrong, field) => {
  const refused = await unit.leader("POST", path, { personId: boId, ...wrong });
  expect([refused.status, refused.body.errors[0].field]).toEqual([422, field]);
});

test("nobody from elsewhere, and nobody who leads it already", async () => {
  const carla = await unit.signedInAs("carla.moe@nordvarme.example");
  const other = (await carla("POST", "/api/organisation/units", { name: "Butikken" })).body.id;
  const jens = {
    name: "Jens Krogh",
    email: "jens@nordvarme.example",
    roles: [{ role: "employee", unitId: other }],
  };
  const { id } = (await carla("POST", "/api/organisation/people", jens)).body;
  expect((await unit.leader("POST", path, { personId: id, until: day(3) })).body.type).toBe(
    "/problems/notOfTheUnit",
  );
  const elsewhere = `/api/organisation/units/${other}/deputies`;
  expect((await unit.leader("POST", elsewhere, { personId: id, until: day(3) })).status).toBe(404);
  expect((await unit.leader("GET", elsewhere)).status).toBe(404);
  const { person } = (await unit.leader("GET", "/api/organisation/session")).body;
  expect((await unit.leader("POST", path, { personId: person.id, until: day(3) })).body.type).toBe(
    "/problems/leadsAlready",
  );
});
