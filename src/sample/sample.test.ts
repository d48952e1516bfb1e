import { afterAll, beforeAll, expect, test } from "vitest";
import { inSystem } from "#platform/database/index.ts";
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

test("every page has life in it: a meeting that was held, one that is planned, hundreds of answers, conversations", async () => {
  const visit = await server.signedInAs(leader.email);
  const read = async (path: string) => (await visit("GET", `/api${path}`)).body;
  const units: { id: string; name: string }[] = await read("/organisation/units");
  const unitId = (name: string) => units.find((unit) => unit.name === name)!.id;
  const service = unitId("Kundeservice");

  const decided = (await read(`/behaviour/behaviours?unitId=${service}`)).filter(
    ({ kind }: { kind: string }) => kind === "decided",
  );
  expect(decided).toHaveLength(4);
  const [first] = decided;
  expect(first.evidence).toMatchObject({ attended: 5, vote: { place: 1 }, consent: { yes: 4 } });
  expect(first.evidence.notes).toHaveLength(3);

  const { pulses } = await read(`/pulse/results/units/${service}`);
  expect(pulses.map(({ released }: { released: number }) => released)).toEqual([172, 177]);
  expect(pulses[0].questions[0].change).toMatchObject({ isChange: true });
  expect(pulses[0].questions[2].change).toMatchObject({ isChange: false });

  const conversations = (await read("/follow-up/one-to-ones")) as { nextId: string | null }[];
  expect(conversations.filter(({ nextId }) => nextId)).toHaveLength(2);
  const reviews = await read(`/follow-up/review-meetings?unitId=${service}`);
  expect(reviews.map(({ state }: { state: string }) => state).sort()).toEqual(["held", "planned"]);
  const heldId = reviews.find(({ state }: { state: string }) => state === "held").id;
  const held = await read(`/follow-up/review-meetings/${heldId}`);
  expect(held.actions.map(({ state }: { state: string }) => state).sort()).toEqual(["done", "open"]);
  // In the afternoon, when a unit meets, and not at whatever hour the sample was made.
  const clock = new Intl.DateTimeFormat("sv-SE", { timeStyle: "short", timeZone: held.timeZone });
  expect(clock.format(new Date(held.heldAt))).toBe("15:00");
});

test("making it sends nobody a mail", async () => {
  const mails = await inSystem(server.db, (tx) => tx.selectFrom("mail").select("kind").execute());
  expect(mails.filter(({ kind }) => kind !== "signIn")).toEqual([]);
});
