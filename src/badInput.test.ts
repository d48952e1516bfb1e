import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createOrganisation } from "#organisation/store.ts";
import { inSystem } from "#platform/database/index.ts";
import { plausible, type Schema } from "#platform/http/plausible.ts";
import { newId } from "#platform/id.ts";
import { keyHash } from "#platform/keys.ts";
import { participantKey } from "#preparation/keys.ts";
import { requestKey, trialKey } from "#pulse/keys.ts";
import { loadSample } from "./sample/index.ts";
import { corrupted, inAddress, isOddValue, oddSegments } from "./testing/odd.ts";
import { type TestServer, testServer } from "./testing/server.ts";

type Described = {
  requestBody?: { content: Record<string, { schema: Schema }> };
  parameters?: { in: string; name: string }[];
};
type Route = {
  method: string;
  path: string;
  schema: Schema | null;
  files: Schema | null;
  query: string[];
};

const oddBodies = [
  "{",
  "",
  "null",
  "[]",
  "1",
  '"text"',
  '{"__proto__":1}',
  '{"name":1e400}',
  `${"[".repeat(20_000)}${"]".repeat(20_000)}`,
  Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
];
const oddTypes = [
  "application/json",
  "application/json; charset=utf-16",
  "application/json;;;",
  "text/plain",
  "multipart/form-data; boundary=x",
  "multipart/form-data",
  "application/x-www-form-urlencoded",
  "application/xml",
];
const oddHeaders: Record<string, string>[] = [
  {},
  { "accept-language": "x".repeat(2000) },
  { "accept-language": ";q=,,,da;q=99" },
  { accept: "image/*;q=oops" },
  { "if-match": '"' },
  { "if-none-match": "W/x", range: "bytes=9-1" },
  { "x-forwarded-for": "not an address", "x-forwarded-proto": "gopher" },
  { "content-length": "-1" },
  { "content-encoding": "gzip" },
];

/** Longer by hand: BAD_INPUT_RUNS=200 npx vitest run src/badInput.test.ts */
const perRoute = Number(process.env.BAD_INPUT_RUNS ?? 8);
const timeout = 20 * 60_000;

let server: TestServer;
let visitor: ReturnType<TestServer["browser"]>;
let refs: Record<string, Schema>;
let routes: Route[];
let ids: string[];
/** Pages that work without script, each with a key that opens it. */
let pages: { path: string; methods: string[]; isAnswered?: true }[];

