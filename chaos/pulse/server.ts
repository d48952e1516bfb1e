import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { build } from "vite";

const root = join(import.meta.dirname, "../..");
/** As deep as the one that npm start runs: it finds what stands beside its sources by the same way. */
const outDir = "dist/chaos-pulse";

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, "close");
  return port;
}

/** The product in a process of its own, on a database and a mail server that outlive it. */
export async function makeServer(env: Record<string, string>) {
  await build({
    root,
    configFile: join(root, "vite.server.config.ts"),
    logLevel: "error",
    build: { outDir, emptyOutDir: true },
  });
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;

  async function start(): Promise<void> {
    server = spawn(process.execPath, [join(root, outDir, "main.js")], {
      cwd: root,
      env: {
        ...{ PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: "error" },
        ...{ ...env, PORT: String(port), BASE_URL: baseUrl },
      },
      stdio: ["ignore", "ignore", "inherit"],
    });
    for (;;) {
      const isReady = await fetch(`${baseUrl}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (isReady) return;
      if (server.exitCode !== null)
        throw new Error(`the server ended with ${server.exitCode} while it started`);
      await pause(20);
    }
  }

  async function end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, "exit");
    server.kill(signal);
    await gone;
  }

  return { baseUrl, start, kill: () => end("SIGKILL"), stop: () => end("SIGTERM") };
}
