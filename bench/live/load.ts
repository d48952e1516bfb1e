// Participants of a meeting, in a process of their own: some of them write, all of them wait for everything.
// Told by IPC where and how much; says when all are connected and the server is warm, waits to be told to go, and
// answers with how long each note took until the last participant had it.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { WebSocket } from "ws";

export type Task = {
  url: string;
  hellos: unknown[];
  writers: number;
  notesPerSecond: number;
  seconds: number;
  roundId: string;
};
export type Delivered = { times: number[]; missing: number; doubled: number };

const warmSeconds = 2;
const marked = /"text":"n(\d+) /g;

async function run({ url, hellos, writers, notesPerSecond, seconds, roundId }: Task): Promise<Delivered> {
  const total = notesPerSecond * seconds;
  const sentAt = new Float64Array(total);
  const lastAt = new Float64Array(total);
  const received = new Uint32Array(total);
  const sockets: WebSocket[] = [];
  let isRunning = false;
  for (const hello of hellos) {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    await once(socket, "open");
    const welcomed = once(socket, "message");
    socket.send(JSON.stringify(hello));
    await welcomed;
    socket.on("message", (data: Buffer) => {
      if (!isRunning) return;
      const frame = data.toString("latin1");
      if (!frame.startsWith('{"type":"changes"')) return;
      const now = performance.now();
      for (const [, number] of frame.matchAll(marked)) {
        received[Number(number)]!++;
        lastAt[Number(number)] = now;
      }
    });
    sockets.push(socket);
  }
  const write = (number: number, text: string) => {
    const command = { id: randomUUID(), type: "note.add", roundId, noteId: randomUUID(), text };
    sockets[number % writers]!.send(JSON.stringify({ type: "do", commands: [command] }));
  };
  // A server that has just started compiles its code as it goes: what is measured is one that is under way.
  for (let number = 0; number < notesPerSecond * warmSeconds; number++) {
    write(number, `warm ${number}`);
    await pause(1000 / notesPerSecond);
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
  while (received.some((count) => count < hellos.length) && performance.now() < end) await pause(20);
  for (const socket of sockets) socket.terminate();
  return {
    times: [...lastAt].map((last, number) => last - sentAt[number]!),
    missing: received.reduce((sum, count) => sum + Math.max(0, hellos.length - count), 0),
    doubled: received.reduce((sum, count) => sum + Math.max(0, count - hellos.length), 0),
  };
}

process.once("message", async (task: Task) => process.send!(await run(task)));