beforeAll(async () => {
  server = await testServer();
  const { email } = await loadSample(server.db, server.config);
  visitor = await server.signedInAs(email);
  const document = await (await server.app.request("/api/openapi.json")).json();
  refs = document.components?.schemas ?? {};
  routes = Object.entries(document.paths as Record<string, Record<string, Described>>).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, { requestBody, parameters }]) => ({
        ...{ method: method.toUpperCase(), path },
        schema: requestBody?.content["application/json"]?.schema ?? null,
        files: requestBody?.content["multipart/form-data"]?.schema ?? null,
        query: (parameters ?? []).filter((each) => each.in === "query").map(({ name }) => name),
      })),
  );
  // Signing out would end the visitor's session for all that follows.
  routes = routes.filter(({ path }) => !path.endsWith("/sign-out"));
  const { secret } = server.config;
  // A questionnaire that is open and answered, and a meeting to which people are invited.
  const opened = await inSystem(server.db, async (tx) => {
    const answered = await tx
      .selectFrom("response")
      .innerJoin("request", "request.id", "response.requestId")
      .select(["request.id", "request.pulseId"])
      .executeTakeFirstOrThrow();
    await tx
      .updateTable("pulse")
      .set({ state: "open", closesAt: null })
      .where("id", "=", answered.pulseId)
      .execute();
    await tx
      .updateTable("request")
      .set({ keyHash: keyHash(requestKey(secret, answered.id)) })
      .where("id", "=", answered.id)
      .execute();
    const planned = await tx
      .selectFrom("meeting")
      .select(["id", "version"])
      .where("state", "=", "planned")
      .executeTakeFirstOrThrow();
    return { requestId: answered.id, pulseId: answered.pulseId, planned };
  });
  const { planned } = opened;
  const send = `/api/preparation/meetings/${planned.id}/send`;
  expect((await visitor("POST", send, { version: planned.version })).status).toBe(200);
  const { id: participantId } = await inSystem(server.db, (tx) =>
    tx
      .selectFrom("participant")
      .select("id")
      .where("meetingId", "=", planned.id)
      .where("sentSequence", "is not", null)
      .executeTakeFirstOrThrow(),
  );
  const customer = `/s/${requestKey(secret, opened.requestId)}`;
  const trial = `/s/try/${opened.pulseId}/${trialKey(secret, opened.pulseId)}`;
  const rsvp = `/rsvp/${participantKey(secret, participantId)}`;
  await visitor("POST", `/api/pulse/pulses/${opened.pulseId}/cards`);
  const { cards } = (await visitor("GET", `/api/pulse/pulses/${opened.pulseId}/cards`)).body;
  const card = new URL(cards.find(({ link }: { link: string | null }) => link).link).pathname;
  const both = ["GET", "POST"];
  pages = [
    ...[customer, trial].map((path) => ({ path, methods: both, isAnswered: true as const })),
    { path: card, methods: both },
    ...["/s/made-up", "/s/k/made-up", "/s/try/no-uuid/x", rsvp, "/rsvp/made-up"].map((path) => ({
      path,
      methods: both,
    })),
    ...[`${customer}/stop`, `${trial}/stop`, "/s/made-up/stop"].map((path) => ({ path, methods: both })),
    ...[`${customer}/thanks`, `${card}/thanks`, `${rsvp}/invitation.ics`, "/rsvp/made-up/invitation.ics"].map(
      (path) => ({
        path,
        methods: ["GET"],
      }),
    ),
    { path: "/mail", methods: ["GET"] },
  ];
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

/** Somebody who administers and leads an organisation of her own, beside the one whose things are asked for. */
async function strangersCookie(): Promise<string> {
  const email = "fremmed@andetsteds.example";
  await inSystem(server.db, (tx) =>
    createOrganisation(tx, {
      organisation: "Andetsteds",
      name: "Fremmed",
      email,
      locale: "da",
      userId: null,
    }),
  );
  return (await server.signedInAs(email)).cookie();
}

type Sent = { method: string; path: string; headers?: Record<string, string>; body?: BodyInit | undefined };

async function ask({ method, path, headers, body }: Sent) {
  const response = await server.app.request(`http://localhost${path}`, {
    method,
    headers: { cookie: visitor.cookie(), origin: "http://localhost", ...headers },
    ...(method === "GET" || method === "HEAD" || body === undefined ? {} : { body }),
  });
  const said = await response.text();
  const sent = body instanceof FormData ? JSON.stringify([...body.keys()]) : String(body).slice(0, 200);
  const shown = `${method} ${path.slice(0, 160)} ${JSON.stringify(headers)} ${sent} → ${response.status} ${said.slice(0, 200)}`;
  const kind = response.headers.get("content-type") ?? "";
  const broken =
    response.status >= 500
      ? `fault: ${shown}`
      : /\n\s+at .+:\d+:\d+/u.test(said)
        ? `stack trace: ${shown}`
        : null;
  return { status: response.status, said, kind, shown, broken };
}

/** Of an answer of the API, what is wrong with it; null: it was taken, or refused as RFC 9457 asks for. */
async function wrongAbout(sent: Sent): Promise<string | null> {
  const { status, said, kind, shown, broken } = await ask(sent);
  if (broken || status < 400) return broken;
  if (!kind.startsWith("application/problem+json")) return `no problem details: ${shown}`;
  const { type: name, title, status: told, errors } = JSON.parse(said);
  if (!name || !title || told !== status) return `incomplete: ${shown}`;
  return status === 422 && name === "/problems/invalid" && !errors?.length
    ? `no field named: ${shown}`
    : null;
}

