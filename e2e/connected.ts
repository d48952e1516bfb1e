import { WebSocket } from "ws";
import { type Connection, connect, type Unsent } from "#meeting/connection.ts";
import { until } from "./until.ts";

/** A view of a meeting without its page: the same connection that phones and the console have. */
export async function connected(
  baseUrl: string,
  hello: Parameters<typeof connect>[0]["hello"],
  cookie?: string,
): Promise<Connection> {
  const headers = { origin: baseUrl, ...(cookie ? { cookie } : {}) };
  const connection = connect({
    ...{ url: `${baseUrl.replace("http", "ws")}/api/meeting/live`, hello, storage: null },
    makeSocket: (url) => {
      const socket = new WebSocket(url, { headers });
      // That it failed is said by its closing; outside a browser the error alone would end the process.
      socket.on("error", () => {});
      return socket as unknown as globalThis.WebSocket;
    },
  });
  await until("the room", () => connection.snapshot().status === "open");
  return connection;
}

/** Until it is committed; fails with the reason where the rules say no. */
export async function does(connection: Connection, command: Unsent): Promise<void> {
  const id = connection.send(command);
  await until(command.type, () => {
    const refused = connection.snapshot().refusals[id];
    if (refused) throw new Error(`${command.type}: ${refused.reason}`);
    return connection.snapshot().waiting.every((each) => each.id !== id);
  });
}
