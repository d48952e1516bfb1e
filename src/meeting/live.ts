/** The door to the meetings: sockets are let in from our own pages, watched, and let go when the server stops. */
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Config } from "#platform/config.ts";
import { makeDrafts } from "./drafts.ts";
import { type Beside, type GuestParts, welcome } from "./guest.ts";
import type { Meeting } from "./loop.ts";
import { makePresence } from "./presence.ts";

export const livePath = "/api/meeting/live";
const heartbeat = 20_000;
const largestFrame = 256 * 1024;

type Parts = GuestParts & { config: Pick<Config, "baseUrl"> };

export function attachLive(server: Server, parts: Parts) {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestFrame });
  const alive = new WeakSet<WebSocket>();
  const besides = new WeakMap<Meeting, Beside>();
  const besideOf = (meeting: Meeting): Beside => {
    const known = besides.get(meeting) ?? {
      ...{ presence: makePresence(meeting), drafts: makeDrafts(parts.db, meeting), pages: new Map() },
    };
    besides.set(meeting, known);
    return known;
  };

  /** Another site's page must not speak with the cookie of somebody who happens to be signed in here. */
  function isOurs(request: IncomingMessage): boolean {
    const { origin, host } = request.headers;
    return (
      origin === undefined || [`http://${host}`, `https://${host}`, parts.config.baseUrl].includes(origin)
    );
  }

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.split("?")[0] !== livePath) return;
    if (!isOurs(request)) return void socket.end("HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n");
    sockets.handleUpgrade(request, socket, head, (opened) => {
      opened.on("pong", () => alive.add(opened));
      alive.add(opened);
      welcome(opened, socket, request, parts, besideOf);
    });
  };
  server.on("upgrade", onUpgrade);

  const beat = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!alive.has(socket)) socket.terminate();
      alive.delete(socket);
      socket.ping();
    }
    void parts.hall.rest();
  }, heartbeat);
  beat.unref();

  return {
    close(): void {
      clearInterval(beat);
      server.off("upgrade", onUpgrade);
      for (const socket of sockets.clients) socket.close(1001, "the server stops");
      sockets.close();
    },
  };
}
