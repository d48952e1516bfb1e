import { afterAll, beforeAll, expect, test } from "vitest";
import { addActions, decideBehaviours } from "#behaviour/store.ts";
import { inOrganisation } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { type TestServer, testServer } from "../testing/server.ts";
import { throughItem } from "./model/thread.ts";
import type { UnitThread } from "./wire.ts";

let server: TestServer;
let leader: ReturnType<TestServer["browser"]>;
let unitId: string;
let otherUnitId: string;
let organisationId: string;
let journeyId: string;
let statementId: string;
let behaviourId: string;
let questionId: string;
let fewId: string;
const noteId = newId();

const threadOf = async (visit = leader): Promise<UnitThread> =>
  (await visit("GET", `/api/thread/units/${unitId}`)).body;
const person = async (email: string, role: string, unit: string | null) => {
  await leader("POST", "/api/organisation/people", {
    ...{ name: `Person ${email}`, email, locale: "da" },
    roles: [{ role, unitId: unit }],
  });
  return server.signedInAs(email);
};

beforeAll(async () => {
  server = await testServer();
  ({ leader, unitId } = await server.firstLeader());
  organisationId = (await leader("GET", "/api/organisation/session")).body.organisation.id;
  otherUnitId = (await leader("POST", "/api/organisation/units", { name: "Lager", parentId: unitId })).body
    .id;
  journeyId = (await leader("POST", "/api/guide/journeys", { unitId })).body.id;
  const look = { colour: "fern", mark: "star" };
  const valueId = (await leader("POST", "/api/values", { name: "Nærvær", meaning: "", ...look })).body.id;
  const path = `/api/preparation/journeys/${journeyId}`;
  const statements = [{ text: "Jeg måtte ringe tre gange", valueIds: [valueId] }, { text: "Ikke valgt" }];
  const { ids } = (await leader("POST", `${path}/statements`, { statements, origin: "typed" })).body;
  statementId = ids[0];
  await leader("PUT", `${path}/picked`, { statementIds: [statementId], before: [] });
  const pointed = await leader("POST", "/api/behaviour/behaviours", {
    ...{ journeyId, kind: "pointedTo", act: "Ring tilbage", valueId, notes: "Kun til mig selv" },
    sources: [{ kind: "statement", id: statementId }],
  });
  await inOrganisation(server.db, organisationId, async (tx) => {
    const decided = { unitId, journeyId, act: "Vi ringer samme dag", valueId, decidedAt: new Date() };
    const evidence = {
      notes: [{ id: noteId, text: "Ring samme dag", author: "Jens" }],
      cluster: null,
      vote: { dots: 7, voters: 6, place: 1, of: 9, isTied: false },
    };
    const sources = [{ kind: "behaviour" as const, id: pointed.body.id }];
    [behaviourId] = (await decideBehaviours(tx, organisationId, [{ ...decided, evidence, sources }])) as [
      string,
    ];
    const [pulseId, draftId] = [newId(), newId()];
    const pulse = { organisationId, unitId, title: "Måling 1", lotSeed: "x" };
    await tx
      .insertInto("pulse")
      .values([
        { ...pulse, id: pulseId, state: "closed" },
        { ...pulse, id: draftId, state: "draft" },
      ])
      .execute();
    questionId = newId();
    fewId = newId();
    const question = { organisationId, kind: "scale", behaviourId, position: 1 };
    await tx
      .insertInto("question")
      .values([
        { ...question, id: questionId, pulseId, textDa: "Blev du ringet op?", textEn: "Were you called?" },
        { ...question, id: fewId, pulseId, position: 2, textDa: "Var det nok?" },
        { ...question, id: newId(), pulseId: draftId, textDa: "Kladde" },
      ])
      .execute();
    const { id: personId } = await tx.selectFrom("person").select("id").executeTakeFirstOrThrow();
    await tx
      .insertInto("response")
      .values({ organisationId, id: newId(), pulseId, unitId, personId, submittedOn: "2026-03-02" })
      .execute();
    const rollup = { organisationId, pulseId, scope: "unit", unitId };
    await tx
      .insertInto("rollup")
      .values([
        { ...rollup, questionId, score3: 2, score4: 6, score5: 4, didNotComeUp: 1 },
        { ...rollup, questionId: fewId, score1: 1, score4: 3 },
      ])
      .execute();
    for (const state of ["held", "planned"]) {
      const reviewMeetingId = newId();
      const review = { organisationId, id: reviewMeetingId, unitId, journeyId, kind: "result", state };
      await tx.insertInto("reviewMeeting").values(review).execute();
      const decision = { organisationId, reviewMeetingId, choice: "change", behaviourId };
      await tx
        .insertInto("reviewDecision")
        .values({ ...decision, id: newId(), act: `Vi ringer inden en time (${state})` })
        .execute();
    }
    const action = { unitId, originKind: "meeting" as const, behaviourId };
    await addActions(tx, organisationId, [
      { ...action, title: "Hæng numrene op", ownerName: "Jens Lund" },
      { ...action, title: "Mellem os to", visibleTo: "owner" },
      { ...action, title: "Fra samtalen", originKind: "oneToOne" },
      { ...action, title: "Ring til kunden", originKind: "callBack" },
    ]);
  });
});
afterAll(() => server.close());

