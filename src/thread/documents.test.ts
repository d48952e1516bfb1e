import { afterAll, beforeAll, expect, test } from "vitest";
import { decideBehaviours } from "#behaviour/store.ts";
import { inOrganisation } from "#platform/database/index.ts";
import { hasOffice, printedByOffice } from "#platform/documents/testing/office.ts";
import { readWord } from "#platform/documents/testing/readWord.ts";
import { newId } from "#platform/id.ts";
import { type TestServer, testServer } from "../testing/server.ts";

let server: TestServer;
let leader: ReturnType<TestServer["browser"]>;
let unitId: string;
let organisationId: string;
let journeyId: string;
const meetingId = newId();
const odd = `<b>"Tak" & 'hej'</b> 😀 =1+1\u0007`;

beforeAll(async () => {
  server = await testServer();
  ({ leader, unitId } = await server.firstLeader());
  journeyId = (await leader("POST", "/api/guide/journeys", { unitId })).body.id;
  organisationId = (await leader("GET", "/api/organisation/session")).body.organisation.id;
  const value = { name: "Nærvær", meaning: odd, colour: "fern", mark: "star" };
  const valueId = (await leader("POST", "/api/values", value)).body.id;
  const path = `/api/preparation/journeys/${journeyId}`;
  const { ids } = (
    await leader("POST", `${path}/statements`, {
      statements: [{ text: odd, valueIds: [valueId] }, { text: "Ikke valgt" }],
      origin: "typed",
      source: "mail",
    })
  ).body;
  await leader("PUT", `${path}/picked`, { statementIds: [ids[0]], before: [] });
  await leader("PATCH", `/api/guide/journeys/${journeyId}/steps/convey`, {
    answers: {
      presentation: "Første linje\nAnden linje",
      channels: Array.from({ length: 500 }, (_, index) => `Seddel ${index} & 😀`).join("\n"),
    },
    notes: "Kun til mig selv",
    version: 1,
  });
  await leader("POST", "/api/behaviour/behaviours", {
    journeyId,
    kind: "leadersOwn",
    act: "Jeg ringer selv",
    situation: "det brænder på",
  });
  await inOrganisation(server.db, organisationId, async (tx) => {
    await tx
      .insertInto("meeting")
      .values({
        organisationId,
        id: meetingId,
        unitId,
        journeyId,
        title: "Værdimøde",
        startsAt: new Date("2026-03-02T08:00:00Z"),
        joinCode: newId(),
      })
      .execute();
    await decideBehaviours(tx, organisationId, [
      {
        unitId,
        journeyId,
        meetingId,
        act: "Vi ringer samme dag",
        valueId,
        evidence: { notes: [{ id: newId(), text: odd }] },
        decidedAt: new Date("2026-03-02T10:00:00Z"),
      },
    ]);
  });
});
afterAll(() => server.close());

const document = async (path: string, locale: "da" | "en" = "da") => {
  const visit = await server.signedInAs("karen@nordvarme.example", locale);
  const { status, bytes, headers } = await visit("GET", path);
  expect(status).toBe(200);
  expect(headers.get("content-type")).toContain("wordprocessingml");
  return { ...readWord(bytes), bytes, headers };
};

const guide = () => `/api/thread/journeys/${journeyId}/guide.docx`;

test("the filled guide is its table of four columns, with what every room has put in", async () => {
  const { texts, document: xml, headers } = await document(guide());
  expect(headers.get("content-disposition")).toMatch(/filename\*=UTF-8''V%C3%A6rdierne.*\.docx/);
  for (const head of ["Trin", "Vejledning", "Aktivitet", "Ansvarlig"]) expect(texts).toContain(head);
  const said = odd.replace("\u0007", "");
  expect(
    texts.some((each) => each.includes(said) && each.includes("mail") && each.includes("★ Nærvær")),
  ).toBe(true);
  expect(texts.join()).not.toContain("Ikke valgt");
  expect(texts).toContain("Anden linje");
  expect(texts.join()).not.toContain("Kun til mig selv");
  expect(texts.filter((each) => /^Seddel \d+ & 😀$/u.test(each))).toHaveLength(500);
  expect(texts).toContain("Når det brænder på: Jeg ringer selv");
  expect(texts).toContain("Vi ringer samme dag");
  expect(texts).toContain("Kunderne er ikke spurgt endnu.");
  expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(1);
  expect(xml).toContain('w:orient="landscape"');
});

