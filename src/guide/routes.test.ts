import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, testServer } from "../testing/server.ts";

let server: TestServer;
let leader: ReturnType<TestServer["browser"]>;
let unitId: string;
let journeyId: string;

beforeAll(async () => {
  server = await testServer();
  ({ leader, unitId } = await server.firstLeader());
  journeyId = (await leader("POST", "/api/guide/journeys", { unitId })).body.id;
});
afterAll(() => server.close());

const read = async () => (await leader("GET", `/api/guide/journeys/${journeyId}`)).body;
const change = (stepKey: string, body: object) =>
  leader("PATCH", `/api/guide/journeys/${journeyId}/steps/${stepKey}`, body);

test("a journey is the guide's table of six rows, in the reader's language", async () => {
  const journey = await read();
  expect(journey.guide.steps).toHaveLength(6);
  expect(journey.guide.steps[0].title).toBe("Formidling");
  const english = await server.signedInAs("karen@nordvarme.example", "en");
  expect((await english("GET", `/api/guide/journeys/${journeyId}`)).body.guide.steps[0].title).toBe("Convey");
});

test("a no to the precondition opens the companion guide, whose way back is its parent", async () => {
  const { version } = await read();
  const answered = await leader("PATCH", `/api/guide/journeys/${journeyId}/precondition`, {
    basisExists: true,
    basisImplemented: true,
    version,
  });
  expect(answered.status).toBe(200);
  const companion = await leader("POST", "/api/guide/journeys", {
    unitId,
    guideKey: "implementValueBasis",
    parentJourneyId: journeyId,
  });
  expect((await read()).companions.map((each: { id: string }) => each.id)).toEqual([companion.body.id]);
});

test("what is answered is kept, prompt by prompt", async () => {
  expect((await change("convey", { answers: { presentation: "På mødet" }, version: 1 })).body).toEqual({
    version: 2,
  });
  expect((await change("convey", { answers: { channels: "Oplæsning" }, version: 2 })).body).toEqual({
    version: 3,
  });
  const [convey] = (await read()).progress;
  expect(convey.answers).toEqual({ presentation: "På mødet", channels: "Oplæsning" });
});

test("of two who write at once, the second is told and shown what the first wrote; nothing is overwritten", async () => {
  const late = await change("convey", { answers: { presentation: "På mail" }, version: 1 });
  expect(late.status).toBe(409);
  expect(late.body.current.answers.presentation).toBe("På mødet");
});

test("a step is done and undone, and a journey is finished when all are", async () => {
  for (const { stepKey, version } of (await read()).progress)
    expect((await change(stepKey, { done: true, version })).status).toBe(200);
  const finished = await read();
  expect(finished.finishedAt).not.toBeNull();
  expect(finished.stepsDone).toBe(6);
  const { version } = finished.progress[5];
  await change("nextSteps", { done: false, version });
  expect((await read()).finishedAt).toBeNull();
});

test("a journey of another unit is not to be found", async () => {
  const otherUnit = (await leader("POST", "/api/organisation/units", { name: "Butik" })).body.id;
  await leader("POST", "/api/organisation/people", {
    name: "Bo Kjær",
    email: "bo@nordvarme.example",
    roles: [{ role: "leader", unitId: otherUnit }],
  });
  const bo = await server.signedInAs("bo@nordvarme.example");
  expect((await bo("GET", `/api/guide/journeys/${journeyId}`)).status).toBe(404);
  expect((await bo("POST", "/api/guide/journeys", { unitId })).status).toBe(404);
  expect(
    (await bo("POST", "/api/guide/journeys", { unitId: otherUnit, parentJourneyId: journeyId })).status,
  ).toBe(404);
  expect((await bo("GET", "/api/guide/journeys")).body).toEqual([]);
});

test("an answer to a question that the guide does not have is refused", async () => {
  const { version } = (await read()).progress.find((step: { stepKey: string }) => step.stepKey === "convey");
  const refused = await change("convey", { answers: { madeUp: "x" }, version });
  expect([refused.status, refused.body.errors[0].field]).toEqual([422, "answers.madeUp"]);
});

test("two who open the same companion guide at once come to the same one", async () => {
  const companion = { unitId, guideKey: "strategicMeetings", parentJourneyId: journeyId };
  const opened = await Promise.all([1, 2, 3].map(() => leader("POST", "/api/guide/journeys", companion)));
  expect(new Set(opened.map(({ body }) => body.id)).size).toBe(1);
});

test("what the database cannot keep is the sender's to mend, never a fault", async () => {
  const { version } = (await read()).progress.find((step: { stepKey: string }) => step.stepKey === "convey");
  for (const wrong of [
    { answers: { channels: "a\u0000b" } },
    { answers: { channels: "a\ud800b" } },
    { notes: "a\u0000b" },
    { dueOn: "0000-01-01" },
  ]) {
    const refused = await change("convey", { ...wrong, version });
    expect(refused.status, JSON.stringify(wrong)).toBeGreaterThanOrEqual(400);
    expect(refused.status, JSON.stringify(wrong)).toBeLessThan(500);
  }
  const precondition = { basisExists: true, basisImplemented: true, version: 2 ** 53 - 1 };
  const path = `/api/guide/journeys/${journeyId}/precondition`;
  expect((await leader("PATCH", path, precondition)).status).toBe(422);
});
