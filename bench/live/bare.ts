// The limit: a server that sends on what it is sent, one frame per turn of the loop, and keeps nothing. With "keeping",
// what PostgreSQL costs beside that and nothing else: one insert, on the disk, before anything is sent on.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { startThrowaway } from "#platform/database/embedded.ts";
import { makePool } from "#platform/database/pool.ts";
import { asInTheProduct } from "./settings.ts";

const isKeeping = process.argv[2] === "keeping";
const embedded = isKeeping ? await startThrowaway({ settings: asInTheProduct }) : null;
const pool = embedded && makePool(embedded.url, () => undefined, 10);
await pool?.query("create table note (id bigserial primary key, content jsonb)");

const http = createServer();
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
const all = new Set<WebSocket>();
let waiting: string[] = [];
let seq = 0;

async function sendOn(): Promise<void> {
  // As many bytes as the meeting's own frame has, and made once for everybody.
  const notes = `[${waiting.join()}]`;
  waiting = [];
  await pool?.query({ name: "keep", text: "insert into note (content) values ($1)", values: [notes] });
  const frame = `{"type":"changes","seq":${++seq},"set":${notes}}`;
  for (const each of all) each.send(frame);
}

sockets.on("connection", (socket) => {
  socket.on("message", (data) => {
    const text = String(data);
    if (text.startsWith('{"type":"hello"')) {
      all.add(socket);
      return socket.send('{"type":"welcome"}');
    }
    if (waiting.length === 0) setImmediate(() => void sendOn());
    // A note with as many bytes as ours has, anything else as it came.
    const note = /"text":"([^"]*)"/.exec(text)?.[1];
    waiting.push(note ? `{"text":"${note}","filler":"${"x".repeat(640)}"}` : text);
  });
  socket.on("close", () => all.delete(socket));
});
http.listen(0, "127.0.0.1", () => {
  const { port } = http.address() as AddressInfo;
  process.send!({ url: `ws://127.0.0.1:${port}` });
});
process.on("message", async (message) => {
  if (message !== "stop") return void process.send!(process.cpuUsage());
  await pool?.end();
  await embedded?.stop();
  process.exit(0);
});
