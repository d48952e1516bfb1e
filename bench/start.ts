// npm start with everything installed, to the first page served; beside it Node and the embedded PostgreSQL alone.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Measure, median, rounded } from "./measure.ts";

const rounds = 5;
const root = join(import.meta.dirname, "..");

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

async function untilServed(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const isServed = await fetch(url).then(
      (response) => response.text().then(() => response.ok),
      () => false,
    );
    if (isServed) return;
    await pause(5);
  }
  throw new Error(`ended before it served ${url}`);
}

/** Starts, waits for the page, measures, stops. Time in milliseconds. */
async function timed(command: string, args: string[], dataDir: string) {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(command, args, {
    cwd: root,
    detached: true,
    stdio: "ignore",
    env: { ...process.env, PORT: String(port), HOST: "127.0.0.1", DATA_DIR: dataDir, LOG_LEVEL: "error" },
  });
  await untilServed(`http://127.0.0.1:${port}/`, child);
  const time = performance.now() - started;
  const holder = Number(readFileSync(join(dataDir, "udlev.pid"), "utf8").split(" ")[0]);
  const exited = once(child, "exit");
  const memory = await idleMemory(holder);
  process.kill(-child.pid!, "SIGTERM");
  await exited;
  return { time, memory };
}

/** The server's own memory in megabytes once it has come to rest, without the database; null where /proc is missing. */
async function idleMemory(pid: number): Promise<number | null> {
  await pause(1500);
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1]) / 1024;
  } catch {
    return null;
  }
}

const bare = `
  const { startEmbedded } = await import(${JSON.stringify(join(root, "src/platform/database/embedded.ts"))});
  const embedded = await startEmbedded(process.env.DATA_DIR);
  const { createServer } = await import("node:http");
  createServer((_, response) => response.end("ok")).listen(Number(process.env.PORT), "127.0.0.1");
  process.on("SIGTERM", () => embedded.stop().then(() => process.exit(0)));`;

export async function run(): Promise<Measure[]> {
  const folder = mkdtempSync(join(tmpdir(), "udlev-bench-"));
  chmodSync(folder, 0o711);
  const ours = () => timed("npm", ["start", "--silent"], join(folder, "ours"));
  const limit = () => timed(process.execPath, ["--input-type=module", "-e", bare], join(folder, "bare"));
  try {
    // The first start makes the database; it is not what is measured.
    await ours();
    await limit();
    const times: number[] = [];
    const besides: number[] = [];
    const memories: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const { time, memory } = await ours();
      times.push(time);
      if (memory !== null) memories.push(memory);
      besides.push((await limit()).time);
    }
    const [value, beside, memory] = [median(times), median(besides), median(memories)];
    const sizes = { rounds };
    return [
      {
        what: "npm start to the first page",
        value: rounded(value, 0),
        unit: "ms",
        beside: rounded(beside, 0),
        ratio: rounded(value / beside),
        must: "≤ 2 × bare",
        holds: value <= 2 * beside,
        sizes,
      },
      {
        what: "memory at rest, without the database",
        value: rounded(memory, 0),
        unit: "MB",
        beside: null,
        ratio: null,
        must: "≤ 200 MB",
        holds: !(memory > 200),
        sizes,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
