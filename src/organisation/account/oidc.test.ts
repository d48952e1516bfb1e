import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadSample } from "../../sample/index.ts";
import { type TestServer, testServer } from "../../testing/server.ts";

/** A real provider; whoever types a name at its sign-in page is the person of that name. */
const people: Record<string, { email: string; email_verified?: boolean }> = {
  anna: { email: "Anna.Lund@nordvarme.example", email_verified: true },
  unvouched: { email: "bo.kjaer@nordvarme.example", email_verified: false },
  stranger: { email: "stranger@elsewhere.example", email_verified: true },
};
let server: TestServer;
let http: Server;
let issuer: string;

beforeAll(async () => {
  server = await testServer();
  await loadSample(server.db, server.config);
  http = await new Promise<Server>((resolve) => {
    const begun: Server = (
      new Provider("http://127.0.0.1", {}) as unknown as {
        listen(port: number, host: string, done: () => void): Server;
      }
    ).listen(0, "127.0.0.1", () => resolve(begun));
  });
  const { port } = http.address() as AddressInfo;
  issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "udlev",
        client_secret: "shown by the product to its provider",
        redirect_uris: ["http://localhost/api/organisation/sign-in/oidc/back"],
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    cookies: { keys: ["a key for tests"] },
    features: { devInteractions: { enabled: true } },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }) as never,
  });
  http.removeAllListeners("request");
  http.on("request", provider.callback());
  server.config.oidc = {
    issuer,
    clientId: "udlev",
    clientSecret: "shown by the product to its provider",
    name: "Nordvarme",
    acr: [],
  };
});
afterAll(async () => {
  http.closeAllConnections();
  http.close();
  await server.close();
});

/** A browser with a cookie jar per host, that follows redirects and fills in the provider's two forms. */
function jar() {
  const cookies = new Map<string, string>();
  return async (url: string, init: RequestInit = {}): Promise<Response> => {
    const { host } = new URL(url);
    const mine = [...cookies]
      .filter(([key]) => key.startsWith(`${host} `))
      .map(([key, value]) => `${key.slice(host.length + 1)}=${value}`);
    const headers = { ...(init.headers as Record<string, string>), cookie: mine.join("; ") };
    const asked = { ...init, headers, redirect: "manual" as const };
    const answer = url.startsWith(issuer) ? await fetch(url, asked) : await server.app.request(url, asked);
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = line.match(/^([^=]+)=([^;]*)/)!;
      if (/expires=Thu, 01 Jan 1970|max-age=0/i.test(line)) cookies.delete(`${host} ${name}`);
      else cookies.set(`${host} ${name}`, value!);
    }
    return answer;
  };
}

async function signInAs(name: string, visit = jar()) {
  let url = "http://localhost/api/organisation/sign-in/oidc?to=/values";
  for (let step = 0; step < 15; step++) {
    let answer = await visit(url);
    if (answer.status === 200) {
      const page = await answer.text();
      const action = page.match(/action="([^"]+)"/)![1]!;
      const prompt = page.match(/name="prompt" value="(\w+)"/)![1]!;
      answer = await visit(new URL(action, url).href, {
        method: "POST",
        body: new URLSearchParams({ prompt, login: name, password: "any" }),
      });
    }
    const to = answer.headers.get("location");
    if (!to) throw new Error(`${url}: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
    url = new URL(to, url).href;
    if (url.startsWith("http://localhost/") && !url.includes("/api/"))
      return { at: url.slice("http://localhost".length), visit, back: url };
  }
  throw new Error("no end to it");
}
const whoIs = async (visit: ReturnType<typeof jar>) =>
  (await (await visit("http://localhost/api/organisation/session")).json()) as {
    person: { email: string };
  } | null;

test("who is known at the organisation's own provider is signed in here, and comes where she was going", async () => {
  const { at, visit } = await signInAs("anna");
  expect(at).toBe("/values");
  expect((await whoIs(visit))?.person.email).toBe("anna.lund@nordvarme.example");
});

test("she stays who she is when the provider gives her another address", async () => {
  people.anna = { email: "anna.nygaard@nordvarme.example", email_verified: true };
  const { visit } = await signInAs("anna");
  expect((await whoIs(visit))?.person.email).toBe("anna.lund@nordvarme.example");
});

test("an address that the provider does not vouch for, and one that nobody here has, let nobody in", async () => {
  for (const name of ["unvouched", "stranger"]) {
    const { at, visit } = await signInAs(name);
    expect(at).toBe("/sign-in?problem=unknown");
    expect(await whoIs(visit)).toBeNull();
  }
});

test("what did not begin in this browser does not end in it, and nothing is answered twice", async () => {
  const back = "http://localhost/api/organisation/sign-in/oidc/back";
  const begun = await jar()("http://localhost/api/organisation/sign-in/oidc");
  const state = new URL(begun.headers.get("location")!).searchParams.get("state");
  const elsewhere = await jar()(`${back}?code=x&state=${state}`);
  expect(elsewhere.headers.get("location")).toBe("/sign-in?problem=refused");
  const visit = jar();
  await visit("http://localhost/api/organisation/sign-in/oidc");
  const wrongState = await visit(`${back}?code=x&state=wrong&iss=${encodeURIComponent(issuer)}`);
  expect(wrongState.headers.get("location")).toBe("/sign-in?problem=refused");
  expect(await whoIs(visit)).toBeNull();
});

test("the way back leads into the product only", async () => {
  const visit = jar();
  const first = await visit("http://localhost/api/organisation/sign-in/oidc?to=//evil.example");
  expect(first.headers.get("set-cookie")).toMatch(/HttpOnly/i);
  const { at } = await signInAs("anna", jar());
  expect(at.startsWith("/")).toBe(true);
});

test("where a policy asks for a strong sign-in, a weaker one lets nobody in", async () => {
  const { oidc } = server.config;
  server.config.oidc = { ...oidc!, acr: ["urn:two-factors"] };
  const { at, visit } = await signInAs("anna");
  expect(at).toBe("/sign-in?problem=refused");
  expect(await whoIs(visit)).toBeNull();
  server.config.oidc = oidc;
});

test("a provider that does not answer is told of, and without one there is no such way in", async () => {
  const { oidc } = server.config;
  server.config.oidc = { ...oidc!, issuer: "http://127.0.0.1:9" };
  expect((await jar()("http://localhost/api/organisation/sign-in/oidc")).headers.get("location")).toBe(
    "/sign-in?problem=away",
  );
  server.config.oidc = null;
  expect((await jar()("http://localhost/api/organisation/sign-in/oidc")).status).toBe(404);
  server.config.oidc = oidc;
});
