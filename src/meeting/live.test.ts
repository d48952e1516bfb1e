import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { inOrganisation } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { minutesJob } from "./closing.store.ts";
import { makeHall } from "./hall.ts";
import { jobs } from "./jobs.ts";
import { readJournal } from "./journal.store.ts";
import { join } from "./model/decide.ts";
import { passOf } from "./passes.ts";
import { draftsOf, saveDraft } from "./seat.store.ts";
import { meetingUnit } from "./testing/unit.ts";
import { commonRoom } from "./view.ts";

type Unit = Awaited<ReturnType<typeof meetingUnit>>;
let unit: Unit;
beforeAll(async () => {
  unit = await meetingUnit();
});
afterAll(() => unit?.close());

/** A meeting under way at its first dialogue question, led by Karen. */
async function underWay(mode: "named" | "hidden" | "notStored" = "hidden", invited: string[] = []) {
  const { id, code } = await unit.plan(invited);
  await unit.leader("POST", `/api/meeting/meetings/${id}/open`, {});
  const karen = await unit.console(id);
  const { room } = await karen.welcome();
  await karen.act({ type: "lead.take", from: null });
  const dialogue = room.meeting["meeting"]!.stageOrder.find(
    (stage) => room.stages[stage]!.kind === "dialogue",
  )!;
  const roundId = newId();
  await karen.act({ type: "round.open", stageId: dialogue, roundId, mode });
  await karen.act({ type: "stage.go", stageId: dialogue, roundId: newId() });
  return { id, code, karen, roundId, dialogue };
}
const journalOf = (meetingId: string) =>
  inOrganisation(unit.db, unit.organisationId, (tx) => readJournal(tx, unit.organisationId, meetingId));

describe("coming in", () => {
  test("takes the code of the meeting and a name, and no account", async () => {
    const { code } = await underWay();
    const look = await unit.browser()("GET", `/api/meeting/look/${code.toLowerCase()}`);
    expect(look.body).toMatchObject({ title: "Sådan gør vi", state: "running" });
    const anna = await unit.joined(code, ["Anna", "Bo"]);
    expect((await anna.welcome()).you).toMatchObject({ as: "seat", names: ["Anna", "Bo"] });
    expect(anna.room().meeting["meeting"]!.title).toBe("Sådan gør vi");
  });

  test("a made-up code, a meeting that has not begun and no name are told apart, beside the field", async () => {
    const visit = unit.browser();
    const join = (code: string, names: string[]) => visit("POST", "/api/meeting/join", { code, names });
    const { code } = await unit.plan();
    expect((await join("NOSUCHCODE", ["Anna"])).body.errors[0].field).toBe("code");
    expect((await join(code, ["Anna"])).body.title).toBe("Mødet er ikke begyndt endnu.");
    expect((await join(code, [])).body.errors[0].field).toBe("names");
  });

  test("a name that is there already is asked about, and opens nobody's seat", async () => {
    const { code } = await underWay();
    const mette = await unit.joined(code, ["Mette"]);
    const join = (body: object) => unit.browser()("POST", "/api/meeting/join", { code, ...body });
    const asked = await join({ names: [" mette"] });
    expect([asked.status, asked.body.errors[0].field]).toEqual([409, "names"]);
    const second = await join({ names: [" mette"], isSame: true });
    expect(second.body.names).toEqual(["mette (2)"]);
    expect(second.body.seatId).not.toBe(mette.seatId);
    expect(second.body.token).not.toBe(mette.token);
  });

  test("who has a personal invitation is recognised, and keeps her seat on another phone", async () => {
    const { code } = await underWay("hidden", ["anna"]);
    const first = await unit.joined(code, [], `${code} anna`);
    const second = await unit.joined(code, [], `${code} anna`);
    expect(second.seatId).toBe(first.seatId);
    expect(Object.values(second.room().seats)).toMatchObject([{ names: ["anna"] }]);
  });

  test("only leaders of the unit lead, and nobody signed out opens the screen", async () => {
    const { id } = await underWay();
    const stranger = await unit.socket({ as: "leader", meetingId: id });
    expect(await stranger.seen((frame) => (frame.type === "bye" ? frame.reason : null))).toBe("signIn");
    const screen = await unit.console(id, "screen");
    expect((await screen.welcome()).you).toEqual({ as: "screen" });
    const cross = unit.socket({ as: "leader", meetingId: id }, { origin: "https://elsewhere.example" });
    await expect(cross).rejects.toThrow("403");
  });
});

