import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inOrganisation } from "#platform/database/index.ts";
import { fillPulse, type SamplePulse } from "./sampleResponses.ts";
import { unitWithDecisions } from "./testing/unit.ts";

type Unit = Awaited<ReturnType<typeof unitWithDecisions>>;
let unit: Unit;
let personIds: string[];
beforeAll(async () => {
  unit = await unitWithDecisions();
  const { people } = (await unit.leader("GET", `/api/organisation/people?unitId=${unit.unitId}`)).body;
  personIds = people
    .filter(({ email }: { email: string }) => email !== "karen@nordvarme.example")
    .map(({ id }: { id: string }) => id);
});
afterAll(() => unit?.close());
beforeEach(() =>
  inOrganisation(unit.db, unit.organisationId, async (tx) => {
    for (const table of ["resultSeen", "pulse", "customer", "statement"] as const)
      await tx.deleteFrom(table).execute();
  }),
);

const held = (answered: number[], more: Partial<SamplePulse> = {}) =>
  inOrganisation(unit.db, unit.organisationId, (tx) =>
    fillPulse(tx, unit.organisationId, {
      ...{ unitId: unit.unitId, journeyId: unit.journeyId, previousPulseId: null, round: 1, title: "Forår" },
      ...{ startedAt: new Date("2026-03-02"), closedAt: new Date("2026-04-01T12:00:00Z") },
      comments: ["Ring tilbage", "Tak for hjælpen"],
      questions: unit.behaviourIds.map((behaviourId, index) => ({
        ...{ behaviourId, previousQuestionId: null },
        ...{ textDa: `Spørgsmål ${index + 1}`, textEn: `Question ${index + 1}` },
      })),
      people: answered.map((count, index) => ({
        ...{ personId: personIds[index]!, asked: count + 3, answered: count },
      })),
      shares: () => [0, 0.1, 0.2, 0.4, 0.3],
      ...more,
    }),
  );
const comments = () => `/api/pulse/journeys/${unit.journeyId}/comments`;
const toTake = async () => (await unit.leader("GET", comments())).body;
const take = (...commentIds: string[]) => unit.leader("POST", comments(), { commentIds });
const statements = async () =>
  (await unit.leader("GET", `/api/preparation/journeys/${unit.journeyId}/statements`)).body.statements;

test("what customers wrote in a measurement that is over is taken once, with its source, and the day it ended", async () => {
  await held([12, 9, 7, 11]);
  const [pulse] = await toTake();
  expect(pulse).toMatchObject({ title: "Forår", endedOn: "2026-04-01" });
  const [first, second] = pulse.comments;
  expect((await take(first.id)).body).toEqual({ taken: 1 });
  expect(await statements()).toMatchObject([
    { text: first.text, source: "Måling: Forår", saidOn: "2026-04-01", origin: "pulse" },
  ]);
  // The same again, and one more; twice at once.
  const both = await Promise.all([take(first.id, second.id), take(first.id, second.id)]);
  expect(both.map(({ body }) => body.taken).sort()).toEqual([0, 1]);
  expect(await statements()).toHaveLength(2);
  expect((await toTake())[0].comments.filter(({ isTaken }: { isTaken: boolean }) => isTaken)).toHaveLength(2);
});

describe("what may not be shown cannot be taken", () => {
  test("too few answers, or a measurement that still runs", async () => {
    await held([2, 2]);
    await held([12, 9, 7, 11], { closedAt: null });
    expect(await toTake()).toEqual([]);
  });
  test("one that somebody has hidden, and one that is made up", async () => {
    await held([12, 9, 7, 11]);
    const [first] = (await toTake())[0].comments;
    const path = `/api/pulse/results/units/${unit.unitId}/comments/${first.id}`;
    await unit.leader("PATCH", path, { isHidden: true });
    for (const id of [first.id, "00000000-0000-4000-8000-000000000000"])
      expect((await take(id)).body.type).toBe("/problems/commentUnknown");
    expect(await statements()).toEqual([]);
  });
});

test("it is tied to the value of the behaviour that it is about", async () => {
  const value = (
    await unit.leader("POST", "/api/values", { name: "Nærvær", meaning: "", colour: "fern", mark: "star" })
  ).body.id;
  await inOrganisation(unit.db, unit.organisationId, (tx) =>
    tx.updateTable("behaviour").set({ valueId: value }).where("id", "=", unit.behaviourIds[0]!).execute(),
  );
  await held([12, 9, 7, 11]);
  const [first] = (await toTake())[0].comments;
  await unit.leader("PATCH", `/api/pulse/results/units/${unit.unitId}/comments/${first.id}`, {
    behaviourId: unit.behaviourIds[0],
  });
  await take(first.id);
  expect((await statements())[0].valueIds).toEqual([value]);
});
