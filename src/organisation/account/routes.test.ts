import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inSystem } from "#platform/database/index.ts";
import { loadSample } from "../../sample/index.ts";
import { type TestServer, testServer } from "../../testing/server.ts";
import { tokenRequestsPerMinute } from "../viewer.ts";

let server: TestServer;
type Browser = ReturnType<TestServer["browser"]>;
let karen: Browser;
let anna: Browser;
beforeAll(async () => {
  server = await testServer();
  const { email } = await loadSample(server.db, server.config);
  karen = await server.signedInAs(email);
  anna = await server.signedInAs("anna.lund@nordvarme.example");
});
afterAll(() => server.close());

const make = async (visit: Browser, scopes: string[]) => {
  const { status, body } = await visit("POST", "/api/account/tokens", {
    name: "Kassesystem",
    scopes,
    days: 30,
  });
  expect(status).toBe(200);
  return body as unknown as { id: string; token: string };
};
const ask = (token: string, method: string, path: string, more: RequestInit = {}) =>
  server.app.request(`http://localhost${path}`, {
    ...more,
    method,
    headers: { authorization: `Bearer ${token}`, ...(more.headers as Record<string, string>) },
  });

test("a program gets in with a token, as far as its scopes and its person reach", async () => {
  const { token } = await make(karen, ["values.read", "organisation.write"]);
  expect((await ask(token, "GET", "/api/values")).status).toBe(200);
  expect((await ask(token, "GET", "/api/organisation/people")).status).toBe(200);
  const refused = await ask(token, "PUT", "/api/values/purpose", { body: "{}" });
  expect([refused.status, (await refused.json()).type]).toEqual([403, "/problems/scope"]);
  expect((await ask(token, "GET", "/api/pulse/pulses")).status).toBe(403);

  const hers = await make(anna, ["organisation.write"]);
  expect((await ask(hers.token, "GET", "/api/organisation/people")).status, "an employee's").toBe(403);
});

test("a file is sent without a browser's origin", async () => {
  const { token } = await make(karen, ["preparation.write"]);
  const form = new FormData();
  form.set("file", new File(["citat\nRart menneske"], "a.csv"));
  const sent = await ask(
    token,
    "POST",
    "/api/preparation/journeys/6f1c1f0e-8f0b-4c39-9a55-0c5b8a0d7e21/statement-file",
    {
      body: form,
    },
  );
  expect(sent.status).toBe(404);
});

test("no token makes another, ends a session or signs in, and a cookie beside it does not help", async () => {
  const every = Object.values(
    (await (await server.app.request("/api/openapi.json")).json()).components.schemas.Scope.enum,
  );
  expect(every.length).toBe(22);
  const { token } = await make(karen, ["organisation.write", "privacy.write"]);
  for (const [method, path] of [
    ["GET", "/api/account/tokens"],
    ["POST", "/api/account/tokens"],
    ["DELETE", "/api/account/sessions"],
    ["POST", "/api/organisation/sign-in/link"],
  ] as const) {
    const answer = await ask(token, method, path, { headers: { cookie: karen.cookie() } });
    expect(answer.status, path).toBe(403);
  }
});

test("what is no token, has expired or was revoked is refused, and what is kept cannot be used", async () => {
  for (const token of ["", "udlev_x", "nonsense", "udlev_".padEnd(4000, "a")])
    expect((await ask(token, "GET", "/api/values")).status, token.slice(0, 20)).toBe(401);
  const { id, token } = await make(karen, ["values.read"]);
  expect((await ask(token, "GET", "/api/values")).status).toBe(200);
  const kept = await inSystem(server.db, async (tx) => {
    const { rows } = await sql<{ all: string }>`select to_jsonb(t)::text as all from access_token t`.execute(
      tx,
    );
    return rows.map(({ all }) => all).join();
  });
  expect(kept).not.toContain(token.slice("udlev_".length));

  const listed = (await karen("GET", "/api/account/tokens")).body as unknown as {
    id: string;
    lastUsedAt: string;
  }[];
  expect(JSON.stringify(listed)).not.toContain(token);
  expect(listed.find((each) => each.id === id)?.lastUsedAt).toEqual(expect.any(String));
  expect((await anna("DELETE", `/api/account/tokens/${id}`)).status, "somebody else's").toBe(404);
  expect((await karen("DELETE", `/api/account/tokens/${id}`)).status).toBe(200);
  const refused = await ask(token, "GET", "/api/values");
  expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);

  const old = await make(karen, ["values.read"]);
  await inSystem(server.db, (tx) =>
    tx
      .updateTable("accessToken")
      .set({ expiresAt: new Date(0) })
      .where("id", "=", old.id)
      .execute(),
  );
  expect((await ask(old.token, "GET", "/api/values")).status, "expired").toBe(401);
});

test("making and revoking a token stands in the audit log", async () => {
  const { lines } = (await anna("GET", "/api/privacy/audit")).body as unknown as {
    lines: { action: string }[];
  };
  expect(lines.map(({ action }) => action)).toContain("token.made");
});

test("one who is removed from the organisation takes her tokens with her", async () => {
  const bo = await server.signedInAs("bo.kjaer@nordvarme.example");
  const { token } = await make(bo, ["values.read"]);
  const { people } = (await karen("GET", "/api/organisation/people?search=bo.kjaer")).body as unknown as {
    people: { id: string; version: number }[];
  };
  const [{ id, version }] = people as [{ id: string; version: number }];
  await karen("PATCH", `/api/organisation/people/${id}`, { archived: true, version });
  expect((await ask(token, "GET", "/api/values")).status).toBe(401);
});

test("a token that asks too often is told to wait", async () => {
  const { token } = await make(karen, ["thread.read"]);
  let last = 0;
  let waits: string | null = null;
  for (let count = 0; count <= tokenRequestsPerMinute && last !== 429; count++) {
    // A part that the token does not open is the quickest to be refused.
    const answer = await ask(token, "GET", "/api/values");
    last = answer.status;
    waits = answer.headers.get("retry-after");
  }
  expect([last, waits]).toEqual([429, "60"]);
});

test("she sees where she is signed in, ends one and ends all others", async () => {
  const email = "anna.lund@nordvarme.example";
  const phone = await server.signedInAs(email);
  const library = await server.signedInAs(email);
  const list = async () =>
    (await anna("GET", "/api/account/sessions")).body as unknown as { id: string; isThisOne: boolean }[];
  const all = await list();
  expect(all.length).toBeGreaterThanOrEqual(3);
  expect(all.filter(({ isThisOne }) => isThisOne)).toHaveLength(1);

  const ofPhone = ((await phone("GET", "/api/account/sessions")).body as unknown as typeof all).find(
    ({ isThisOne }) => isThisOne,
  )!;
  expect((await karen("DELETE", `/api/account/sessions/${ofPhone.id}`)).status, "somebody else's").toBe(404);
  expect((await anna("DELETE", `/api/account/sessions/${ofPhone.id}`)).status).toBe(200);
  expect((await phone("GET", "/api/account/sessions")).status).toBe(401);
  expect((await library("GET", "/api/account/sessions")).status).toBe(200);
  expect((await anna("DELETE", "/api/account/sessions")).status).toBe(200);
  expect((await library("GET", "/api/account/sessions")).status).toBe(401);
  expect(await list()).toHaveLength(1);
});
