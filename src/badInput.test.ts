import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inSystem } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { loadSample } from "./sample/index.ts";
import { plausible, type Schema } from "./testing/plausible.ts";
import { type TestServer, testServer } from "./testing/server.ts";

type Described = { requestBody?: { content: Record<string, { schema: Schema }> } };

const odd: unknown[] = [
  null,
  "",
  -1,
  2_147_483_648,
  1e308,
  true,
  [],
  {},
  [[[[[[[[null]]]]]]]],
  "\0",
  "a\0b",
  "\ud800",
  "\u202etxt",
  "'; drop table person; --",
  "<script>alert(1)</script>",
  "=1+1",
  "0000-00-00",
  "9999-99-99",
  "9999-12-31T23:59:59Z",
  "no-uuid",
  "x".repeat(100_000),
];
const oddBodies = [
  "{",
  "",
  "null",
  "[]",
  "1",
  '"text"',
  '{"__proto__":1}',
  Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
];
const oddTypes = ["application/json", "text/plain", "multipart/form-data; boundary=x", "application/xml"];
const oddSegments = ["no-uuid", "%00", "%ff", "..%2f", "x".repeat(3000), "%F0%9F%94%A5", "'%20or%201=1"];

/** Longer by hand: BAD_INPUT_RUNS=50 npx vitest run src/badInput.test.ts */
const perRoute = Number(process.env.BAD_INPUT_RUNS ?? 8);

let server: TestServer;
let visitor: { cookie: () => string };
let refs: Record<string, Schema>;
let routes: { method: string; path: string; schema: Schema | null }[];
let ids: string[];

beforeAll(async () => {
  server = await testServer();
  const { email } = await loadSample(server.db, server.config);
  visitor = await server.signedInAs(email);
  const document = await (await server.app.request("/api/openapi.json")).json();
  refs = document.components?.schemas ?? {};
  routes = Object.entries(document.paths as Record<string, Record<string, Described>>).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, { requestBody }]) => {
        const schema = requestBody?.content["application/json"]?.schema ?? null;
        return { method: method.toUpperCase(), path, schema };
      }),
  );
  // Signing out would end the visitor's session for all that follows.
  routes = routes.filter(({ path }) => !path.endsWith("/sign-out"));
  for (const path of ["/s/{key}", "/s/{key}/stop", "/rsvp/{key}"])
    for (const method of ["GET", "POST"]) routes.push({ method, path, schema: null });
  ids = await inSystem(server.db, async (tx) => {
    const tables = [
      "journey",
      "meeting",
      "pulse",
      "behaviour",
      "action",
      "reviewMeeting",
      "unit",
      "value",
    ] as const;
    const found = await Promise.all(
      tables.map((table) => tx.selectFrom(table).select("id").limit(2).execute()),
    );
    return [...found.flat().map(({ id }) => id), newId()];
  });
});
afterAll(() => server.close());

/** One place of the value replaced by something odd, or left out. */
function corrupt(value: unknown, at: number, by: unknown): unknown {
  if (!value || typeof value !== "object" || Array.isArray(value)) return by;
  const names = Object.keys(value);
  const name = names[at % (names.length + 1)] ?? "unknownField";
  return { ...value, [name]: by };
}

async function wrongAbout(method: string, path: string, body: string | Buffer | undefined, type: string) {
  const response = await server.app.request(`http://localhost${path}`, {
    method,
    headers: { cookie: visitor.cookie(), origin: "http://localhost", "content-type": type },
    body: method === "GET" ? undefined : (body as string | undefined),
  });
  const said = await response.text();
  const shown = `${method} ${path.slice(0, 120)} ${String(body).slice(0, 200)} → ${response.status} ${said.slice(0, 200)}`;
  if (response.status >= 500) return `fault: ${shown}`;
  if (/\n\s+at .+:\d+:\d+/u.test(said)) return `stack trace: ${shown}`;
  if (response.status < 400) return null;
  const isPage = /^\/(s|rsvp)\//u.test(path);
  const kind = response.headers.get("content-type") ?? "";
  if (isPage) return kind.includes("html") || kind.includes("problem+json") ? null : `no page: ${shown}`;
  if (!kind.startsWith("application/problem+json")) return `no problem details: ${shown}`;
  const { type: name, title, status, errors } = JSON.parse(said);
  if (!name || !title || status !== response.status) return `incomplete: ${shown}`;
  return status === 422 && name === "/problems/invalid" && !errors?.length
    ? `no field named: ${shown}`
    : null;
}

test("no route breaks on bad input, and every refusal says what is wrong", { timeout: 600_000 }, async () => {
  const findings = new Set<string>();
  let tried = 0;
  const isAnything = fc.record({
    what: fc.constantFrom("field", "field", "field", "body", "path"),
    at: fc.nat(20),
    by: fc.oneof(fc.constantFrom(...odd), fc.json(), fc.string({ unit: "binary", maxLength: 300 })),
    body: fc.constantFrom(...oddBodies),
    type: fc.constantFrom(...oddTypes),
    segment: fc.constantFrom(...oddSegments),
    id: fc.nat(),
  });
  for (const [index, { method, path, schema }] of routes.entries())
    for (const one of fc.sample(isAnything, { numRuns: perRoute, seed: 7 + index })) {
      const id = ids[one.id % ids.length]!;
      const filled = path.replaceAll(/\{\w+\}/gu, one.what === "path" ? one.segment : id);
      const isField = one.what !== "body" && schema;
      const body = isField ? JSON.stringify(corrupt(plausible(schema, refs, id), one.at, one.by)) : one.body;
      tried++;
      const wrong = await wrongAbout(method, filled, body, isField ? "application/json" : one.type);
      if (wrong) findings.add(wrong);
    }
  expect([...findings]).toEqual([]);
  expect(tried).toBe(routes.length * perRoute);
});
