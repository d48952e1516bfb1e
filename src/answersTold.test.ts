import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inSystem } from "#platform/database/index.ts";
import { loadSample } from "./sample/index.ts";
import { type TestServer, testServer } from "./testing/server.ts";

/**
 * The attacks on what is hidden (`pulse/results.attack.test.ts`, `pulse/reconstruction.test.ts`) read results through the
 * functions named here. Every route of the product that tells what customers answered is found by asking all of them, and
 * has to come through one of these: a new way out that no attack knows fails here.
 */
const throughTheAttacked: Record<string, string> = {
  "/api/pulse/results/mine": "resultsOfPerson",
  "/api/pulse/results/people/{personId}": "resultsOfPerson",
  "/api/pulse/results/people/{personId}/comments": "findComments",
  "/api/pulse/results/units/{unitId}": "resultsOfUnit",
  "/api/pulse/results/units/{unitId}/comments": "findComments",
  "/api/pulse/journeys/{id}/comments": "resultsOfUnit, allComments: those of findComments in one piece",
  "/api/follow-up/one-to-ones/{id}": "resultsOfPerson, frozen on the day",
  "/api/follow-up/review-meetings/{id}": "resultsOfUnit, frozen on the day",
  "/api/overview": "experienceOfUnits",
  "/api/thread/organisation": "experienceOfUnits",
  "/api/thread/units/{unitId}": "experiencesOf, out of resultsOfUnit",
};
/** Files, each made of the answer of a route above or of figuresCsv, figuresXlsx, reportDocument and draw, which are attacked. */
const files = /\.(csv|xlsx|pdf|pptx|docx)$|\/charts\//u;

let server: TestServer;
let ids: Record<string, string[]>;
let paths: { path: string; queries: string[] }[];
let told: string[];

const list = async (query: string): Promise<string[]> =>
  inSystem(server.db, async (tx) => (await sql<{ one: string }>`${sql.raw(query)}`.execute(tx)).rows).then(
    (rows) => rows.map(({ one }) => one),
  );

beforeAll(async () => {
  server = await testServer();
  await loadSample(server.db, server.config);
  const document = await (await server.app.request("/api/openapi.json")).json();
  type Described = { parameters?: { in: string; name: string; required?: boolean }[] };
  paths = Object.entries(document.paths as Record<string, { get?: Described }>).flatMap(([path, { get }]) =>
    get
      ? [
          {
            path,
            queries: (get.parameters ?? [])
              .filter((one) => one.in === "query" && (one.required || one.name === "unitId"))
              .map(({ name }) => name),
          },
        ]
      : [],
  );
  const of = (table: string, more: string) =>
    list(`select id::text as one from ${table} where ${more} limit 4`);
  const [unit] = await of("unit", "name = 'Kundeservice'");
  const inUnit = `unit_id = '${unit}'`;
  ids = {
    unitId: [unit!],
    personId: await of("person", `id in (select person_id from rollup where ${inUnit})`),
    pulseId: await of("pulse", inUnit),
    id: [
      ...[unit!, ...(await of("journey", inUnit)), ...(await of("pulse", inUnit))],
      ...[...(await of("meeting", inUnit)), ...(await of("review_meeting", inUnit))],
      ...[...(await of("one_to_one", "state = 'held'")), ...(await of("one_to_one_series", "true"))],
    ],
  };
  // What no answer says by chance: means with all their figures, and what customers wrote at some length.
  const means = await list(`select (total / n)::text as one from (select
      (score1 + 2 * score2 + 3 * score3 + 4 * score4 + 5 * score5)::float8 as total,
      (score1 + score2 + score3 + score4 + score5)::float8 as n from rollup) sums where n > 0`);
  const words = await list("select comment as one from response where length(comment) > 25");
  told = [...means.filter((mean) => mean.length > 8).map((mean) => mean.slice(0, 8)), ...words];
});
afterAll(() => server?.close());

/** Every way in which a path and what it asks for can be filled from what there is. */
const filledIn = ({ path, queries }: { path: string; queries: string[] }): string[] => {
  const asked = queries.map((name, at) => `${at === 0 ? "?" : "&"}${name}={${name}}`).join("");
  let filled = [path + asked];
  for (const [, name] of (path + asked).matchAll(/\{(\w+)\}/gu))
    filled = filled.flatMap((each) => (ids[name!] ?? []).map((id) => each.replace(`{${name}}`, id)));
  return filled;
};

test("every route that tells what customers answered comes through what the attacks read", async () => {
  const [unit] = ids.unitId!;
  const emails = await list(`select distinct on (role) email as one from person join role_assignment
    on role_assignment.person_id = person.id where role = 'hr' or (unit_id = '${unit}' and role in ('leader', 'employee'))`);
  expect(emails.length).toBeGreaterThanOrEqual(2);
  const readers = await Promise.all(emails.map((email) => server.signedInAs(email)));
  const tells = new Set<string>();
  for (const one of paths) {
    if (files.test(one.path)) continue;
    search: for (const path of filledIn(one))
      for (const read of readers) {
        const { status, bytes } = await read("GET", path);
        const said = status === 200 ? bytes.toString() : "";
        if (!told.some((each) => said.includes(each))) continue;
        tells.add(one.path);
        break search;
      }
  }
  expect([...tells].sort()).toEqual(Object.keys(throughTheAttacked).sort());
}, 120_000);
