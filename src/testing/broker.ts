import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

export type Broker = { url: string; close: () => Promise<void> };

/** Whether a Redis server is on this machine; where it is not, a test that needs it says so and is skipped. */
export function hasBroker(): boolean {
  const isThere = spawnSync("redis-server", ["--version"], { stdio: "ignore" }).status === 0;
  if (!isThere)
    console.log("redis-server is not on this machine: several servers by a broker are not tried.");
  return isThere;
}

/** The real one, on a port of its own, that keeps nothing. */
export async function broker(): Promise<Broker> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, "close");
  const options = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const server = spawn("redis-server", options, { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of server.stdout) if (String(line).includes("Ready to accept")) break;
  return {
    url: `redis://127.0.0.1:${port}`,
    async close() {
      const gone = once(server, "exit");
      server.kill("SIGTERM");
      await gone;
    },
  };
}
