import { once } from "node:events";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readWord } from "#platform/documents/testing/readWord.ts";
import { newId } from "#platform/id.ts";
import { corrupted, isOddValue } from "../testing/odd.ts";
import type { FromServer } from "./model/frames.ts";
import { meetingUnit } from "./testing/unit.ts";

let unit: Awaited<ReturnType<typeof meetingUnit>>;
beforeAll(async () => {
  unit = await meetingUnit();
});
afterAll(() => unit?.close());

async function underWay() {
  const { id, code } = await unit.plan();
  await unit.leader("POST", `/api/meeting/meetings/${id}/open`, {});
  const karen = await unit.console(id);
  const { room } = await karen.welcome();
  await karen.act({ type: "lead.take", from: null });
  const stageId = room.meeting["meeting"]!.stageOrder.find((each) => room.stages[each]!.kind === "dialogue")!;
  const roundId = newId();
  await karen.act({ type: "stage.go", stageId, roundId });
  const anna = await unit.joined(code, ["Anna"]);
  return { id, code, karen, anna, roundId };
}
const framesPerTest = 400;

test("whatever a socket sends, it is answered in words, nobody else sees it, and the room goes on", {
  timeout: 120_000,
}, async () => {
  const { karen, anna, code, roundId } = await underWay();
  const wellMeant = [
    {
      type: "do",
      commands: [{ id: newId(), type: "note.add", roundId, noteId: newId(), text: "Vi ringer" }],
    },
    { type: "do", commands: [{ id: newId(), type: "vote.cast", roundId, optionId: newId(), dots: 1 }] },
    { type: "do", commands: [{ id: newId(), type: "wall.move", noteIds: [newId()], clusterId: null }] },
    { type: "do", commands: [{ id: newId(), type: "stage.go", stageId: newId(), roundId }] },
    { type: "do", commands: [{ id: newId(), type: "meeting.close" }] },
    { type: "draft", roundId, place: "note", content: "halvt" },
    { type: "writing", roundId, isWriting: true },
    { type: "done", roundId, isDone: true },
    { type: "hello", as: "seat", token: "x" },
    { type: "ping" },
  ];
  const isFrame = fc.record({
    which: fc.nat(),
    at: fc.nat(40),
    by: isOddValue,
    raw: fc.option(
      fc.oneof(fc.string({ unit: "binary", maxLength: 400 }), fc.constant("{"), fc.constant("")),
      {
        freq: 6,
      },
    ),
  });
  const rooms = [JSON.stringify(karen.room().meeting)];
  let broken = 0;
  let seat = anna;
  for (const [index, { which, at, by, raw }] of fc
    .sample(isFrame, { numRuns: framesPerTest, seed: 11 })
    .entries()) {
    // Nobody may send more than a hundred at once: a new phone takes over.
    if (index % 100 === 99) {
      await seat.close();
      seat = await unit.joined(code, [`Deltager ${index}`]);
    }
    const frame = corrupted(wellMeant[which % wellMeant.length], at, by);
    seat.send(raw ?? JSON.stringify(frame));
    broken++;
  }
  expect(broken).toBe(framesPerTest);
  // What was well-meant after all of it is taken in, and seen by the leader.
  const text = "Her er vi stadig";
  expect(await seat.act({ type: "note.add", roundId, noteId: newId(), text })).toBe("saved");
  expect(karen.socket.readyState).toBe(karen.socket.OPEN);
  expect(JSON.stringify(karen.room().meeting)).toBe(rooms[0]);
  const isFault = (frame: FromServer) => frame.type === "refused" && frame.reason === "fault";
  expect([...anna.frames, ...seat.frames].filter(isFault)).toEqual([]);
  const refusals = [...anna.frames, ...seat.frames].filter((frame) => frame.type === "refused");
  expect(refusals.length).toBeGreaterThan(50);
  for (const refusal of refusals) expect(refusal).toMatchObject({ message: expect.stringMatching(/\p{L}/u) });
});