describe("what is written", () => {
  test("is committed before it is acknowledged, and counts once however often it is sent", async () => {
    const { id, code, roundId } = await underWay();
    const anna = await unit.joined(code, ["Anna"]);
    const command = newId();
    const noteId = newId();
    expect(await anna.act({ type: "note.add", roundId, noteId, text: "ja" }, command)).toBe("saved");
    const before = await journalOf(id);
    expect(before.filter((entry) => entry.commandId === command)).toHaveLength(1);
    expect(await anna.act({ type: "note.add", roundId, noteId, text: "ja" }, command)).toBe("saved");
    expect(await journalOf(id)).toEqual(before);
  });

  test("reaches nobody's browser before the leader shows it, and then everybody's", async () => {
    const { id, code, karen, roundId } = await underWay();
    const anna = await unit.joined(code, ["Anna"]);
    const bo = await unit.joined(code, ["Bo"]);
    const screen = await unit.console(id, "screen");
    await screen.welcome();
    const noteId = newId();
    await anna.act({ type: "note.add", roundId, noteId, text: "noget ærligt" });
    const counted = () => Object.values(bo.room().rounds).some((round) => round.noteCount === 1);
    await bo.seen(() => counted());
    for (const other of [bo, karen, screen]) expect(other.bytes.join()).not.toContain("noget ærligt");
    await karen.act({ type: "round.reveal", roundId });
    await bo.seen(() => bo.room().notes[noteId]);
    expect(bo.room().notes[noteId]).toMatchObject({ text: "noget ærligt", author: "" });
    expect(anna.room().own[noteId]).toEqual({ isMine: true });
  });

  test("is still there for one who comes back with the same token, drafts and all", async () => {
    const { code, roundId } = await underWay();
    const anna = await unit.joined(code, ["Anna"]);
    const noteId = newId();
    await anna.act({ type: "note.add", roundId, noteId, text: "min egen" });
    anna.send({ type: "draft", roundId, place: "note", content: "halvt skrev" });
    await anna.seen((frame) => frame.type === "yours" && frame.drafts?.[0]);
    await anna.close();
    const again = await unit.socket({ as: "seat", token: anna.token });
    const { drafts } = await again.welcome();
    expect(drafts).toEqual([{ roundId, place: "note", content: "halvt skrev" }]);
    expect(again.room().notes[noteId]).toMatchObject({ text: "min egen" });
  });

  test("where it is not stored, no table says who wrote", async () => {
    const { id, code, roundId } = await underWay("notStored");
    const anna = await unit.joined(code, ["Anna"]);
    const key = "only-on-annas-phone-1";
    expect(await anna.act({ type: "note.add", roundId, noteId: newId(), text: "frit", key })).toBe("saved");
    anna.send({ type: "draft", roundId, place: "note", content: "endnu et", key });
    await anna.seen((frame) => frame.type === "yours" && frame.drafts?.[0]);
    const written = (await journalOf(id)).filter((entry) => JSON.stringify(entry).includes("frit"));
    expect(JSON.stringify(written)).not.toContain(anna.seatId);
    const drafts = await inOrganisation(unit.db, unit.organisationId, (tx) =>
      tx.selectFrom("draft").selectAll().where("meetingId", "=", id).execute(),
    );
    expect(JSON.stringify(drafts)).not.toContain(anna.seatId);
    expect(JSON.stringify(drafts)).not.toContain(key);
  });

  test("one pass to agree with is given to each seat, and works once per note", async () => {
    const { code, karen, roundId } = await underWay("notStored");
    const [anna, bo] = [await unit.joined(code, ["Anna"]), await unit.joined(code, ["Bo"])];
    const noteId = newId();
    await anna.act({ type: "note.add", roundId, noteId, text: "frit", key: "only-on-annas-phone-1" });
    await karen.act({ type: "round.reveal", roundId });
    await bo.act({ type: "pass.take", roundId, pad: "p".repeat(32) });
    const pass = await bo.seen((frame) => (frame.type === "yours" ? frame.passes?.[roundId] : null));
    for (const agrees of [true, true]) await bo.act({ type: "note.agree", noteId, agrees, pass });
    await karen.seen(() => karen.room().notes[noteId]?.agrees === 1);
    await bo.seen(() => bo.room().agreed[noteId]);
    expect(await bo.act({ type: "pass.take", roundId, pad: "p".repeat(32) })).toBe("passTaken");
  });

  test("who asks for her pass again because the answer was lost gets the same one", async () => {
    const { code, roundId } = await underWay("notStored");
    const bo = await unit.joined(code, ["Bo"]);
    const command = newId();
    for (const _ of [1, 2, 3])
      bo.send({ type: "do", commands: [{ id: command, type: "pass.take", roundId, pad: "p".repeat(32) }] });
    const passes = () =>
      bo.frames.flatMap((frame) => (frame.type === "yours" ? (frame.passes?.[roundId] ?? []) : []));
    await bo.seen(() => passes().length === 3);
    expect(new Set(passes()).size).toBe(1);
  });
});

