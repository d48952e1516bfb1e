import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, testServer } from "../testing/server.ts";

let server: TestServer;
let admin: ReturnType<TestServer["browser"]>;
const value = { name: "Ordentlighed", meaning: "Vi holder, hvad vi lover.", colour: "ocean", mark: "circle" };

beforeAll(async () => {
  server = await testServer();
  admin = server.browser();
  const first = {
    organisation: "Nordvarme",
    name: "Karen Skovbo",
    email: "karen@nordvarme.example",
    password: "en lang adgangskode",
  };
  await admin("POST", "/api/organisation/first", first);
  const { body } = await admin("GET", "/api/organisation/session");
  const unitId = body.roles.find((held: { unitId: string | null }) => held.unitId).unitId;
  for (const [role, email] of [
    ["employee", "mads@nordvarme.example"],
    ["hr", "hanne@nordvarme.example"],
  ] as const)
    await admin("POST", "/api/organisation/people", {
      name: email,
      email,
      roles: [{ role, unitId: role === "employee" ? unitId : null }],
    });
});
afterAll(() => server.close());

test("administrators and HR write values, employees read them, strangers see nothing", async () => {
  expect((await admin("POST", "/api/values", value)).status).toBe(200);
  const hr = await server.signedInAs("hanne@nordvarme.example");
  expect(
    (await hr("POST", "/api/values", { ...value, name: "Mod", colour: "amber", mark: "star" })).status,
  ).toBe(200);

  const employee = await server.signedInAs("mads@nordvarme.example");
  const { body } = await employee("GET", "/api/values");
  expect(body.values.map(({ name }: { name: string }) => name)).toEqual(["Ordentlighed", "Mod"]);
  const [first] = body.values;
  for (const [method, path, input] of [
    ["POST", "", { ...value, name: "Min egen" }],
    ["PUT", "/purpose", { purpose: "Mit", version: 0 }],
    ["PUT", "/order", { order: [] }],
    ["PATCH", `/${first.id}`, { name: "Mit", version: 1 }],
  ] as const)
    expect((await employee(method, `/api/values${path}`, input)).status).toBe(403);
  expect((await server.browser()("GET", "/api/values")).status).toBe(401);
});

test("bad input is named field by field, in the reader's language", async () => {
  const bad = await admin("POST", "/api/values", {
    name: "   ",
    colour: "beige",
    mark: "star",
    meaning: "x".repeat(2001),
  });
  expect(bad.status).toBe(422);
  expect(bad.body.errors.map(({ field }: { field: string }) => field).sort()).toEqual([
    "colour",
    "meaning",
    "name",
  ]);

  const taken = await admin("POST", "/api/values", { ...value, name: "Nærvær", mark: "wave" });
  expect(taken.status).toBe(422);
  expect(taken.body.errors).toEqual([
    { field: "colour", message: "Farven bruges allerede af Ordentlighed." },
  ]);

  for (const input of [null, [], "tekst", 7, {}, { name: "\u0000", colour: "sky", mark: "leaf" }])
    expect((await admin("POST", "/api/values", input)).status, JSON.stringify(input)).toBeLessThan(500);
  expect((await admin("PATCH", "/api/values/not-an-id", { version: 1 })).status).toBe(422);
  expect((await admin("PATCH", `/api/values/${crypto.randomUUID()}`, { version: 1 })).status).toBe(404);
});
