import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { encodeFrame } from "./frame.ts";

test("a browser reads what was framed, at every length where the header changes and with letters of several bytes, and of parts", async () => {
  const texts = [0, 1, 125, 126, 127, 65_535, 65_536, 200_000].map((length) => "a".repeat(length));
  texts.push("ø".repeat(63), "🙂".repeat(20_000));
  const all = [...texts, `ø${"æ".repeat(100)}å`];
  const server = createServer();
  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) =>
    sockets.handleUpgrade(request, socket, head, () => {
      for (const text of texts) socket.write(encodeFrame(text));
      socket.write(encodeFrame("ø", Buffer.from("æ".repeat(100)), "å"));
    }),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const read: string[] = [];
  await new Promise<void>((done, fail) => {
    client.on("error", fail);
    client.on("message", (data) => {
      read.push(String(data));
      if (read.length === all.length) done();
    });
  });
  expect(read).toEqual(all);
  client.terminate();
  server.close();
});
