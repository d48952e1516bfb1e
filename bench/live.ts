// One meeting under way: everybody is connected, some write, and each note is validated, committed and shown to all.
// Beside it a bare ws server that sends the same bytes on and keeps nothing. Load and server are processes apart.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Delivered, Task } from "./live/load.ts";
import { type Measure, rounded } from "./measure.ts";

const sizes = [
  { participants: 50, writers: 50, notesPerSecond: 50 },
  { participants: 200, writers: 200, notesPerSecond: 100 },
  { participants: 500, writers: 250, notesPerSecond: 100 },
];
const seconds = 10;
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
  const before = await ask<Cpu>(server, "cpu");
  const task: Task = { url, roundId, hellos: all, seconds, ...size };
  const { times, missing, doubled } = await ask<Delivered>(load, task);
  const after = await ask<Cpu>(server, "cpu");
  load.kill();
  const sorted = times.sort((a, b) => a - b);
  const cpu = (after.user + after.system - before.user - before.system) / 1000;
  return { p99: sorted[Math.floor(sorted.length * 0.99)]!, cpu, missing, doubled };
}

export async function run(): Promise<Measure[]> {
  const measures: Measure[] = [];
  for (const size of sizes) {
    const bareServer = started("bare.ts");
    const bare = await measured(bareServer, size);
    bareServer.kill();
    const server = started("ours.ts", String(size.participants));
    const ours = await measured(server, size);
    server.send("stop");
    await once(server, "exit");
    const { participants, writers, notesPerSecond } = size;
    const called = `${participants} participants, ${notesPerSecond} notes/s`;
    const counts = { participants, writers, notesPerSecond, seconds };
    const wrong = ours.missing + ours.doubled;
    const ratio = rounded(ours.p99 / bare.p99);
    const cpuRatio = rounded(ours.cpu / bare.cpu);
    measures.push(
      {
        ...{ what: `p99 to the last of ${called}`, value: rounded(ours.p99), unit: "ms" },
        ...{ beside: rounded(bare.p99), ratio, must: "≤ 1.5 × bare", holds: ratio <= 1.5, sizes: counts },
      },
      {
        ...{ what: `server CPU, ${called}`, value: rounded(ours.cpu, 0), unit: "ms" },
        ...{ beside: rounded(bare.cpu, 0), ratio: cpuRatio, must: "≤ 1.5 × bare" },
        ...{ holds: cpuRatio <= 1.5, sizes: counts },
      },
      {
        ...{ what: `not delivered exactly once, ${called}`, value: wrong, unit: "notes" },
        ...{ beside: null, ratio: null, must: "0", holds: wrong === 0, sizes: counts },
      },
    );
  }
  return measures;
}
