import { afterAll, beforeAll, expect, test } from "vitest";
import { connectForAll, tablesOf } from "#platform/database/backup.ts";
import { inSystem } from "#platform/database/index.ts";
import { hasPoppler, readPdf } from "#platform/documents/testing/readPdf.ts";
import { newId } from "#platform/id.ts";
import { loadSample } from "../sample/index.ts";
import { type TestServer, testServer } from "../testing/server.ts";
import { isOnPaper } from "./copyDocument.ts";
import { rulesFor } from "./store.ts";
import da from "./text.da.json" with { type: "json" };

type Browser = ReturnType<TestServer["browser"]>;
let server: TestServer;
let karen: Browser;
let anna: Browser;
let english: Browser;
const annasEmail = "anna.lund@nordvarme.example";

beforeAll(async () => {
  server = await testServer();
  const { email } = await loadSample(server.db, server.config);
  karen = await server.signedInAs(email);
  english = await server.signedInAs(email, "en");
  anna = await server.signedInAs(annasEmail);
});
afterAll(() => server.close());

/** In which tables a text still stands, whatever the column. */
async function tablesWith(words: string): Promise<string[]> {
  const client = await connectForAll(server.url);
  const found: string[] = [];
  for (const { table } of await tablesOf(client)) {
    const { rows } = await client.query(
      `select count(*)::int as n from ${table} as t where strpos(to_jsonb(t)::text, $1) > 0`,
      [words],
    );
    if (rows[0].n > 0) found.push(table);
  }
  await client.end();
  return found;
}

const find = (kind: string, email: string) => karen("POST", "/api/privacy/find", { kind, email });

const someCustomer = () =>
  inSystem(server.db, (tx) =>
    tx
      .selectFrom("response")
      .innerJoin("request", "request.id", "response.requestId")
      .innerJoin("customer", "customer.id", "request.customerId")
      .select(["customer.id", "customer.email", "customer.name", "response.id as responseId"])
      .where("response.comment", "!=", "")
      .executeTakeFirstOrThrow(),
  );
/** What the unit's figures rest on. */
const figures = () =>
  inSystem(server.db, async (tx) => ({
    rollups: await tx.selectFrom("rollup").selectAll().orderBy("questionId").orderBy("personId").execute(),
    answers: await tx.selectFrom("answer").selectAll().orderBy("responseId").orderBy("questionId").execute(),
  }));

test("everybody may take a copy of what is known about her, and of nobody else", async () => {
  const { status, body } = await anna("GET", "/api/privacy/me/copy");
  expect(status).toBe(200);
  expect(body.tables.person).toMatchObject([{ email: annasEmail }]);
  expect(Object.keys(body.tables)).toContain("role_assignment");
  expect(JSON.stringify(body)).not.toMatch(/sealed|key_hash|token/);

  const karenId = (await karen("GET", "/api/organisation/session")).body.person.id;
  expect((await anna("GET", `/api/privacy/people/${karenId}/copy`)).status).toBe(403);
  expect((await anna("DELETE", `/api/privacy/people/${karenId}`)).status).toBe(403);
  expect((await anna("POST", "/api/privacy/find", { kind: "people", email: annasEmail })).status).toBe(403);
  expect((await server.browser()("GET", "/api/privacy/me/copy")).status).toBe(401);
});

test.skipIf(!hasPoppler())(
  "the same to read, in the reader's language, for a person and for a customer",
  async () => {
    const own = await anna("GET", "/api/privacy/me/copy?as=pdf");
    expect(own.headers.get("content-type")).toBe("application/pdf");
    const { text } = readPdf(own.bytes);
    for (const said of ["Oplysninger om Anna Lund", annasEmail, "Rolle: medarbejder", "Enhed: Kundeservice"])
      expect(text).toContain(said);
    // Nothing of what only the system reads: neither numbers nor the names of columns.
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-|_at\b|_on\b|created at/);
    const customer = await someCustomer();
    const paper = await english("GET", `/api/privacy/customers/${customer.id}/copy?as=pdf`);
    const theirs = readPdf(paper.bytes).text;
    for (const said of ["The customer", customer.email, "Email:"]) expect(theirs).toContain(said);
  },
);

test("whatever a copy can hold has a name that people know", async () => {
  const client = await connectForAll(server.url);
  const { rows } = await client.query<{ table: string; columns: string[] }>(
    `select table_name as table, array_agg(column_name::text) as columns from information_schema.columns
     where table_schema = 'public' group by 1`,
  );
  await client.end();
  const columnsOf = new Map(rows.map(({ table, columns }) => [table, columns]));
  const nameless: string[] = [];
  for (const kind of ["person", "customer"] as const)
    for (const [table, { without = [], isNotCopied }] of rulesFor(kind)) {
      if (isNotCopied) continue;
      if (!(`copy.table.${table}` in da)) nameless.push(table);
      for (const column of columnsOf.get(table) ?? [])
        if (column !== "organisation_id" && !without.includes(column) && isOnPaper(column))
          if (!(`copy.column.${column}` in da)) nameless.push(`${table}.${column}`);
    }
  expect(nameless).toEqual([]);
});

