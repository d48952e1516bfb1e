import { afterAll, beforeAll, expect, test } from "vitest";
import { inOrganisation } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { dueInRound } from "./round.store.ts";
import { meetingUnit } from "./testing/unit.ts";

let unit: Awaited<ReturnType<typeof meetingUnit>>;
beforeAll(async () => {
  unit = await meetingUnit();
});
afterAll(() => unit?.close());

const dayIn = (days: number) => new Date(Date.now() + days * 24 * 3_600_000).toISOString().slice(0, 10);
const mailsTo = async (who: string, id: string) => {
  const rows = await inOrganisation(unit.db, unit.organisationId, (tx) =>
    tx
      .selectFrom("mail")
      .select(["kind", "content"])
      .where("about", "=", id)
      .where("toEmail", "=", `${who}@nordvarme.example`)
      .orderBy("createdAt")
      .execute(),
  );
  return rows.map(({ kind, content }) => ({ kind, content: JSON.stringify(content) }));
};

/** Anna is invited, Bo is only asked a question ahead of the meeting; both know of it. */
async function openAhead() {
  const { id, code } = await unit.plan(["anna"]);
  const path = `/api/preparation/meetings/${id}`;
  const plan = async () => (await unit.leader("GET", path)).body;
  await unit.leader("PATCH", path, { startsAtLocal: `${dayIn(9)}T13:00`, version: (await plan()).version });
  await unit.leader("POST", `${path}/send`, { version: (await plan()).version });
  const bo = { who: "guest", name: "Bo", email: "bo@nordvarme.example" };
  await unit.leader("POST", `${path}/participants`, bo);
  await unit.leader("POST", `/api/meeting/meetings/${id}/open`, {});
  const karen = await unit.console(id);
  const { room } = await karen.welcome();
  const stageId = Object.values(room.stages).find(({ kind }) => kind === "dialogue")!.id;
  const roundId = newId();
  await karen.act({ type: "round.open", stageId, roundId, mode: "hidden", tells: true });
  await dueInRound(
    { organisationId: unit.organisationId, meetingId: id, roundId, what: "tell" },
    { db: unit.db, hall: unit.hall, config: unit.config, now: new Date() },
  );
  // Who is put on the list after that knows of nothing.
  await unit.leader("POST", `${path}/participants`, {
    ...bo,
    name: "Dorte",
    email: "dorte@nordvarme.example",
  });
  return { id, code, path, plan, karen, stageId, roundId };
}

