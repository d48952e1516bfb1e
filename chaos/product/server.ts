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

/** One of the product's commands (backup, restore), as npm runs it; what it says. It fails as the command does. */
export async function runTask(args: string[], env: Record<string, string>): Promise<string> {
  const own = spawn(process.execPath, [join(root, outDir, "main.js"), ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: "error", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  own.stdout.on("data", (part) => {
    said += part;
  });
  const [code] = await once(own, "close");
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}: ${said}`);
  return said;
}

/** On a database that it starts itself (DATA_DIR) or on one that outlives it (DATABASE_URL), as `env` says. */
export async function makeServer(env: Record<string, string>) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let server: ChildProcess | null = null;

  /** Resolves when it answers; without `waits` as soon as it has been told to start. */
  async function start(waits = true): Promise<void> {
    const own = spawn(process.execPath, [join(root, outDir, "main.js")], {
      cwd: root,
      env: {
        ...{ PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: "error" },
        ...{ PORT: String(port), BASE_URL: url, ...env },
      },
      stdio: ["ignore", "ignore", "inherit"],
    });
    server = own;
    while (waits) {
      const isReady = await fetch(`${url}/readyz`).then(
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

  return { url, port, start, end };
}
export type Server = Awaited<ReturnType<typeof makeServer>>;