test("an administrator's copy of somebody holds neither talks nor results", async () => {
  const { body: found } = await find("people", annasEmail);
  const { body } = await karen("GET", `/api/privacy/people/${found.id}/copy`);
  expect(body.tables.person).toHaveLength(1);
  for (const table of [
    "one_to_one_series",
    "one_to_one_preparation",
    "result_seen",
    "result_remark",
    "rollup",
    "draft",
  ])
    expect(body.tables, table).not.toHaveProperty(table);
});

test("the audit log is read by administrators, and by everybody as far as it concerns her", async () => {
  const all = (await karen("GET", "/api/privacy/audit")).body.lines;
  const hers = (await anna("GET", "/api/privacy/audit")).body.lines;
  expect(all.map((line: { action: string }) => line.action)).toContain("person.copied");
  expect(hers.length).toBeGreaterThan(0);
  expect(
    hers.every((line: { by: string; about: string }) => [line.by, line.about].includes("Anna Lund")),
  ).toBe(true);
});

test("an erased customer is nowhere any more, and no figure moves", async () => {
  const customer = await someCustomer();
  const copy = (await karen("GET", `/api/privacy/customers/${customer.id}/copy`)).body;
  expect(copy.tables.customer).toMatchObject([{ email: customer.email }]);
  expect(JSON.stringify(copy), "whom she met, and how she marked it").not.toMatch(/person_id|score/);
  const [taken, inherited] = [newId(), newId()];
  const words = (id: string, text: string) => ({ id, text, behaviourId: null, isCovered: false });
  const frozen = JSON.stringify({
    pulses: [
      { pulseId: newId(), comments: [] },
      {
        pulseId: newId(),
        comments: [words(customer.responseId, "Hendes ord den dag"), words(newId(), "En andens ord")],
      },
    ],
  });
  await inSystem(server.db, async (tx) => {
    const {
      organisationId,
      unitId,
      id: journeyId,
    } = await tx.selectFrom("journey").select(["organisationId", "unitId", "id"]).executeTakeFirstOrThrow();
    const review = { organisationId, unitId, id: newId(), kind: "result", state: "held", results: frozen };
    await tx.insertInto("reviewMeeting").values(review).execute();
    const { id: talk } = await tx.selectFrom("oneToOne").select("id").executeTakeFirstOrThrow();
    await tx.updateTable("oneToOne").set({ results: frozen }).where("id", "=", talk).execute();
    const common = { organisationId, journeyId, text: "Hendes ord", position: 900 };
    await tx
      .insertInto("statement")
      .values([
        { ...common, id: taken, origin: "pulse", originId: customer.responseId },
        { ...common, id: inherited, origin: "inherited", originId: taken },
      ])
      .execute();
  });
  const before = await figures();
  expect((await find("customers", customer.email)).body.id).toBe(customer.id);
  expect((await karen("DELETE", `/api/privacy/customers/${customer.id}`)).status).toBe(200);
  expect(await tablesWith(customer.email)).toEqual([]);
  expect(await tablesWith("Hendes ord"), "taken into a journey, and into the next round").toEqual([]);
  expect(await tablesWith("En andens ord"), "frozen with hers").toEqual([
    "public.one_to_one",
    "public.review_meeting",
  ]);
  expect(await figures()).toEqual(before);
  const response = await inSystem(server.db, (tx) =>
    tx.selectFrom("response").selectAll().where("id", "=", customer.responseId).executeTakeFirstOrThrow(),
  );
  expect(response).toMatchObject({ requestId: null, comment: "", contactDetail: "" });
  expect((await find("customers", customer.email)).status).toBe(422);
  expect((await karen("DELETE", `/api/privacy/customers/${customer.id}`)).status, "again").toBe(404);
});

test("an erased person is nowhere any more, her session has ended, and no figure moves", async () => {
  const { body: found } = await find("people", annasEmail);
  const before = await figures();
  expect(await tablesWith(annasEmail)).not.toEqual([]);
  expect((await karen("DELETE", `/api/privacy/people/${found.id}`)).status).toBe(200);
  expect(await tablesWith(annasEmail)).toEqual([]);
  // As a name of its own; sentences that people wrote are theirs to correct.
  expect(await tablesWith('"Anna Lund"')).toEqual([]);
  expect(await figures()).toEqual(before);
  expect((await anna("GET", "/api/organisation/session")).body).toBeNull();
  expect((await anna("GET", "/api/privacy/me/copy")).status).toBe(401);
  const { lines } = (await karen("GET", "/api/privacy/audit")).body;
  expect(lines[0]).toMatchObject({ action: "person.erased", about: "–" });
});

test("the last administrator cannot be erased", async () => {
  const { person } = (await karen("GET", "/api/organisation/session")).body;
  const { status, body } = await karen("DELETE", `/api/privacy/people/${person.id}`);
  expect([status, body.type]).toEqual([409, "/problems/lastAdministrator"]);
});