test("called off while a question is open ahead: the room closes, everybody who knows of it is told, and nothing is lost", async () => {
  const { id, code, path, plan, karen, roundId } = await openAhead();
  const anna = await unit.joined(code, [], `${code} anna`);
  await anna.act({ type: "note.add", roundId, noteId: newId(), text: "Om mandagen." });
  const screen = await unit.console(id, "screen");
  await screen.welcome();

  const { version, haveHeard } = await plan();
  expect(haveHeard).toBe(2);
  const cancel = () => unit.leader("POST", `${path}/cancel`, { message: "Alle er syge.", version });
  const both = await Promise.all([cancel(), cancel()]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(both.find(({ status }) => status === 200)!.body.told).toBe(2);
  for (const each of [karen, anna, screen])
    await each.seen(() => each.room().meeting["meeting"]?.state === "calledOff");
  expect(anna.room().rounds[roundId]!.isOpen).toBe(false);
  expect(await anna.act({ type: "note.add", roundId, noteId: newId(), text: "Og fredag." })).toBe(
    "meetingIsCancelled",
  );
  // What was hidden stays hidden, from the leader as well; that it is there is told.
  expect(karen.room().rounds[roundId]!.noteCount).toBe(1);
  expect(Object.values(karen.room().notes)).toEqual([]);
  expect(Object.values(anna.room().notes).map(({ text }) => text)).toEqual(["Om mandagen."]);

  for (const who of ["anna", "bo"]) {
    const off = (await mailsTo(who, id)).filter(({ kind }) => kind === "meeting.cancellation");
    expect(off).toHaveLength(1);
    expect(off[0]!.content).toContain("Alle er syge.");
    expect(off[0]!.content).toContain("METHOD:CANCEL");
  }
  expect(await mailsTo("dorte", id)).toEqual([]);
});

test("whoever opens a link to it is told so, and why only where she was asked to come", async () => {
  const { code, path, plan } = await openAhead();
  await unit.leader("POST", `${path}/cancel`, { message: "Alle er syge.", version: (await plan()).version });
  const look = async (query = "") => (await unit.browser()("GET", `/api/meeting/look/${code}${query}`)).body;
  expect(await look()).toMatchObject({ state: "cancelled", message: "" });
  expect(await look(`?key=${encodeURIComponent(`${code} anna`)}`)).toMatchObject({
    ...{ state: "cancelled", message: "Alle er syge.", name: "anna" },
  });
  const join = await unit.browser()("POST", "/api/meeting/join", { code, names: ["Ny"] });
  expect(join.body.type).toBe("/problems/meetingIsCancelled");
});

test("with a new day it opens where it was, and people are asked anew by an entry above the one that was taken out", async () => {
  const { id, code, path, plan, karen, roundId } = await openAhead();
  const anna = await unit.joined(code, [], `${code} anna`);
  await unit.leader("POST", `${path}/cancel`, { message: "", version: (await plan()).version });
  await anna.seen(() => anna.room().rounds[roundId]?.isOpen === false);
  const resume = async (startsAtLocal: string, version?: number) =>
    unit.leader("POST", `${path}/resume`, { startsAtLocal, version: version ?? (await plan()).version });
  expect((await resume("2020-01-01T13:00")).body.type).toBe("/problems/timePassed");
  expect((await resume(`${dayIn(20)}T13:00`, 1)).status).toBe(409);
  expect(anna.room().meeting["meeting"]!.state).toBe("calledOff");

  expect((await resume(`${dayIn(20)}T13:00`)).status).toBe(200);
  await karen.seen(() => karen.room().meeting["meeting"]!.state === "open");
  await anna.seen(() => anna.room().rounds[roundId]!.isOpen);
  expect(await anna.act({ type: "note.add", roundId, noteId: newId(), text: "Også om fredagen." })).toBe(
    "saved",
  );
  const again = await plan();
  expect(again).toMatchObject({ state: "running", invitedAt: null, startsAtLocal: `${dayIn(20)}T13:00` });
  expect(again.participants.every(({ isInvited }: { isInvited: boolean }) => !isInvited)).toBe(true);
  await unit.leader("POST", `${path}/send`, { version: again.version });
  const entries = (await mailsTo("anna", id)).map(({ content }) => ({
    method: /METHOD:([A-Z]+)/.exec(content)?.[1],
    sequence: Number(/SEQUENCE:(\d+)/.exec(content)?.[1]),
  }));
  const [off, on] = [entries.find(({ method }) => method === "CANCEL")!, entries.at(-1)!];
  expect(on.method).toBe("REQUEST");
  expect(on.sequence).toBeGreaterThan(off.sequence);
  expect((await resume(`${dayIn(30)}T13:00`)).body.type).toBe("/problems/notCancelled");
});

test("of one plan's three sessions two are held to the end and the third is called off: what both came to is the unit's, and the steps are done", async () => {
  const { id: morning } = await unit.plan(["anna"]);
  const sessions = `/api/preparation/meetings/${morning}/sessions`;
  const at = (day: string) => ({ startsAtLocal: `${day}T13:00`, place: "Kantinen" });
  const evening: string = (await unit.leader("POST", sessions, at(dayIn(9)))).body.id;
  const night: string = (await unit.leader("POST", sessions, at(dayIn(10)))).body.id;

  /** A note, taken along without a vote, and what is decided out of it. */
  async function held(id: string, act: string) {
    await unit.leader("POST", `/api/meeting/meetings/${id}/open`, {});
    const karen = await unit.console(id);
    const { room } = await karen.welcome();
    const stage = (kind: string) => Object.values(room.stages).find((each) => each.kind === kind)!.id;
    const [roundId, noteId, decisionId] = [newId(), newId(), newId()];
    await karen.act({ type: "stage.go", stageId: stage("wall"), roundId });
    await karen.act({ type: "wall.paste", roundId, notes: [{ noteId, text: act }] });
    await karen.act({ type: "stage.go", stageId: stage("decision"), roundId: newId() });
    const from = { noteIds: [noteId], clusterId: null, optionId: null, facets: {} };
    await karen.act({ type: "decision.propose", decisionId, act, ...from });
    await karen.act({ type: "decision.decide", decisionId, without: ["consent", "value"] });
    expect(await karen.act({ type: "meeting.close" })).toBe("saved");
    await karen.close();
  }
  const journey = async () => (await unit.leader("GET", `/api/guide/journeys/${unit.journeyId}`)).body;
  const step = async (key: string) =>
    (await journey()).progress.find((each: { stepKey: string }) => each.stepKey === key);
  const decided = async () =>
    (await unit.leader("GET", `/api/behaviour/behaviours?unitId=${unit.unitId}`)).body
      .filter(({ kind }: { kind: string }) => kind === "decided")
      .map(({ act, meetingId }: { act: string; meetingId: string }) => [act, meetingId])
      .sort();

  await held(morning, "Vi ringer tilbage samme dag");
  await held(evening, "Vi siger, hvem der har sagen");
  expect((await step("process")).doneAt).toBeNull();
  const { version } = (await unit.leader("GET", `/api/preparation/meetings/${night}`)).body;
  const off = { message: "Nattevagten kom om aftenen.", version };
  expect((await unit.leader("POST", `/api/preparation/meetings/${night}/cancel`, off)).status).toBe(200);

  expect(await decided()).toEqual([
    ["Vi ringer tilbage samme dag", morning],
    ["Vi siger, hvem der har sagen", evening],
  ]);
  for (const key of ["convey", "prepareBehaviour", "meeting", "dialogue", "process"])
    expect((await step(key)).doneAt, key).not.toBeNull();
  expect((await step("process")).answers.words).toBe(
    "Vi ringer tilbage samme dag\n\nVi siger, hvem der har sagen",
  );
  expect((await step("nextSteps")).doneAt).toBeNull();
});