test("the thread runs from the value through statement, behaviour, note and decision to the question", async () => {
  const { items, links } = await threadOf();
  const back = (id: string) => links.find((link) => link.to === id)?.from;
  expect(back(`question:${questionId}`)).toBe(`behaviour:${behaviourId}`);
  const notes = back(`behaviour:${behaviourId}`)!;
  expect(items.find((item) => item.id === notes)).toMatchObject({
    station: "notes",
    notes: [{ id: noteId, text: "Ring samme dag" }],
  });
  const pointed = back(notes)!;
  expect(back(pointed)).toBe(`statement:${statementId}`);
  expect(back(`statement:${statementId}`)).toMatch(/^value:/);
  expect(items.map((item) => item.text)).not.toContain("Ikke valgt");
});

test("how customers experience it stands where enough have answered; where too few have, no figure travels", async () => {
  const { items, links } = await threadOf();
  const experience = (id: string) => items.find((item) => item.id === `result:${id}`);
  expect(experience(questionId)).toMatchObject({
    result: { shown: "mean", n: 12, counts: [0, 0, 2, 6, 4], notRelevant: 1 },
  });
  expect(experience(fewId)).toMatchObject({ result: { shown: "tooFew" } });
  expect(Object.keys((experience(fewId) as { result: object }).result)).toEqual(["shown"]);
  expect(links).toContainEqual({ from: `question:${questionId}`, to: `result:${questionId}`, weight: 1 });
});

test("what a review meeting decided follows the result; what it is still thinking of does not stand there", async () => {
  const { items, links } = await threadOf();
  const decided = items.find((item) => item.text === "Vi ringer inden en time (held)")!;
  expect(decided).toMatchObject({ station: "agreed", kind: "change", rounds: [1] });
  expect(links.find((link) => link.to === decided.id)?.from).toMatch(/^result:/);
  expect(JSON.stringify(items)).not.toContain("(planned)");
});

test("questions come in the reader's language; those of a draft do not come at all", async () => {
  expect((await threadOf()).items.map((item) => item.text)).toContain("Blev du ringet op?");
  const english = await server.signedInAs("karen@nordvarme.example", "en");
  const texts = (await threadOf(english)).items.map((item) => item.text);
  expect(texts).toContain("Were you called?");
  expect(texts).not.toContain("Kladde");
});

test("no individual stands in it: no names, no private actions, no leader's private notes", async () => {
  const everything = JSON.stringify(await threadOf());
  expect(everything).toContain("Hæng numrene op");
  for (const hidden of [
    "Jens",
    "Mellem os to",
    "Fra samtalen",
    "Ring til kunden",
    "Kun til mig selv",
    "Karen",
  ])
    expect(everything).not.toContain(hidden);
});

