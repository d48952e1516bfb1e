/** What was answered stays answered: however late a copy comes, over whichever connection, after whatever broke. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { inOrganisation } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { makeHall } from "./hall.ts";
import { readJournal } from "./journal.store.ts";
import { Away } from "./loop.ts";
import type { FromServer } from "./model/frames.ts";
import { theMeeting } from "./model/state.ts";
import { passOf } from "./passes.ts";
import { draftsOf } from "./seat.store.ts";
import { type Body, meetingUnit } from "./testing/unit.ts";

let unit: Awaited<ReturnType<typeof meetingUnit>>;
beforeAll(async () => {
  unit = await meetingUnit();
});
afterAll(() => unit?.close());

type Mode = "named" | "hidden" | "notStored";
async function underWay(mode: Mode = "hidden") {
  const { id, code } = await unit.plan();
  await unit.leader("POST", `/api/meeting/meetings/${id}/open`, {});
  const karen = await unit.console(id);
  const { room } = await karen.welcome();
  const stage = (kind: string) => Object.values(room.stages).find((each) => each.kind === kind)!.id;
  const roundId = newId();
  await karen.act({ type: "round.open", stageId: stage("dialogue"), roundId, mode });
  await karen.act({ type: "stage.go", stageId: stage("dialogue"), roundId: newId() });
  return { id, code, karen, roundId, stage };
}
const pad = "A".repeat(31) + "_";
const journalOf = (meetingId: string) =>
  inOrganisation(unit.db, unit.organisationId, (tx) => readJournal(tx, unit.organisationId, meetingId));
/** The meeting as a server that has just started knows it. */
const afresh = (meetingId: string) => makeHall(unit.parts).meeting(unit.organisationId, meetingId);

describe("a no", () => {
  test("is remembered: a late copy of what was refused is not accepted when it would be possible", async () => {
    const { code, karen, roundId } = await underWay();
    const [anna, bo] = [await unit.joined(code, ["Anna"]), await unit.joined(code, ["Bo"])];
    const noteId = newId();
    await anna.act({ type: "note.add", roundId, noteId, text: "Vi ringer" });
    const id = newId();
    const agree: Body = { type: "note.agree", noteId, agrees: true };
    expect(await bo.act(agree, id)).toBe("notThere");
    await karen.act({ type: "round.reveal", roundId });
    // Over another connection: the first one is gone.
    const again = await unit.socket({ as: "seat", token: bo.token });
    await again.welcome();
    expect(await again.act(agree, id)).toBe("notThere");
    expect(karen.room().notes[noteId]!.agrees).toBe(0);
    expect(await again.act(agree)).toBe("saved");
  });

  test("is remembered by a server that has just started as well, in the same words", async () => {
    const { id, code, karen, roundId } = await underWay();
    const anna = await unit.joined(code, ["Anna"]);
    await karen.act({ type: "round.reveal", roundId });
    const command = { id: newId(), type: "note.agree" as const, noteId: newId(), agrees: true };
    const actor = { as: "seat" as const, seatId: anna.seatId };
    const first = await (await unit.hall.meeting(unit.organisationId, id)).command(command, actor);
    await anna.act({ type: "note.add", roundId, noteId: command.noteId, text: "Nu er den der" });
    expect(await (await afresh(id)).command(command, actor)).toEqual(first);
  });

  test("to a command that changed nothing: a late copy changes nothing either", async () => {
    const { karen, roundId } = await underWay();
    expect(await karen.act({ type: "round.close", roundId })).toBe("saved");
    const second = newId();
    expect(await karen.act({ type: "round.close", roundId }, second)).toBe("saved");
    const [op] = Object.values(karen.room().ops).filter(({ what }) => what === "round.close");
    expect(await karen.act({ type: "step.undo", opId: op!.id })).toBe("saved");
    const answers = () =>
      karen.frames.filter((frame) => frame.type === "yours" && frame.ack?.includes(second)).length;
    karen.send({ type: "do", commands: [{ id: second, type: "round.close", roundId }] });
    await karen.seen(() => answers() === 2);
    expect(karen.room().rounds[roundId]!.isOpen).toBe(true);
  });
});

