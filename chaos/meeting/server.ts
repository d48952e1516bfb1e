/** The product as npm start runs it, in a process of its own that can be killed. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { build } from "vite";

const root = join(import.meta.dirname, "../..");
/** As deep as the one that npm start runs: it finds what stands beside its sources by the same way. */
const outDir = "dist/chaos";

export const buildServer = () =>
  build({
    root,
    configFile: join(root, "vite.server.config.ts"),
    logLevel: "error",
    build: { outDir, emptyOutDir: true },
  });

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, "close");
  return port;
}

export async function makeServer(dataDir: string) {
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  let server: ChildProcess | null = null;
  let cookie = "udlev-language=da";

  /** Resolves when it answers; without `waits` as soon as it has been told to start. */
  async function start(waits = true): Promise<void> {
    const own = spawn(process.execPath, [join(root, outDir, "main.js")], {
      cwd: root,
      env: {
        ...{ PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: dataDir, LOG_LEVEL: "error" },
        ...{ PORT: String(port), BASE_URL: baseUrl },
      },
      stdio: ["ignore", "ignore", "inherit"],
    });
    server = own;
    while (waits) {
      const isReady = await fetch(`${baseUrl}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (isReady) return;
      if (own.exitCode !== null) throw new Error(`the server ended with ${own.exitCode} while it started`);
      await pause(20);
    }
  }

  async function end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, "exit");
    server.kill(signal);
    await gone;
  }

  /** As the leader, who keeps the cookie that she is given. */
  async function ask<Answer>(path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${baseUrl}/api${path}`, {
      ...(body && { method: "POST", body: JSON.stringify(body) }),
      headers: { cookie, origin: baseUrl, "content-type": "application/json" },
    });
    for (const set of response.headers.getSetCookie()) cookie += `; ${set.split(";")[0]}`;
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Answer;
  }

  return { baseUrl, start, end, ask, cookie: () => cookie };
}
export type Server = Awaited<ReturnType<typeof makeServer>>;