test("a frame of bytes is refused; one that is too large ends the socket, and nobody else's", async () => {
  const { anna, karen, code, roundId } = await underWay();
  anna.socket.send(Buffer.from([1, 2, 3]));
  await anna.seen((frame) => frame.type === "refused" && frame.reason === "unreadable");
  const bo = await unit.joined(code, ["Bo"]);
  const ended = once(bo.socket, "close");
  bo.send(JSON.stringify({ type: "draft", roundId, place: "note", content: "x".repeat(400_000) }));
  expect((await ended)[0]).toBe(1009);
  expect(await anna.act({ type: "note.add", roundId, noteId: newId(), text: "Jeg er her" })).toBe("saved");
  expect(karen.socket.readyState).toBe(karen.socket.OPEN);
});

test("who sends too fast is told so and sent away; what she sends after that is not taken in", async () => {
  const { anna, karen, roundId } = await underWay();
  const ended = once(anna.socket, "close");
  const last = newId();
  for (let count = 0; count < 400; count++) anna.send({ type: "ping" });
  anna.send({
    type: "do",
    commands: [{ id: last, type: "note.add", roundId, noteId: newId(), text: "For sent" }],
  });
  await anna.seen((frame) => frame.type === "bye" && frame.reason === "tooFast");
  await ended;
  expect(anna.frames.filter((frame) => frame.type === "bye")).toHaveLength(1);
  expect(anna.frames.some((frame) => frame.type === "yours" && frame.ack?.includes(last))).toBe(false);
  expect(karen.room().rounds[roundId]!.noteCount).toBe(0);
});

test("what belongs to another meeting is not there, whoever asks", async () => {
  const one = await underWay();
  const other = await underWay();
  const noteId = newId();
  await other.anna.act({ type: "note.add", roundId: other.roundId, noteId, text: "Fra et andet møde" });
  const tries = [
    { type: "note.add", roundId: other.roundId, noteId: newId(), text: "Herind" },
    { type: "note.withdraw", noteId },
    { type: "note.change", noteId, changes: [{ field: "text", was: "Fra et andet møde", value: "Ændret" }] },
    { type: "note.agree", noteId, agrees: true },
  ] as const;
  for (const body of tries) {
    const change = "changes" in body ? { ...body, changes: [...body.changes] } : body;
    expect(await one.anna.act(change)).not.toBe("saved");
  }
  expect(await one.karen.act({ type: "round.reveal", roundId: other.roundId })).not.toBe("saved");
  expect(await one.karen.act({ type: "note.takeAlong", noteId, isTakenAlong: true })).not.toBe("saved");
  await other.karen.act({ type: "round.reveal", roundId: other.roundId });
  await other.anna.seen((frame) => frame.type === "changes" && frame.set.notes?.[noteId]);
  expect(other.anna.room().notes[noteId]).toMatchObject({ text: "Fra et andet møde", agrees: 0 });
});

