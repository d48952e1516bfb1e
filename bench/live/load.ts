// Participants who write for some seconds, in a process of their own: some of them write, all wait for everything.
// Told by IPC where and how much; says when all are connected and the server is warm, waits to be told to go, and
// answers with how long each note took until the last participant had it.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { crowd, noteReader } from "./crowd.ts";

export type Task = {
  url: string;
  hellos: unknown[];
  writers: number;
  notesPerSecond: number;
  seconds: number;
  roundId: string;
};
/** Milliseconds from the sending of each note until the last participant had it. */
export type Delivered = { times: number[]; missing: number; doubled: number };

/** Notes with which the server warms up, and how many a second: what it is known to carry. */
const warmNotes = 450;
const warmPerSecond = 150;

async function run({ url, hellos, writers, notesPerSecond, seconds, roundId }: Task): Promise<Delivered> {
  const total = notesPerSecond * seconds;
  const sentAt = new Float64Array(total);
  const lastAt = new Float64Array(total);
  const received = new Uint32Array(total);
  const numbersIn = noteReader();
  let isRunning = false;
  let all = 0;
  const { sockets, leave } = await crowd(url, hellos, (frame) => {
    if (!isRunning) return;
    const now = performance.now();
    for (const number of numbersIn(frame)) {
      all++;
      received[number]!++;
      lastAt[number] = now;
    }
  });
  const write = (number: number, text: string) => {
    const command = { id: randomUUID(), type: "note.add", roundId, noteId: randomUUID(), text };
    sockets[number % writers]!.send(JSON.stringify({ type: "do", commands: [command] }));
  };
  // A server that has just started compiles its code as it goes: what is measured is one that is under way.
  for (let number = 0; number < warmNotes; number++) {
    write(number, `warm ${number}`);
    await pause(1000 / warmPerSecond);
  }
  const go = once(process, "message");
  process.send!("ready");
  await go;
  isRunning = true;
  const start = performance.now();
  for (let number = 0; number < total; number++) {
    const due = start + (number * 1000) / notesPerSecond;
    const wait = due - performance.now();
    if (wait > 1) await pause(wait);
    sentAt[number] = performance.now();
    write(number, `n${number} Vi ringer tilbage samme dag og siger, hvem der har sagen nu`);
  }
  const end = performance.now() + 10_000;
  while (all < total * hellos.length && performance.now() < end) await pause(20);
  leave();
  return {
    times: [...lastAt].map((last, number) =>
      last === 0 ? Number.POSITIVE_INFINITY : last - sentAt[number]!,
    ),
    missing: received.reduce((sum, count) => sum + Math.max(0, hellos.length - count), 0),
    doubled: received.reduce((sum, count) => sum + Math.max(0, count - hellos.length), 0),
  };
}

process.once("message", async (task: Task) => process.send!(await run(task)));