test("drafts are bounded: of one who writes ever more the first hundred are kept, and can still be changed", async () => {
  const { id, roundId } = await underWay();
  const save = (place: string, content: string) =>
    inOrganisation(unit.db, unit.organisationId, (tx) =>
      saveDraft(tx, unit.organisationId, id, "anna", { roundId, place, content }),
    );
  for (let count = 1; count <= 105; count++) await save(`place-${count}`, "a");
  await save("place-1", "ab");
  const drafts = await inOrganisation(unit.db, unit.organisationId, (tx) =>
    draftsOf(tx, unit.organisationId, id, ["anna"]),
  );
  expect(drafts).toHaveLength(100);
  expect(drafts.find(({ place }) => place === "place-1")?.content).toBe("ab");
});

test("a hundred who take their passes at once all get one, and each her own", async () => {
  const { id, roundId } = await underWay("notStored");
  const meeting = await unit.hall.meeting(unit.organisationId, id);
  const seats = Array.from({ length: 100 }, newId);
  for (const seatId of seats)
    await meeting.perform({
      id: newId(),
      decide: (state, at) =>
        join(state, { seatId, names: [seatId], participantId: null, personId: null }, at),
    });
  const passes = await Promise.all(
    seats.map(async (seatId) => {
      const command = { id: newId(), type: "pass.take" as const, roundId, pad: "p".repeat(32) };
      expect(await meeting.command(command, { as: "seat", seatId })).toHaveProperty("seq");
      return passOf(meeting.state(), roundId, seatId, command.pad);
    }),
  );
  expect(passes).not.toContain(null);
  expect(new Set(passes).size).toBe(100);
});

test("turning a round to not stored forgets who had begun to write in it", async () => {
  const { id, code, karen, roundId } = await underWay("hidden");
  const anna = await unit.joined(code, ["Anna"]);
  anna.send({ type: "draft", roundId, place: "note", content: "halvt skrev" });
  await anna.seen((frame) => frame.type === "yours" && frame.drafts?.[0]);
  expect(await karen.act({ type: "round.mode", roundId, mode: "notStored" })).toBe("saved");
  const drafts = await inOrganisation(unit.db, unit.organisationId, (tx) =>
    tx.selectFrom("draft").selectAll().where("meetingId", "=", id).execute(),
  );
  expect(drafts).toEqual([]);
});

