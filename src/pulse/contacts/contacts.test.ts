import { afterAll, beforeAll, expect, test } from "vitest";
import { inOrganisation, inSystem } from "#platform/database/index.ts";
import { type UnitWithDecisions, unitWithDecisions } from "../testing/unit.ts";
import { tick } from "../tick.ts";
import { endedExample } from "./wire.ts";

let unit: UnitWithDecisions;
let pulse: Awaited<ReturnType<UnitWithDecisions["newPulse"]>>;
let token: string;
const contact = { ...endedExample, happenedOn: "2026-01-05" };

beforeAll(async () => {
  unit = await unitWithDecisions();
  token = await tokenWith("pulse.write");
});
afterAll(() => unit.close());

async function tokenWith(scope: string): Promise<string> {
  const made = await unit.leader("POST", "/api/account/tokens", { name: scope, scopes: [scope], days: 30 });
  return made.body.token;
}

/** As a program sends it: by token, without a cookie. */
async function send(body: object, headers: Record<string, string> = {}, by = token) {
  const response = await unit.app.request(`http://localhost/api/pulse/units/${unit.unitId}/contacts`, {
    method: "POST",
    headers: { authorization: `Bearer ${by}`, "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    type: response.headers.get("content-type")?.split(";")[0],
    body: await response.json(),
  };
}
const look = (seconds: number) =>
  inOrganisation(unit.db, unit.organisationId, (tx) =>
    tick(
      tx,
      unit.config,
      { organisationId: unit.organisationId, pulseId: pulse.id },
      new Date(Date.now() + seconds * 1000),
    ),
  );
const contacts = () =>
  inSystem(unit.db, (tx) =>
    tx
      .selectFrom("contact")
      .innerJoin("customer", "customer.id", "contact.customerId")
      .select(["customer.email", "contact.state", "contact.heldBack", "contact.origin", "contact.reference"])
      .select(["contact.legalBasis"])
      .orderBy("contact.createdAt")
      .execute(),
  );

test("where the unit asks nobody it says so, and keeps nothing", async () => {
  const { status, type, body } = await send(contact);
  expect([status, type, body.type]).toEqual([409, "application/problem+json", "/problems/noMeasurement"]);
  expect(await contacts()).toEqual([]);
});

test("a contact is taken into what is being set up, with what it may rest on", async () => {
  pulse = await unit.newPulse();
  const { status, body } = await send(contact);
  expect(status).toBe(200);
  expect(body).toMatchObject({ measurementId: pulse.id, isNew: true, heldBack: null, remarks: ["longAgo"] });
  expect(await contacts()).toEqual([
    {
      ...{ email: "kunde@example.com", state: "waiting", heldBack: null, origin: "api" },
      ...{ reference: contact.reference, legalBasis: contact.legalBasis },
    },
  ]);
});

test("what is sent twice is taken once, by the caller's reference in the body or the header", async () => {
  const { reference, ...rest } = contact;
  const [a, b] = await Promise.all([send(contact), send(rest, { "idempotency-key": reference })]);
  expect(a.body).toMatchObject({ isNew: false });
  expect(b.body).toEqual(a.body);
  const other = await send({ ...contact, occasion: "Butik" });
  expect([other.status, other.body.type]).toEqual([409, "/problems/referenceUsed"]);
  const none = await send(rest);
  expect([none.status, none.body.errors[0].field]).toEqual([422, "reference"]);
  expect(await contacts()).toHaveLength(1);
  // Ten at once under one reference that is new are one as well.
  const ten = await Promise.all(
    Array.from({ length: 10 }, () => send({ ...contact, reference: "ti", email: "ti@kunder.example" })),
  );
  expect(ten.filter(({ body }) => body.isNew)).toHaveLength(1);
  expect(new Set(ten.map(({ body }) => body.contactId)).size).toBe(1);
});

test.each([
  ["email", { email: "ikke en adresse" }],
  ["employee", { employee: "nobody@nordvarme.example" }],
  ["happenedOn", { happenedOn: "2999-01-01" }],
  ["happenedOn", { happenedOn: "2026-02-30" }],
  ["legalBasis", { legalBasis: " " }],
  ["reference", { reference: "x".repeat(201) }],
])("what is wrong with %s is told beside it", async (field, wrong) => {
  const { status, type, body } = await send({ ...contact, reference: "galt", ...wrong });
  expect([status, type]).toEqual([422, "application/problem+json"]);
  expect(body.errors.map((error: { field: string }) => error.field)).toEqual([field]);
});

test("the same contact under another reference is known already", async () => {
  const { status, body } = await send({ ...contact, reference: "en anden" });
  expect([status, body.type, body.errors[0].field]).toEqual([409, "/problems/contactKnown", "email"]);
});

test("a token reaches as far as its scopes and its owner", async () => {
  expect((await send(contact, {}, "none")).status).toBe(401);
  expect((await send(contact, {}, await tokenWith("pulse.read"))).status).toBe(403);
  const anna = await unit.signedInAs("anna.lund@nordvarme.example");
  const hers = (await anna("POST", "/api/account/tokens", { name: "x", scopes: ["pulse.write"], days: 30 }))
    .body;
  expect((await send(contact, {}, hers.token)).status).toBe(404);
});

test("one that comes while it runs is drawn and asked as the others; who said no or has just been asked is not", async () => {
  await pulse.makeReady();
  await pulse.start();
  await look(1);
  const late = { ...contact, reference: "sen", email: "sen@kunder.example" };
  expect((await send(late)).body).toMatchObject({ measurementId: pulse.id, heldBack: null });
  // Another contact of a customer who has been asked by now.
  const again = await send({ ...contact, reference: "igen", occasion: "Butik" });
  expect(again.body.heldBack).toBe("rested");
  await inSystem(unit.db, (tx) =>
    tx
      .insertInto("customer")
      .values({
        ...{ organisationId: unit.organisationId, id: pulse.id, email: "nej@kunder.example" },
        optedOutAt: new Date(),
      })
      .execute(),
  );
  const no = await send({ ...contact, reference: "nej", email: "Nej@kunder.example" });
  expect(no.body).toMatchObject({ heldBack: "optedOut", remarks: expect.arrayContaining(["optedOut"]) });
  await look(60);
  const states = (await contacts()).map(({ reference, state, heldBack }) => [reference, heldBack ?? state]);
  expect(Object.fromEntries(states)).toMatchObject({
    ...{ [contact.reference]: "drawn", ti: "drawn", sen: "drawn", igen: "rested", nej: "optedOut" },
  });
  const mails = await inSystem(unit.db, (tx) =>
    tx.selectFrom("mail").select("toEmail").where("kind", "=", "pulse").execute(),
  );
  expect(mails.map(({ toEmail }) => toEmail).sort()).toEqual([
    "kunde@example.com",
    "sen@kunder.example",
    "ti@kunder.example",
  ]);
});

test("the API's own description shows how", async () => {
  const document = await (await unit.app.request("http://localhost/api/openapi.json")).json();
  const { post } = document.paths["/api/pulse/units/{unitId}/contacts"];
  expect(post.requestBody.content["application/json"].example).toEqual(endedExample);
  expect(post.security).toContainEqual({ token: [] });
});