describe("a pass", () => {
  test("that was taken and never arrived, because the server was killed, is given again to the device that asked", async () => {
    const { id, code, roundId } = await underWay("notStored");
    const anna = await unit.joined(code, ["Anna"]);
    const actor = { as: "seat" as const, seatId: anna.seatId };
    const command = { id: newId(), type: "pass.take" as const, roundId, pad };
    const before = await unit.hall.meeting(unit.organisationId, id);
    await before.command(command, actor);
    const pass = passOf(before.state(), roundId, anna.seatId, pad);
    const after = await afresh(id);
    expect(await after.command(command, actor)).toHaveProperty("seq");
    expect(passOf(after.state(), roundId, anna.seatId, pad)).toBe(pass);
    // It counts.
    const noteId = newId();
    const key = "only-on-the-phone-of-bo";
    await after.command({ id: newId(), type: "note.add", roundId, noteId, text: "frit", key }, actor);
    const { leadingId, leadingName } = theMeeting(after.state());
    const leader = { as: "leader" as const, personId: leadingId!, name: leadingName };
    await after.command({ id: newId(), type: "round.reveal", roundId }, leader);
    const agree = { type: "note.agree" as const, noteId, agrees: true };
    expect(await after.command({ id: newId(), ...agree, pass: pass! }, actor)).toHaveProperty("seq");
    expect(after.state().agreesOfNote.get(noteId)?.size).toBe(1);
  });

  test("is nowhere in the journal, and no pad either: who reads all of it cannot tell whose it is", async () => {
    const { id, code, roundId } = await underWay("notStored");
    const seats = await Promise.all(["Anna", "Bo", "Carla"].map((name) => unit.joined(code, [name])));
    const meeting = await unit.hall.meeting(unit.organisationId, id);
    const passes: string[] = [];
    for (const [place, { seatId, act }] of seats.entries()) {
      const own = String(place).repeat(32);
      await act({ type: "pass.take", roundId, pad: own });
      passes.push(passOf(meeting.state(), roundId, seatId, own)!);
    }
    const written = JSON.stringify(await journalOf(id));
    for (const [place, pass] of passes.entries()) {
      expect(written).not.toContain(pass);
      expect(written).not.toContain(String(place).repeat(32));
    }
  });
});

describe("what is being typed", () => {
  test("is kept as it was sent last, however quickly one follows the other", async () => {
    const { id, code, roundId } = await underWay();
    const anna = await unit.joined(code, ["Anna"]);
    const words = Array.from({ length: 60 }, (_, count) => `bogstav for bogstav ${count}`);
    for (const content of words) anna.send({ type: "draft", roundId, place: "note", content });
    const saved = () =>
      anna.frames.filter((frame) => frame.type === "yours" && frame.drafts !== undefined).length;
    await anna.seen(() => saved() === words.length);
    const drafts = await inOrganisation(unit.db, unit.organisationId, (tx) =>
      draftsOf(tx, unit.organisationId, id, [anna.seatId]),
    );
    expect(drafts).toEqual([{ roundId, place: "note", content: words.at(-1) }]);
  });

  test("over a connection that the same page has given up comes too late, and the old one is over", async () => {
    const { code, roundId } = await underWay();
    const anna = await unit.joined(code, ["Anna"]);
    const hello = { as: "seat" as const, token: anna.token, page: "page-1" };
    const old = await unit.socket(hello);
    await old.welcome();
    const fresh = await unit.socket(hello);
    await fresh.welcome();
    await vi.waitFor(() => expect(old.socket.readyState).toBe(old.socket.CLOSED));
    // Another page of hers, on another phone say, stays.
    expect(anna.socket.readyState).toBe(anna.socket.OPEN);
    fresh.send({ type: "draft", roundId, place: "note", content: "til sidst" });
    await fresh.seen((frame) => frame.type === "yours" && frame.drafts?.[0]);
  });

  test("while the round is turned to not stored is kept under nobody's name", async () => {
    const { id, code, karen, roundId } = await underWay();
    const anna = await unit.joined(code, ["Anna"]);
    for (let count = 0; count < 20; count++)
      anna.send({ type: "draft", roundId, place: `felt-${count}`, content: "halvt" });
    expect(await karen.act({ type: "round.mode", roundId, mode: "notStored" })).toBe("saved");
    for (let count = 0; count < 20; count++)
      anna.send({ type: "draft", roundId, place: `felt-${count}`, content: "halvt" });
    anna.send({ type: "draft", roundId, place: "sidst", content: "halvt", key: "only-on-annas-phone-1" });
    await anna.seen(
      (frame) => frame.type === "yours" && frame.drafts?.some(({ place }) => place === "sidst"),
    );
    const rows = await inOrganisation(unit.db, unit.organisationId, (tx) =>
      tx.selectFrom("draft").selectAll().where("meetingId", "=", id).execute(),
    );
    expect(rows.map(({ owner, place }) => [owner === anna.seatId, place])).toEqual([[false, "sidst"]]);
  });
});