describe("the journal", () => {
  test("gives the same room to a server that has just started", async () => {
    const { id, code, karen, roundId } = await underWay();
    const anna = await unit.joined(code, ["Anna"]);
    for (const text of ["et", "to", "tre"])
      await anna.act({ type: "note.add", roundId, noteId: newId(), text });
    await karen.act({ type: "round.reveal", roundId });
    const fresh = await makeHall(unit.parts).meeting(unit.organisationId, id);
    const running = await unit.hall.meeting(unit.organisationId, id);
    expect(commonRoom(fresh.state())).toEqual(commonRoom(running.state()));
  });

  test("two servers that write at once lose nothing and count nothing twice", async () => {
    const { id, code, roundId } = await underWay();
    const anna = await unit.joined(code, ["Anna"]);
    const other = await makeHall(unit.parts).meeting(unit.organisationId, id);
    const add = (text: string) => ({
      id: newId(),
      type: "note.add" as const,
      roundId,
      noteId: newId(),
      text,
    });
    const seat = { as: "seat" as const, seatId: anna.seatId };
    const here = await unit.hall.meeting(unit.organisationId, id);
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 ? here : other).command(add(`n${index}`), seat)),
    );
    for (const result of results) expect(result).toHaveProperty("seq");
    const journal = await journalOf(id);
    const texts = journal.flatMap(({ events }) =>
      events.flatMap((event) => Object.values(event.set.notes ?? {}).map((note) => note?.text)),
    );
    expect(texts.sort()).toEqual(Array.from({ length: 20 }, (_, index) => `n${index}`).sort());
    expect(journal.map(({ seq }) => seq)).toEqual(journal.map((_, index) => index + 1));
  });
});

test("what cannot be read is refused with a sentence, and the meeting goes on", async () => {
  const { code, roundId } = await underWay();
  const anna = await unit.joined(code, ["Anna"]);
  for (const wrong of [
    ...[
      "{",
      "null",
      "[]",
      '"x"',
      "{}",
      '{"type":"do","commands":[]}',
      '{"type":"do","commands":[{"type":"drop"}]}',
    ],
    JSON.stringify({
      type: "do",
      commands: [{ id: "x", type: "note.add", roundId, noteId: "no uuid", text: "x" }],
    }),
    JSON.stringify({
      type: "do",
      commands: [{ id: "__proto__", type: "stage.go", stageId: "x", roundId: "y" }],
    }),
  ])
    anna.send(wrong);
  await anna.seen(() => anna.frames.filter((frame) => frame.type === "refused").length === 9);
  for (const text of ["a\u0000b", "a\ud800b"])
    expect(await anna.act({ type: "note.add", roundId, noteId: newId(), text })).toBe("unreadable");
  expect(await anna.act({ type: "note.add", roundId, noteId: newId(), text: "videre" })).toBe("saved");
  expect(await anna.act({ type: "stage.go", stageId: "x", roundId: "y" })).toBe("notLeading");
});

