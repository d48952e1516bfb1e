// One meeting under way: everybody is connected, some write, and each note is validated, committed and shown to all.
// Beside it a bare ws server that sends the same bytes on and keeps nothing, and the same with one insert for each note.
// Load and server are processes apart.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Delivered, Task } from "./live/load.ts";
import { type Measure, median, rounded } from "./measure.ts";

const sizes = [
  { participants: 50, writers: 50, notesPerSecond: 50 },
  { participants: 200, writers: 200, notesPerSecond: 100 },
  { participants: 500, writers: 250, notesPerSecond: 100 },
];
const seconds = 10;
const rounds = 3;
const started = (file: string, ...args: string[]) => fork(join(import.meta.dirname, "live", file), args);

async function ask<T>(child: ChildProcess, question?: object | string): Promise<T> {
  const answer = once(child, "message");
  if (question !== undefined) child.send(question);
  return (await answer)[0] as T;
}

type Ready = { url: string; hellos?: unknown[]; roundId?: string };
type Cpu = { user: number; system: number };

async function measured(server: ChildProcess, size: (typeof sizes)[number]) {
  const { url, roundId = "round", hellos } = await ask<Ready>(server);
  const load = started("load.ts");
  const all = hellos ?? Array.from({ length: size.participants }, () => ({ type: "hello" }));
  const task: Task = { url, roundId, hellos: all, seconds, ...size };
  await ask<"ready">(load, task);
  const before = await ask<Cpu>(server, "cpu");
  const { times, missing, doubled } = await ask<Delivered>(load, "go");
  const after = await ask<Cpu>(server, "cpu");
  load.kill();
  const sorted = times.sort((a, b) => a - b);
  const cpu = (after.user + after.system - before.user - before.system) / 1000;
  return { p99: sorted[Math.floor(sorted.length * 0.99)]!, cpu, missing, doubled };
}

/** A server of its own process, from its start to its end. */
async function alone(size: (typeof sizes)[number], file: string, ...args: string[]) {
  const server = started(file, ...args);
  const result = await measured(server, size);
  server.send("stop");
  await once(server, "exit");
  return result;
}

/** One after the other, in turn: what else the machine does in the meantime falls on all three. */
const inTurn = async (size: (typeof sizes)[number]) => ({
  bare: await alone(size, "bare.ts"),
  keeping: await alone(size, "bare.ts", "keeping"),
  ours: await alone(size, "ours.ts", String(size.participants)),
});

export async function run(): Promise<Measure[]> {
  const measures: Measure[] = [];
  for (const size of sizes) {
    const turns: Awaited<ReturnType<typeof inTurn>>[] = [];
    for (let round = 0; round < rounds; round++) turns.push(await inTurn(size));
    const of = (pick: (turn: (typeof turns)[number]) => number) => median(turns.map(pick));
    const { participants, writers, notesPerSecond } = size;
    const called = `${participants} participants, ${notesPerSecond} notes/s`;
    const counts = { participants, writers, notesPerSecond, seconds, rounds };
    const wrong = turns.reduce((sum, { ours }) => sum + ours.missing + ours.doubled, 0);
    const ratio = rounded(of(({ ours, bare }) => ours.p99 / bare.p99));
    const cpuRatio = rounded(of(({ ours, bare }) => ours.cpu / bare.cpu));
    const [oursCpu, bareCpu] = [of(({ ours }) => ours.cpu), of(({ bare }) => bare.cpu)];
    measures.push(
      {
        ...{ what: `p99 to the last of ${called}`, value: rounded(of(({ ours }) => ours.p99)), unit: "ms" },
        ...{ beside: rounded(of(({ bare }) => bare.p99)), ratio, must: "≤ 1.5 × bare" },
        ...{ holds: ratio <= 1.5, sizes: counts },
      },
      {
        ...{ what: `server CPU, ${called}`, value: rounded(oursCpu, 0), unit: "ms" },
        ...{ beside: rounded(bareCpu, 0), ratio: cpuRatio, must: "≤ 1.5 × bare" },
        ...{ holds: cpuRatio <= 1.5, sizes: counts },
      },
      {
        // What the disk alone asks for: no server that keeps what it acknowledges is quicker than this.
        ...{ what: `p99, bare with one insert each, ${called}`, unit: "ms" },
        ...{ value: rounded(of(({ keeping }) => keeping.p99)), beside: rounded(of(({ bare }) => bare.p99)) },
        ratio: rounded(of(({ keeping, bare }) => keeping.p99 / bare.p99)),
        ...{ must: "for orientation", holds: true, sizes: counts },
      },
      {
        ...{ what: `not delivered exactly once, ${called}`, value: wrong, unit: "notes" },
        ...{ beside: null, ratio: null, must: "0", holds: wrong === 0, sizes: counts },
      },
    );
  }
  return measures;
}