describe("a database that is away for a moment", () => {
  test("costs nobody a word, shows nobody out, and the meeting goes on when it is back", async () => {
    const { id, code, karen, roundId } = await underWay();
    const anna = await unit.joined(code, ["Anna"]);
    const meeting = await unit.hall.meeting(unit.organisationId, id);
    const away = vi.spyOn(unit.pool, "query").mockRejectedValue(new Error("connection refused"));
    const gone = vi.spyOn(unit.pool, "connect").mockRejectedValue(new Error("connection refused"));
    const noteId = newId();
    const command = { id: newId(), type: "note.add" as const, roundId, noteId, text: "Vi ringer" };
    const actor = { as: "seat" as const, seatId: anna.seatId };
    try {
      await expect(meeting.command(command, actor)).rejects.toThrow(Away);
      await expect(meeting.settled(() => true)).rejects.toThrow(Away);
      // Told neither yes nor no: her page asks again by itself.
      anna.send({ type: "do", commands: [command] });
      await vi.waitFor(() => expect(anna.socket.readyState).toBe(anna.socket.CLOSED));
      expect(anna.frames.filter(({ type }) => type === "refused" || type === "bye")).toEqual([]);
    } finally {
      away.mockRestore();
      gone.mockRestore();
    }
    const again = await unit.socket({ as: "seat", token: anna.token });
    expect((await again.welcome()).you).toMatchObject({ as: "seat", seatId: anna.seatId });
    const { type, roundId: to, text } = command;
    expect(await again.act({ type, roundId: to, noteId, text }, command.id)).toBe("saved");
    await karen.seen(() => karen.room().rounds[roundId]!.noteCount === 1);
    expect((await journalOf(id)).filter(({ commandId }) => commandId === command.id)).toHaveLength(1);
  });

  test("and took something in without being able to say so: it is known by its id, and counts once", async () => {
    const { id, code, roundId } = await underWay();
    const anna = await unit.joined(code, ["Anna"]);
    const query = unit.pool.query.bind(unit.pool);
    const lost = vi.spyOn(unit.pool, "query").mockImplementationOnce((async (...args: [string]) => {
      await query(...args);
      throw new Error("connection lost");
    }) as never);
    expect(await anna.act({ type: "note.add", roundId, noteId: newId(), text: "Vi ringer" })).toBe("saved");
    expect(lost).toHaveBeenCalled();
    lost.mockRestore();
    const added = (await journalOf(id))
      .flatMap(({ events }) => events)
      .filter(({ type }) => type === "note.added");
    expect(added).toHaveLength(1);
  });
});

describe("who comes in", () => {
  test("while many write is not kept waiting until they rest, and sees nothing that is not committed", async () => {
    const { id, code, roundId } = await underWay("named");
    const [anna, bo] = [await unit.joined(code, ["Anna"]), await unit.joined(code, ["Bo"])];
    const meeting = await unit.hall.meeting(unit.organisationId, id);
    const actor = { as: "seat" as const, seatId: anna.seatId };
    let isWriting = true;
    let written = 0;
    const writing = [1, 2, 3].map(async () => {
      while (isWriting) {
        await meeting.command(
          { id: newId(), type: "note.add", roundId, noteId: newId(), text: "en til" },
          actor,
        );
        if (++written > 190) isWriting = false;
      }
    });
    const seen: { seq: number; counted: number }[] = [];
    for (let visit = 0; visit < 5; visit++) {
      const frame = (await (await unit.socket({ as: "seat", token: bo.token })).welcome()) as Extract<
        FromServer,
        { type: "welcome" }
      >;
      seen.push({ seq: frame.seq, counted: frame.room.rounds[roundId]!.noteCount });
    }
    isWriting = false;
    await Promise.all(writing);
    const journal = await journalOf(id);
    for (const { seq, counted } of seen)
      expect(
        journal.filter((entry) => entry.seq <= seq && entry.events[0]?.type === "note.added"),
      ).toHaveLength(counted);
  });
});

test("closing cannot be undone once what was decided is in use: that is said, and everything stays as it is", async () => {
  const { id, karen, stage } = await underWay();
  await karen.act({ type: "stage.go", stageId: stage("decision"), roundId: newId() });
  const decisionId = newId();
  const from = { noteIds: [], clusterId: null, optionId: null };
  await karen.act({ type: "decision.propose", decisionId, act: "Vi ringer tilbage samme dag", ...from });
  await karen.act({ type: "decision.decide", decisionId, without: ["consent", "value"] });
  expect(await karen.act({ type: "meeting.close" })).toBe("saved");
  const pulse = await unit.leader("POST", "/api/pulse/pulses", { journeyId: unit.journeyId });
  const asked = await unit.leader("GET", `/api/pulse/pulses/${pulse.body.id}`);
  expect(JSON.stringify(asked.body)).toContain(decisionId);
  expect(await karen.act({ type: "meeting.reopen" })).toBe("outcomeInUse");
  const isFault = (frame: FromServer) => frame.type === "refused" && frame.reason === "fault";
  expect(karen.frames.some(isFault)).toBe(false);
  expect(karen.room().meeting["meeting"]!.state).toBe("closed");
  expect((await unit.leader("GET", `/api/meeting/meetings/${id}`)).body.state).toBe("closed");
});