const isAnything = fc.record({
  what: fc.constantFrom("field", "field", "field", "body", "path", "query", "headers"),
  at: fc.nat(200),
  by: isOddValue,
  isWhole: fc.boolean(),
  body: fc.constantFrom(...oddBodies),
  type: fc.constantFrom(...oddTypes),
  headers: fc.constantFrom(...oddHeaders),
  segment: fc.constantFrom(...oddSegments),
  query: fc.array(fc.tuple(fc.nat(6), isOddValue), { minLength: 1, maxLength: 4 }),
  id: fc.nat(),
});
type Anything = typeof isAnything extends fc.Arbitrary<infer One> ? One : never;

/** Known parameters with odd contents, some of them twice, and some that nobody knows. */
const oddQuery = (names: readonly string[], { query }: Anything): string =>
  `?${query.map(([at, value]) => `${names[at % (names.length + 1)] ?? "unknown"}=${inAddress(value)}`).join("&")}`;

// First, while what its keys open is there: the others take away as well.
test("no page breaks, stays blank or loses what was written on bad input", { timeout }, async () => {
  const findings = new Set<string>();
  // Those that a key opens are open, or only the page of what is not there would be tried.
  for (const { path } of pages.filter((page) => !/made-up|no-uuid/u.test(page.path)))
    expect([path, (await ask({ method: "GET", path })).status]).toEqual([path, 200]);
  // Where something is missing, what she wrote beside it stands on the page that says so.
  const halfWritten = `comment=${encodeURIComponent("Mit ord & æ")}&contact=yes&detail=`;
  for (const { path } of pages.filter((page) => page.isAnswered)) {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const { status, said } = await ask({ method: "POST", path, headers, body: halfWritten });
    expect([path, status]).toEqual([path, 422]);
    expect(said).toContain("Mit ord &amp; æ");
  }
  const isSent = fc.record({
    fields: fc.array(fc.tuple(fc.nat(12), isOddValue), { maxLength: 8 }),
    query: fc.array(
      fc.tuple(fc.constantFrom("lang", "a", "reply", "saved", "k", "to", "search"), isOddValue),
      { maxLength: 3 },
    ),
    type: fc.constantFrom(
      "application/x-www-form-urlencoded",
      "application/x-www-form-urlencoded",
      ...oddTypes,
    ),
    headers: fc.constantFrom(...oddHeaders),
    method: fc.nat(),
  });
  for (const [index, { path, methods }] of pages.entries()) {
    const known = [...(await ask({ method: "GET", path })).said.matchAll(/name="([^"]+)"/gu)].map(
      ([, name]) => name!,
    );
    for (const one of fc.sample(isSent, { numRuns: perRoute * 4, seed: index })) {
      const method = methods[one.method % methods.length]!;
      const query = one.query.map(([name, value]) => `${name}=${inAddress(value)}`).join("&");
      const body = one.fields
        .map(([at, value]) => `${known[at % (known.length + 1)] ?? "unknown"}=${inAddress(value)}`)
        .join("&");
      const { status, said, kind, shown, broken } = await ask({
        ...{ method, path: query ? `${path}?${query}` : path, body },
        headers: { "content-type": one.type, ...one.headers },
      });
      if (broken) findings.add(broken);
      else if (status < 300 || status >= 400) {
        const isPage = kind.includes("html") && said.includes("</html>");
        const isCalendar = kind.includes("calendar");
        if (!isPage && !isCalendar) findings.add(`no page: ${shown}`);
        if (said.includes("<script>alert")) findings.add(`a script of somebody's: ${shown}`);
      }
    }
  }
  expect([...findings]).toEqual([]);
});

test("no route breaks on bad input, and every refusal says what is wrong", { timeout }, async () => {
  const findings = new Set<string>();
  let tried = 0;
  for (const [index, { method, path, schema, query }] of routes.entries())
    for (const one of fc.sample(isAnything, { numRuns: perRoute, seed: 7 + index })) {
      const id = ids[one.id % ids.length]!;
      const filled = path.replaceAll(/\{\w+\}/gu, one.what === "path" ? one.segment : id);
      const isField = one.what !== "body" && schema;
      const wellMeant = isField && plausible(schema, refs, id, one.isWhole);
      const body = isField
        ? JSON.stringify(one.what === "field" ? corrupted(wellMeant, one.at, one.by) : wellMeant)
        : one.body;
      const asked = query.length > 0 || one.what === "query" ? oddQuery(query, one) : "";
      tried++;
      const wrong = await wrongAbout({
        method,
        path: filled + asked,
        headers: {
          "content-type": isField ? "application/json" : one.type,
          ...(one.what === "headers" ? one.headers : {}),
        },
        body: body as string,
      });
      if (wrong) findings.add(wrong);
    }
  expect([...findings]).toEqual([]);
  expect(tried).toBe(routes.length * perRoute);
});