test("who is of the unit sees it, who is not does not; without actions for those who look at units only", async () => {
  const employee = await person("ida@nordvarme.example", "employee", unitId);
  expect((await threadOf(employee)).items.map((item) => item.station)).toContain("agreed");
  const hr = await person("hr@nordvarme.example", "hr", null);
  const seen = (await threadOf(hr)).items.map((item) => item.station);
  expect(seen).toContain("decided");
  expect(seen).not.toContain("agreed");
  const stranger = await person("per@nordvarme.example", "leader", otherUnitId);
  expect((await stranger("GET", `/api/thread/units/${unitId}`)).status).toBe(404);
  const elsewhere = await person("bo@nordvarme.example", "employee", otherUnitId);
  expect((await elsewhere("GET", `/api/thread/units/${unitId}`)).status).toBe(404);
  expect((await server.browser()("GET", `/api/thread/units/${unitId}`)).status).toBe(401);
  expect((await hr("GET", `/api/thread/units/${newId()}`)).status).toBe(404);
  expect((await leader("GET", "/api/thread/units/x")).status).toBe(422);
});

test("the organisation's thread holds every unit's in one, figures above the minimum only, and no individual", async () => {
  const read = async (visit = leader) => await visit("GET", "/api/thread/organisation");
  // What a leader has promised herself is hers; what another unit decided is there beside ours.
  const others = await inOrganisation(server.db, organisationId, async (tx) => {
    const [own, theirs] = await decideBehaviours(tx, organisationId, [
      { unitId, journeyId, act: "Jeg ringer selv", isLeaders: true, evidence: {}, decidedAt: new Date() },
      {
        unitId: otherUnitId,
        journeyId: null,
        act: "Vi pakker to gange",
        evidence: {},
        decidedAt: new Date(),
      },
    ]);
    await tx.updateTable("pulse").set({ startedAt: new Date() }).where("state", "=", "closed").execute();
    return { own, theirs };
  });
  const hr = await server.signedInAs("hr@nordvarme.example");
  const { body } = await read(hr);
  const items: UnitThread["items"] = body.items;
  expect(body.units.map(({ name }: { name: string }) => name)).toEqual(["Lager", "Nordvarme"]);
  const ofId = (id: string) => items.find((item) => item.id === id);
  expect(ofId(`behaviour:${others.theirs}`)).toMatchObject({ unitId: otherUnitId });
  expect(ofId(`behaviour:${others.own}`)).toBeUndefined();
  expect(ofId(`result:${questionId}`)).toMatchObject({
    unitId,
    result: { shown: "mean", n: 12, counts: null },
  });
  expect(ofId(`question:${fewId}`)).toBeDefined();
  expect(ofId(`result:${fewId}`), "of four answers not even that they are there").toBeUndefined();
  // From a result to the note on the wall in two steps: the result opens, and the note stands in it.
  const through = throughItem(body.links, `result:${questionId}`);
  expect(items.some((item) => item.station === "notes" && through.has(item.id))).toBe(true);
  const everything = JSON.stringify(body);
  for (const hidden of ["Jens", "Karen", "Hæng numrene op", "Kun til mig selv", "Jeg ringer selv"])
    expect(everything).not.toContain(hidden);
  await inOrganisation(server.db, organisationId, (tx) =>
    tx.updateTable("organisation").set({ minimumResponses: 13 }).execute(),
  );
  expect(JSON.stringify((await read(hr)).body)).not.toContain("result:");
  await inOrganisation(server.db, organisationId, (tx) =>
    tx.updateTable("organisation").set({ minimumResponses: 5 }).execute(),
  );
  for (const email of ["ida@nordvarme.example", "per@nordvarme.example"])
    expect((await read(await server.signedInAs(email))).status).toBe(403);
});

test("the next round's copies are the same items in two rounds", async () => {
  const round = await leader("POST", `/api/preparation/journeys/${journeyId}/next-round`);
  expect(round.status).toBe(200);
  const { items } = await threadOf();
  const ofStation = (station: string) => items.filter((item) => item.station === station);
  expect(ofStation("statements").map((item) => item.rounds)).toEqual([[1, 2]]);
  expect(ofStation("pointedTo").map((item) => item.rounds)).toEqual([[1, 2]]);
});