test("while one of them does all of it at once, her neighbour still gets everything, in order and once", {
  timeout: 60_000,
}, async () => {
  const { code, karen, roundId, anna } = await underWay();
  const [neighbour, bo] = [await unit.joined(code, ["Nabo"]), await unit.joined(code, ["Bo"])];
  await karen.act({ type: "round.reveal", roundId });
  const texts = Array.from({ length: 60 }, (_, count) => `Vi ringer tilbage ${count}`);
  const storms = [
    // Floods, until she is sent away; again with a new connection.
    async () => {
      for (let visit = 0; visit < 3; visit++) {
        const flood = await unit.socket({ as: "seat", token: anna.token });
        await flood.welcome();
        for (let count = 0; count < 200; count++) flood.send({ type: "writing", roundId, isWriting: true });
        await flood.seen((frame) => frame.type === "bye");
      }
    },
    // Frames that are too large, one after another.
    async () => {
      for (let visit = 0; visit < 3; visit++) {
        const large = await unit.socket({ as: "seat", token: anna.token });
        await large.welcome();
        const ended = once(large.socket, "close");
        large.send("x".repeat(300_000));
        expect((await ended)[0]).toBe(1009);
      }
    },
    // No text, no frame, nothing that ends.
    async () => {
      const raw = await unit.socket({ as: "seat", token: anna.token });
      await raw.welcome();
      const ended = once(raw.socket, "close");
      const { _socket: wire } = raw.socket as unknown as { _socket: import("node:net").Socket };
      wire.write(Buffer.from([0xff, 0xff, 0x00, 0x12, 0x34]));
      await ended;
    },
    // Ids that are somebody else's, or have a meaning in the language.
    async () => {
      for (const id of ["__proto__", "constructor", "toString", "meeting"]) {
        const answer = await bo.act({ type: "note.agree", noteId: id, agrees: true });
        expect(["unreadable", "notThere"]).toContain(answer);
        expect(await bo.act({ type: "seat.rename", seatId: neighbour.seatId, names: ["Hugo"] })).toBe(
          "notThere",
        );
        expect(await bo.act({ type: "seat.remove", seatId: neighbour.seatId })).toBe("notLeading");
      }
    },
  ];
  await Promise.all([
    ...storms.map((storm) => storm()),
    (async () => {
      for (const text of texts)
        expect(await neighbour.act({ type: "note.add", roundId, noteId: newId(), text })).toBe("saved");
    })(),
  ]);
  await karen.seen(() => Object.keys(karen.room().notes).length === texts.length);
  for (const { frames } of [karen, neighbour]) {
    const seqs = frames.flatMap((frame) => (frame.type === "changes" ? frame.seq : []));
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
  }
  // Answers that come once all are shown hang where the lot has it; that they came in their order the numbers above say.
  const shown = Object.values(karen.room().notes).map(({ text }) => text);
  expect(shown.sort()).toEqual([...texts].sort());
  expect(karen.room().seats[neighbour.seatId]!.names).toEqual(["Nabo"]);
  expect(neighbour.socket.readyState).toBe(neighbour.socket.OPEN);
});

test("scripts, text that turns its direction and ten thousand emoji are text, or refused: in views, minutes and documents", async () => {
  const { id, karen, anna, roundId } = await underWay();
  await karen.act({ type: "round.reveal", roundId });
  const odd = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</w:t></w:r><w:p/>&#0; ]]> <?xml?>",
    "\u202Enet vendes om\u202C \u2066og\u2069 \u200Fher",
    "👩‍👩‍👧‍👦".repeat(180),
    `e${"\u0301".repeat(1900)}`,
    '=HYPERLINK("https://example.org";"tryk")',
  ];
  for (const text of odd) {
    const noteId = newId();
    expect(await anna.act({ type: "note.add", roundId, noteId, text })).toBe("saved");
    await karen.act({ type: "note.takeAlong", noteId, isTakenAlong: true });
  }
  const emoji = "😀".repeat(10_000);
  expect(await anna.act({ type: "note.add", roundId, noteId: newId(), text: emoji })).toBe("unreadable");
  expect(await anna.act({ type: "seat.rename", seatId: anna.seatId, names: [emoji] })).toBe("unreadable");
  await karen.seen(() => Object.keys(karen.room().notes).length === odd.length);
  expect(new Set(Object.values(karen.room().notes).map(({ text }) => text))).toEqual(new Set(odd));
  const minutes = await unit.leader("GET", `/api/thread/meetings/${id}/minutes`);
  expect(minutes.status).toBe(200);
  const document = await unit.leader("GET", `/api/thread/meetings/${id}/minutes.docx`);
  expect(document.status).toBe(200);
  const { texts } = readWord(document.bytes);
  for (const text of odd.filter((each) => !each.startsWith("</w:t>")))
    expect(texts.join("\n")).toContain(text);
});
