// The limit: a server that sends on what it is sent, one frame per turn of the loop, and keeps nothing.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

const http = createServer();
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
const all = new Set<WebSocket>();
let waiting: string[] = [];
sockets.on("connection", (socket) => {
  socket.on("message", (data) => {
    const text = String(data);
    if (text.startsWith('{"type":"hello"')) {
      all.add(socket);
      return socket.send('{"type":"welcome"}');
    }
    if (waiting.length === 0)
      setImmediate(() => {
        // As many bytes as the meeting's own frame has, and made once for everybody.
        const frame = `{"type":"changes","seq":1,"set":[${waiting.join()}]}`;
        waiting = [];
        for (const each of all) each.send(frame);
      });
    const [, note] = /"text":"([^"]*)"/.exec(text)!;
    waiting.push(`{"text":"${note}","filler":"${"x".repeat(640)}"}`);
  });
  socket.on("close", () => all.delete(socket));
});
http.listen(0, "127.0.0.1", () => {
  const { port } = http.address() as AddressInfo;
  process.send!({ url: `ws://127.0.0.1:${port}` });
});
process.on("message", () => process.send!(process.cpuUsage()));