test("who looks at units only gets the guide without the meeting, its actions and the measuring", async () => {
  await leader("POST", "/api/organisation/people", {
    ...{ name: "Hanne Ro", email: "hr@nordvarme.example", locale: "da" },
    roles: [{ role: "hr", unitId: null }],
  });
  const hr = await server.signedInAs("hr@nordvarme.example");
  const { texts } = readWord((await hr("GET", guide())).bytes);
  expect(texts).toContain("Vi ringer samme dag");
  for (const hidden of ["Mødet", "Handlinger", "Spørgsmål til kunderne"]) expect(texts).not.toContain(hidden);
});

test("it comes in the reader's language", async () => {
  const { texts, styles } = await document(guide(), "en");
  expect(texts).toContain("Guidance");
  expect(texts).toContain("The customers have not been asked yet.");
  expect(styles).toContain('w:val="en-GB"');
});

test("the minutes hold what the meeting decided", async () => {
  const { texts } = await document(`/api/thread/meetings/${meetingId}/minutes.docx`);
  expect(texts).toContain("Referat: Værdimøde");
  expect(texts).toContain("★ Nærvær");
  expect(texts).toContain("Vi ringer samme dag");
});

test("the minutes as a page tell the same, and nothing of what a leader noted for herself", async () => {
  const { status, body } = await leader("GET", `/api/thread/meetings/${meetingId}/minutes`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    ...{ title: "Værdimøde", state: "planned", unitId, journeyId },
    startsAt: "2026-03-02T08:00:00.000Z",
    decisions: [
      { act: "Vi ringer samme dag", since: null, evidence: { notes: [{ text: odd }], vote: null } },
    ],
    values: [{ name: "Nærvær", mark: "star" }],
    ...{ actions: [], said: [] },
  });
  expect(Object.keys(body.decisions[0])).not.toContain("notes");
  // What was answered besides is for those who lead.
  await leader("POST", "/api/organisation/people", {
    ...{ name: "Eva Bang", email: "eva@nordvarme.example", locale: "da" },
    roles: [{ role: "employee", unitId }],
  });
  const employee = await server.signedInAs("eva@nordvarme.example");
  const hers = await employee("GET", `/api/thread/meetings/${meetingId}/minutes`);
  expect(hers.body).toMatchObject({ title: "Værdimøde", said: null });
});

test("documents of another unit, or of nothing, are not found; nobody signed in gets none", async () => {
  const unknown = "00000000-0000-4000-8000-000000000000";
  const minutes = `/api/thread/meetings/${meetingId}/minutes`;
  expect((await server.browser()("GET", minutes)).status).toBe(401);
  for (const path of [
    `journeys/${unknown}/guide.docx`,
    `meetings/${unknown}/minutes`,
    `meetings/${unknown}/minutes.docx`,
  ])
    expect((await leader("GET", `/api/thread/${path}`)).status).toBe(404);
  expect((await leader("GET", "/api/thread/journeys/x/guide.docx")).status).toBe(422);
  expect((await server.browser()("GET", guide())).status).toBe(401);
  const other = (await leader("POST", "/api/organisation/units", { name: "Lager", parentId: unitId })).body
    .id;
  await leader("POST", "/api/organisation/people", {
    name: "Per Lund",
    email: "per@nordvarme.example",
    locale: "da",
    roles: [{ role: "leader", unitId: other }],
  });
  const stranger = await server.signedInAs("per@nordvarme.example");
  expect((await stranger("GET", guide())).status).toBe(404);
  for (const path of [minutes, `${minutes}.docx`]) expect((await stranger("GET", path)).status).toBe(404);
  const hr = await server.signedInAs("hr@nordvarme.example");
  expect((await hr("GET", minutes)).status).toBe(404);
});

test.skipIf(!hasOffice())("LibreOffice opens the filled guide", { timeout: 180_000 }, async () => {
  const { bytes } = await document(guide());
  expect(printedByOffice(bytes).subarray(0, 5).toString()).toBe("%PDF-");
});
