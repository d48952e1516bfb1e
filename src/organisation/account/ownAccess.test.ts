import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, testServer } from "../../testing/server.ts";

const email = "karen@nordvarme.example";
const first = "en lang adgangskode";
let server: TestServer;
type Browser = ReturnType<TestServer["browser"]>;
let karen: Browser;
let password = first;
beforeAll(async () => {
  server = await testServer();
  karen = (await server.firstLeader()).leader;
});
afterAll(() => server.close());

const change = (current: string, wanted: string, visit = karen) =>
  visit("PUT", "/api/account/password", { current, password: wanted });
const subjects = async () => (await server.mailsTo(email)).map(({ subject }) => subject);
const signIns = async (visit = karen) =>
  (await visit("GET", "/api/account/sign-ins")).body as {
    way: string;
    browser: string;
    isRefused: boolean;
  }[];
/** As if everybody had signed in so many minutes ago, and had used it last so many minutes ago. */
const ago = (signedIn: number, used = signedIn) =>
  sql`update identity.session set created_at = now() - make_interval(mins => ${signedIn}),
    updated_at = now() - make_interval(mins => ${used})`.execute(server.db);
/** A browser that says what it is. */
const as = async (userAgent: string, path: string, body: object, locale = "da") =>
  server.app.request(`http://localhost${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "user-agent": userAgent,
      cookie: `udlev-language=${locale}`,
    },
    body: JSON.stringify(body),
  });
const firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

test("she changes her password with the present one; all other sessions end, and she is told", async () => {
  const phone = await server.signedInAs(email);
  const wrong = await change("not the present one", "fire tilfældige ord her");
  expect([wrong.status, wrong.body.errors[0].field]).toEqual([422, "current"]);
  expect((await phone("GET", "/api/account/sessions")).status).toBe(200);

  const wanted = "hest batteri klammer elv";
  expect((await change(first, wanted)).status).toBe(200);
  expect((await phone("GET", "/api/account/sessions")).status, "the phone is out").toBe(401);
  expect((await karen("GET", "/api/account/sessions")).body, "she is still in").toHaveLength(1);
  const come = (given: string) =>
    server.browser()("POST", "/api/organisation/sign-in/password", { email, password: given });
  expect((await come(first)).status).toBe(422);
  expect((await come(wanted)).status).toBe(200);
  password = wanted;
  expect(await subjects()).toContain("Din adgang til Udlev er ændret");
  const { lines } = (await karen("GET", "/api/privacy/audit")).body;
  expect(lines.map(({ action }: { action: string }) => action)).toContain("password.changed");
});

test("a password that is among the most used, or made of what everybody knows of her, is not taken", async () => {
  for (const easy of [
    "password123",
    "1234567890",
    "qwertyuiop",
    "Nordvarme2026",
    "karenskovbo1",
    "udlevudlev",
    "aaaaaaaaaaaa",
  ]) {
    const { status, body } = await change(password, easy);
    expect([status, body.type, body.errors?.[0].field], easy).toEqual([
      422,
      "/problems/passwordEasy",
      "password",
    ]);
  }
  expect((await change(password, "kort")).body.errors[0].field).toBe("password");
  const set = await server.browser()("POST", "/api/organisation/first", {
    organisation: "Nordvarme",
    ...{ name: "Bo", email: "bo@nordvarme.example", password: "password123" },
  });
  expect(set.body.type, "nor when the installation is set up").toBe("/problems/passwordEasy");
});

test("guessing the present password stops", async () => {
  const tries = [];
  for (let time = 0; time < 12; time++)
    tries.push((await change(`guess ${time}`, `fire nye ord ${time} her`)).status);
  expect(tries).toContain(429);
  expect(tries.at(-1)).toBe(429);
});

test("who signed in more than a quarter of an hour ago signs in again before she changes how she gets in", async () => {
  await ago(16);
  const refused = [
    ["PUT", "/api/account/password", { current: password, password: "fire nye ord igen" }],
    ["DELETE", "/api/account/password", undefined],
    ["POST", "/api/account/passkeys/question", undefined],
    ["DELETE", "/api/account/passkeys/x", undefined],
    ["POST", "/api/account/tokens", { name: "Kassesystem", scopes: ["values.read"], days: 30 }],
  ] as const;
  for (const [method, path, body] of refused) {
    const answer = await karen(method, path, body);
    expect([answer.status, answer.body.type], path).toEqual([403, "/problems/signInAnew"]);
  }
  expect((await karen("GET", "/api/account/access")).body).toEqual({
    ...{ hasPassword: true, hasPasskey: false, isFresh: false },
  });
  expect((await karen("GET", "/api/account/sessions")).status, "she sees as before").toBe(200);

  const before = (await karen("GET", "/api/account/sessions")).body.length;
  expect((await karen("POST", "/api/organisation/sign-in/password", { email, password })).status).toBe(200);
  expect((await karen("GET", "/api/account/access")).body.isFresh).toBe(true);
  expect((await karen("GET", "/api/account/sessions")).body, "in place of the one she had").toHaveLength(
    before,
  );
  expect((await karen("POST", "/api/account/passkeys/question")).status).toBe(200);
});

test("a session that is not used for two weeks, or is thirty days old, opens nothing and is gone", async () => {
  const days = 24 * 60;
  for (const [signedIn, used] of [
    [15 * days, 14 * days + 1],
    [30 * days + 1, 10],
  ] as const) {
    const visit = await server.signedInAs(email);
    await ago(signedIn, used);
    expect((await visit("GET", "/api/organisation/session")).body).toBeNull();
    await ago(0);
    expect(
      (await visit("GET", "/api/organisation/session")).body,
      "also when the clock is put back",
    ).toBeNull();
  }
  const visit = await server.signedInAs(email);
  await ago(29 * days, 13 * days);
  expect((await visit("GET", "/api/organisation/session")).body).not.toBeNull();
  const { rows } = await sql<{ isNoted: boolean }>`select bool_or(updated_at > now() - interval '1 minute')
    as "isNoted" from identity.session`.execute(server.db);
  expect(rows[0]!.isNoted, "that it is used is noted").toBe(true);
  karen = visit;
});

test("she reads when somebody came in as her, how, from what, and who did not; nobody else does", async () => {
  await ago(0);
  await as(firefox, "/api/organisation/sign-in/password", { email, password: "a guess" });
  const all = await signIns();
  expect(all[0]).toMatchObject({ way: "password", browser: "Firefox", system: "Windows", isRefused: true });
  expect(all.some(({ way, isRefused }) => way === "link" && !isRefused)).toBe(true);
  expect(JSON.stringify(all)).not.toMatch(/\d+\.\d+\.\d+\.\d+/u);

  await karen("POST", "/api/organisation/people", {
    ...{ name: "Anna Lund", email: "anna@nordvarme.example" },
    roles: [{ role: "administrator", unitId: null }],
  });
  const anna = await server.signedInAs("anna@nordvarme.example");
  expect(await signIns(anna)).toHaveLength(1);
  const { lines } = (await anna("GET", "/api/privacy/audit")).body;
  expect(lines.filter(({ action }: { action: string }) => action.startsWith("signIn"))).toEqual([]);
});

test("an administrator signs somebody out everywhere, and that stands in the log", async () => {
  const { people } = (await karen("GET", "/api/organisation/people?search=Anna")).body;
  const anna = await server.signedInAs("anna@nordvarme.example");
  const phone = await server.signedInAs("anna@nordvarme.example");
  expect(
    (await anna("DELETE", "/api/organisation/people/6f1c1f0e-8f0b-4c39-9a55-0c5b8a0d7e21/sessions")).status,
  ).toBe(404);
  expect((await karen("DELETE", `/api/organisation/people/${people[0].id}/sessions`)).status).toBe(200);
  for (const visit of [anna, phone])
    expect((await visit("GET", "/api/organisation/session")).body).toBeNull();
  expect((await karen("GET", "/api/organisation/session")).body).not.toBeNull();
  const { lines } = (await karen("GET", "/api/privacy/audit")).body;
  expect(lines[0]).toMatchObject({ action: "sessions.ended", about: "Anna Lund" });
});

test("a browser that she never used before is told of by mail, once, and not the first she ever used", async () => {
  const isNew = async () => (await subjects()).filter((subject) => subject.includes("nyt sted")).length;
  expect(await isNew()).toBe(0);
  for (let time = 0; time < 2; time++) {
    const answer = await as(firefox, "/api/organisation/sign-in/password", { email, password });
    expect(answer.status).toBe(200);
    expect(await isNew()).toBe(1);
  }
  const [mail] = (await server.mailsTo(email)).filter(({ subject }) => subject.includes("nyt sted"));
  const { text } = mail!.content as unknown as { text: string };
  expect(text).toContain("Firefox på Windows med din adgangskode");
  expect(text).toContain("http://localhost/account");
});

test("a link leads to the page that she was headed for, and to none of somebody else's", async () => {
  const linkTo = async (to: string) => {
    await server.browser()("POST", "/api/organisation/sign-in/link", { email, to });
    const mails = await server.mailsTo(email);
    const { text } = mails.find(({ kind }) => kind === "signIn")!.content as unknown as { text: string };
    return text.match(/\/sign-in\/link\/[^?\s]+(\S*)/u)![1];
  };
  expect(await linkTo("/account")).toBe("?to=%2Faccount");
  for (const elsewhere of ["//evil.example", "https://evil.example", "/\\evil.example", "/"])
    expect(await linkTo(elsewhere), elsewhere).toBe("");
});

test("a password is taken away, and she comes in by a link", async () => {
  await ago(0);
  expect((await karen("DELETE", "/api/account/password")).status).toBe(200);
  expect((await karen("DELETE", "/api/account/password")).status).toBe(409);
  expect((await karen("GET", "/api/account/access")).body.hasPassword).toBe(false);
  const come = await server.browser()("POST", "/api/organisation/sign-in/password", { email, password });
  expect(come.status).toBe(422);
  await server.signedInAs(email);
});
