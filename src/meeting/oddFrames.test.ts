import { once } from "node:events";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
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