test("closing writes what was decided, with what it rests on, and sends the minutes when it can no longer be undone", async () => {
  const { id, karen, code } = await underWay("hidden", ["anna", "bo"]);
  const anna = await unit.joined(code, [], `${code} anna`);
  const { room } = await karen.welcome();
  const stage = (kind: string) => Object.values(room.stages).find((each) => each.kind === kind)!.id;
  const [wall, vote, decision] = [newId(), newId(), newId()];
  const [noteId, optionId, decisionId] = [newId(), newId(), newId()];
  await karen.act({ type: "stage.go", stageId: stage("wall"), roundId: wall });
  await karen.act({ type: "wall.paste", roundId: wall, notes: [{ noteId, text: "Ring tilbage samme dag" }] });
  const options = [{ id: optionId, text: "Ring tilbage", clusterId: null, noteIds: [noteId] }];
  const limits = { budget: 3, maxPerOption: 3, excludesOwn: false, mode: "hidden" as const };
  await karen.act({ type: "vote.open", stageId: stage("vote"), roundId: vote, options, ...limits });
  await anna.act({ type: "vote.cast", roundId: vote, optionId, dots: 2 });
  await karen.act({ type: "round.close", roundId: vote });
  await karen.act({ type: "stage.go", stageId: stage("decision"), roundId: decision });
  const from = { noteIds: [noteId], clusterId: null, optionId, facets: { say: "“Jeg ringer inden fire.”" } };
  await karen.act({ type: "decision.propose", decisionId, act: "Vi ringer tilbage samme dag", ...from });
  await anna.act({ type: "consent.give", decisionId, answer: "concern", reason: "ferien" });
  await karen.act({ type: "decision.decide", decisionId, without: ["concern", "value"] });
  const action = { title: "Skriv på tavlen", ownerName: "Anna", ownerPersonId: newId(), dueOn: "2026-12-01" };
  await karen.act({ type: "action.put", actionId: newId(), decisionId, ...action });
  expect(await karen.act({ type: "meeting.close" })).toBe("saved");
  expect(await anna.act({ type: "note.add", roundId: wall, noteId: newId(), text: "for sent" })).toBe(
    "meetingIsClosed",
  );

  const [behaviour] = (
    await unit.leader("GET", `/api/behaviour/behaviours?unitId=${unit.unitId}`)
  ).body.filter((each: { meetingId: string }) => each.meetingId === id);
  expect(behaviour).toMatchObject({
    ...{ act: "Vi ringer tilbage samme dag", kind: "decided" },
    facets: [{ facet: "say", text: "“Jeg ringer inden fire.”" }],
    sources: [{ kind: "note", id: noteId }],
    evidence: {
      notes: [{ id: noteId, text: "Ring tilbage samme dag" }],
      vote: { dots: 2, voters: 1, place: 1, of: 1, isTied: false },
      consent: { yes: 0, concerns: [{ reason: "ferien" }] },
      attended: 1,
    },
  });
  const step = async (key: string) =>
    (await unit.leader("GET", `/api/guide/journeys/${unit.journeyId}`)).body.progress.find(
      (each: { stepKey: string }) => each.stepKey === key,
    );
  expect((await step("process")).doneAt).not.toBeNull();
  expect((await step("process")).answers.words).toContain(behaviour.act);
  expect((await step("nextSteps")).doneAt).toBeNull();
  expect((await step("nextSteps")).answers.actions).toBe("Skriv på tavlen · Anna · 1. december 2026");
  const actions = (await unit.leader("GET", `/api/behaviour/actions?unitId=${unit.unitId}`)).body;
  expect(actions).toMatchObject([{ title: "Skriv på tavlen", ownerName: "Anna", ownerPersonId: null }]);

  const mails = () => Promise.all(["anna", "bo"].map((name) => unit.mailsTo(`${name}@nordvarme.example`)));
  const count = async () =>
    (await mails()).map((each) => each.filter(({ kind }) => kind === "minutes").length);
  const minutes = async (closedAt: string | null) =>
    jobs(unit.hall)[minutesJob]!({ organisationId: unit.organisationId, meetingId: id, closedAt } as never, {
      ...{ db: unit.db, config: unit.config, logger: unit.parts.logger },
    });
  const closedAt = () => karen.room().meeting.meeting!.closedAt;
  const first = closedAt();
  const drafts = async () =>
    inOrganisation(unit.db, unit.organisationId, (tx) =>
      tx.selectFrom("draft").select("content").where("meetingId", "=", id).execute(),
    );

  // Undone within the minute: as if it had not been.
  expect(await karen.act({ type: "meeting.reopen" })).toBe("saved");
  const behaviours = `/api/behaviour/behaviours?unitId=${unit.unitId}`;
  const decided = async () =>
    (await unit.leader("GET", behaviours)).body.filter(
      (each: { meetingId: string }) => each.meetingId === id,
    );
  expect(await decided()).toEqual([]);
  expect(await step("process")).toMatchObject({ doneAt: null, answers: {} });
  expect((await unit.leader("GET", `/api/meeting/meetings/${id}`)).body.state).toBe("running");
  await minutes(first);
  expect(await count()).toEqual([0, 0]);
  anna.send({ type: "draft", roundId: wall, place: "note", content: "en ting til" });
  await vi.waitFor(async () => expect(await drafts()).toHaveLength(1));

  expect(await karen.act({ type: "meeting.close" })).toBe("saved");
  expect(await decided()).toHaveLength(1);
  // Anna has an account, Bo is a guest: what he cannot open is not offered to him.
  const { person } = (await unit.leader("GET", "/api/organisation/session")).body;
  await inOrganisation(unit.db, unit.organisationId, (tx) =>
    tx
      .updateTable("participant")
      .set({ personId: person.id })
      .where("meetingId", "=", id)
      .where("name", "=", "anna")
      .execute(),
  );
  await minutes(closedAt());
  expect(await count()).toEqual([1, 1]);
  const link = `${unit.config.baseUrl}/meetings/${id}/minutes`;
  const [toAnna, toBo] = (await mails()).map(([mail]) => (mail!.content as unknown as { text: string }).text);
  expect(toAnna).toContain(link);
  expect(toBo).not.toContain(link);
  expect(await drafts()).toEqual([]);
});
