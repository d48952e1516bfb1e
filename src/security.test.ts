import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeIdentity } from "#organisation/identity.ts";
import { makeApp } from "./app.ts";
import { loadSample } from "./sample/index.ts";
import { type TestServer, testServer } from "./testing/server.ts";

/** What holds for the whole product, whatever room a request is for: docs/SECURITY-ASVS.md says why each of them is there. */
const lines: string[] = [];
let server: TestServer;
let email: string;
beforeAll(async () => {
  server = await testServer(pino({ level: "debug" }, { write: (line: string) => void lines.push(line) }));
  email = (await loadSample(server.db, server.config)).email;
});
afterAll(() => server.close());

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  server.app.request(`http://localhost${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

test("every answer forbids foreign scripts, frames and guessed types", async () => {
  for (const path of ["/healthz", "/api/values", "/api/nothing", "/sign-in", "/s/nokey"]) {
    const { headers } = await server.app.request(`http://localhost${path}`);
    if (path === "/healthz") continue;
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy, path).toMatch(/default-src '(self|none)'/);
    expect(policy, path).toContain("frame-ancestors 'none'");
    expect(policy, path).not.toMatch(/script-src[^;]*unsafe|script-src[^;]*\*/);
    if (path.startsWith("/s/")) continue;
    expect(headers.get("x-content-type-options"), path).toBe("nosniff");
    expect(headers.get("referrer-policy"), path).toBe("same-origin");
  }
  const { headers } = await server.app.request("http://localhost/api/organisation/session");
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("access-control-allow-origin")).toBeNull();
});

test("the session's cookie is no script's, no other site's, and its token is new at each sign-in", async () => {
  const tokens = new Set<string>();
  for (let time = 0; time < 2; time++) {
    await server.browser()("POST", "/api/organisation/sign-in/link", { email });
    const [mail] = await server.mailsTo(email);
    const token = (mail!.content as unknown as { text: string }).text.match(/\/sign-in\/link\/(\S+)/)![1];
    const answer = await post("/api/organisation/sign-in/confirm", { token });
    const cookie = answer.headers.getSetCookie().find((each) => each.includes("session_token="))!;
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).not.toMatch(/Domain=/i);
    tokens.add(cookie.split(";")[0]!);
    const again = await post("/api/organisation/sign-in/confirm", { token });
    expect(again.status, "a link works once").toBe(410);
  }
  expect(tokens.size).toBe(2);
});

test("where people come by https the cookie is this host's alone, and browsers are told to come by https", async () => {
  const config = { ...server.config, baseUrl: "https://udlev.nordvarme.example" };
  const { db, pool, hall } = server;
  const identity = makeIdentity(db, config, async () => undefined);
  const app = makeApp({ ...{ db, pool, config, identity, hall }, logger: pino({ level: "silent" }) });
  await server.browser()("POST", "/api/organisation/sign-in/link", { email });
  const [mail] = await server.mailsTo(email);
  const token = (mail!.content as unknown as { text: string }).text.match(/\/sign-in\/link\/(\S+)/)![1];
  const ask = (path: string, init: RequestInit) => app.request(config.baseUrl + path, init);
  const answer = await ask("/api/organisation/sign-in/confirm", {
    ...{ method: "POST", body: JSON.stringify({ token }) },
    headers: { "content-type": "application/json", origin: config.baseUrl },
  });
  const cookie = answer.headers.getSetCookie().find((each) => each.includes("session_token="))!;
  expect(cookie).toMatch(/^__Host-udlev\.session_token=/);
  expect(cookie).toMatch(/; Path=\/(;|$)/);
  expect(cookie).toMatch(/; Secure/);
  expect(cookie).not.toMatch(/Domain=/i);
  expect(answer.headers.get("strict-transport-security")).toBe("max-age=31536000; includeSubDomains");
  const session = await ask("/api/organisation/session", { headers: { cookie: cookie.split(";")[0]! } });
  expect((await session.json()).person.email).toBe(email);
});

test("another site's page can change nothing with her cookie", async () => {
  const karen = await server.signedInAs(email);
  for (const type of ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"]) {
    const forged = await post("/api/organisation/sign-out", "a=b", {
      ...{ cookie: karen.cookie(), origin: "https://evil.example", "content-type": type },
    });
    expect(forged.status, type).toBe(403);
  }
  expect((await karen("GET", "/api/organisation/session")).body).not.toBeNull();
});