test("whoever may not is told the same of what is there as of what is not, whatever she sends", {
  timeout,
}, async () => {
  const stranger = await strangersCookie();
  const findings = new Set<string>();
  const isOdd = fc.record({
    at: fc.nat(200),
    by: isOddValue,
    isWhole: fc.boolean(),
    isFitting: fc.boolean(),
  });
  for (const [index, { method, path, schema }] of routes.entries()) {
    if (!path.includes("{")) continue;
    for (const one of fc.sample(isOdd, { numRuns: Math.min(perRoute, 20), seed: index })) {
      const answers = [];
      for (const id of [ids[index % (ids.length - 1)]!, newId()]) {
        const wellMeant = schema && plausible(schema, refs, newId(), one.isWhole);
        const body = schema
          ? JSON.stringify(one.isFitting ? wellMeant : corrupted(wellMeant, one.at, one.by))
          : undefined;
        const headers = { cookie: stranger, "content-type": "application/json" };
        const { status, said } = await ask({ method, path: path.replaceAll(/\{\w+\}/gu, id), headers, body });
        answers.push(`${status} ${said.replaceAll(id, "")}`);
        if (status < 400 && said.includes("Nordvarme"))
          findings.add(`shown to a stranger: ${method} ${path}`);
      }
      if (answers[0] !== answers[1])
        findings.add(`${method} ${path}: ${answers.map((said) => said.slice(0, 120)).join(" ≠ ")}`);
    }
  }
  expect([...findings]).toEqual([]);
});

test("no upload breaks on parts that are missing, twice, misnamed, cut off or not what they say", {
  timeout,
}, async () => {
  const findings = new Set<string>();
  const contents = [
    "",
    "\0",
    "a;b\n1;2",
    "\ufeffname,email\nx",
    "PK\x03\x04broken",
    "x".repeat(200_000),
    '"',
  ];
  const isForm = fc.record({
    parts: fc.array(
      fc.record({
        name: fc.constantFrom("file", "file", "mapping", "legalBasis", "other", "", "__proto__"),
        content: fc.oneof(fc.constantFrom(...contents), fc.string({ unit: "binary", maxLength: 200 })),
        fileName: fc.constantFrom(
          "a.csv",
          "a.xlsx",
          "a.txt",
          "",
          "../../etc/passwd",
          "æ\u202e.csv",
          "x".repeat(400),
        ),
        isFile: fc.boolean(),
      }),
      { maxLength: 4 },
    ),
    cut: fc.nat(400),
    isCut: fc.boolean(),
    id: fc.nat(),
  });
  const uploads = routes.filter(({ files }) => files);
  expect(uploads.length).toBeGreaterThan(2);
  for (const [index, { method, path }] of uploads.entries())
    for (const one of fc.sample(isForm, { numRuns: perRoute * 4, seed: index })) {
      const form = new FormData();
      for (const { name, content, fileName, isFile } of one.parts)
        if (isFile) form.append(name, new File([content], fileName));
        else form.append(name, content);
      const id = ids[one.id % ids.length]!;
      const sent = { method, path: path.replaceAll(/\{\w+\}/gu, id) };
      if (!one.isCut) {
        const wrong = await wrongAbout({ ...sent, body: form });
        if (wrong) findings.add(wrong);
        continue;
      }
      const whole = new Response(form);
      const type = whole.headers.get("content-type")!;
      const bytes = new Uint8Array(await whole.arrayBuffer()).slice(0, one.cut);
      const wrong = await wrongAbout({ ...sent, headers: { "content-type": type }, body: bytes });
      if (wrong) findings.add(wrong);
    }
  expect([...findings]).toEqual([]);
});
