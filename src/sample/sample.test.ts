import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, testServer } from "../testing/server.ts";
import { leader } from "./content.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

test("the sample organisation is made once, however often it is asked for, and signs one in", async () => {
  const visitors = [server.browser(), server.browser()];
  const answers = await Promise.all(visitors.map((visit) => visit("POST", "/api/organisation/sample", {})));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const visit = await server.signedInAs(leader.email);
  const session = await visit("GET", "/api/organisation/session");
  expect(session.body.organisation).toMatchObject({ name: "Nordvarme", isSample: true });
  expect((await visit("GET", "/api/organisation/units")).body).toHaveLength(4);
});

test("its three units are preparing, about to meet, and in their second round", async () => {
  const visit = await server.signedInAs(leader.email);
  const journeys: { unitName: string; round: number; stepsDone: number }[] = (
    await visit("GET", "/api/guide/journeys")
  ).body;
  const state = journeys.map(({ unitName, round, stepsDone }) => [unitName, round, stepsDone]).sort();
  expect(state).toEqual([
    ["Kundebutikken", 1, 0],
    ["Kundeservice", 1, 6],
    ["Kundeservice", 2, 0],
    ["Montører Nord", 1, 2],
  ]);
});