test("guessing a password stops, and starts for nobody else", async () => {
  const tries = [];
  for (let time = 0; time < 12; time++)
    tries.push(
      (await post("/api/organisation/sign-in/password", { email, password: `guess ${time}` })).status,
    );
  expect(tries.slice(0, 10)).toEqual(Array(10).fill(422));
  expect(tries.at(-1)).toBe(429);
  const other = { email: "anna.lund@nordvarme.example", password: "guess" };
  expect((await post("/api/organisation/sign-in/password", other)).status).toBe(422);
});

test("guessing a meeting's code is counted by where it comes from, whatever she writes before that", async () => {
  const guess = async (from: string) =>
    (
      await server.app.request("http://localhost/api/meeting/look/XXXXXX", {
        headers: { "x-forwarded-for": from },
      })
    ).status;
  const tries = [];
  // In this process there is no proxy between: the right end is believed, as of one that is trusted.
  for (let time = 0; time < 31; time++) tries.push(await guess(`198.51.100.${time}, 203.0.113.77`));
  expect(tries.slice(0, 30)).toEqual(Array(30).fill(404));
  expect(tries.at(-1)).toBe(429);
  expect(await guess("203.0.113.78"), "somebody else").toBe(404);
});

test("who may not, and who guesses, is a line of the log, by route and reason", async () => {
  lines.length = 0;
  const anna = await server.signedInAs("anna.lund@nordvarme.example");
  await anna("GET", "/api/organisation/people");
  await server.app.request("http://localhost/api/values");
  await post("/api/organisation/sign-in/password", {
    email: "bo.kjaer@nordvarme.example",
    password: "guess",
  });
  const refused = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === "refused");
  expect(refused.map(({ refused: reason, path }) => [reason, path])).toEqual([
    ["forbidden", "/api/organisation/people"],
    ["unauthorized", expect.any(String)],
    ["passwordWrong", "/api/organisation/sign-in/password"],
  ]);
});

test("who asks for a link, and who guesses, learns nothing of whom there is", async () => {
  const ask = async (path: string, body: object) => {
    const answer = await post(path, body);
    return [answer.status, await answer.text()];
  };
  const [there, notThere] = ["bo.kjaer@nordvarme.example", "nobody@nordvarme.example"];
  expect(await ask("/api/organisation/sign-in/link", { email: there })).toEqual(
    await ask("/api/organisation/sign-in/link", { email: notThere }),
  );
  expect(await ask("/api/organisation/sign-in/password", { email: there, password: "x" })).toEqual(
    await ask("/api/organisation/sign-in/password", { email: notThere, password: "x" }),
  );
});

test("what is uploaded is read as a table or refused, however it is called", async () => {
  const karen = await server.signedInAs(email);
  const [{ id }] = (await karen("GET", "/api/guide/journeys")).body as unknown as [{ id: string }];
  const send = async (file: File) => {
    const form = new FormData();
    form.set("file", file);
    return (await karen("POST", `/api/preparation/journeys/${id}/statement-file`, form)).status;
  };
  const picture = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0, 0]);
  expect(await send(new File([picture], "ord.csv"))).toBe(422);
  expect(await send(new File(["<svg onload=alert(1)>"], "../../etc/passwd.csv"))).toBeLessThan(500);
  expect(await send(new File([new Uint8Array(26 * 1024 * 1024)], "stor.csv"))).toBe(413);
});

test("no line of the log holds a name, an address or a secret, also when something fails", async () => {
  const karen = await server.signedInAs(email);
  await karen("POST", "/api/organisation/people", {
    name: "Hemmelig Hansen",
    email: "hemmelig@nordvarme.example",
    roles: [],
  });
  await karen("GET", "/api/organisation/people?search=Hemmelig");
  await karen("GET", "/api/privacy/me/copy");
  await post("/api/organisation/sign-in/password", { email, password: "my secret password" });
  await server.app.request("http://localhost/s/a-key-of-somebodys");
  await karen("POST", "/api/values", { name: "x".repeat(99_999), description: "Hemmelig" });
  const said = lines.join("");
  const [mail] = await server.mailsTo(email);
  const token = (mail!.content as unknown as { text: string }).text.match(/\/sign-in\/link\/(\S+)/)![1]!;
  for (const secret of [
    "Hemmelig",
    "nordvarme.example",
    email,
    "my secret password",
    "a-key-of-somebodys",
    token,
  ])
    expect(said, secret).not.toContain(secret);
});
