import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** What stands before several servers: takes each connection to the next of them that answers, and keeps it there. */
export async function balancer() {
  const ports: number[] = [];
  const carried = new Map<number, Set<Socket>>();
  let turn = 0;

  function carry(client: Socket, tries = 0): void {
    if (tries === ports.length) return void client.destroy();
    const port = ports[turn++ % ports.length]!;
    const server = connect(port, "127.0.0.1");
    server.once("error", () => carry(client, tries + 1));
    server.once("connect", () => {
      server.removeAllListeners("error");
      const held = carried.get(port) ?? new Set();
      carried.set(port, held.add(client));
      client.once("close", () => held.delete(client));
      for (const [one, other] of [
        [client, server],
        [server, client],
      ] as const) {
        one.pipe(other);
        one.on("error", () => other.destroy());
        one.once("close", () => other.destroy());
      }
    });
    client.once("error", () => server.destroy());
  }

  const listening = createServer((client) => carry(client)).listen(0, "127.0.0.1");
  await once(listening, "listening");
  return {
    url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    add: (port: number) => void ports.push(port),
    /** How many connections a server holds at the moment. */
    carriedBy: (port: number) => carried.get(port)?.size ?? 0,
    close(): void {
      listening.close();
      for (const held of carried.values()) for (const client of held) client.destroy();
    },
  };
}
