/** The door to the meetings: sockets are let in from our own pages, watched, and let go when the server stops. */
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Config } from "#platform/config.ts";
import { tellGroup } from "./atKeys.ts";
import { makeDrafts } from "./drafts.ts";
import { type Beside, type GuestParts, sayGoodbye, welcome } from "./guest.ts";
import type { Meeting } from "./loop.ts";
import type { NodeWord } from "./nodes.wire.ts";
import { showPages } from "./pagesTold.ts";
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
    const known = besides.get(meeting);
    if (known) return known;
    const tell = (word: NodeWord) => parts.hall.tellOthers(meeting.meetingId, word);
    const made: Beside = {
      presence: makePresence(meeting, { areThere: parts.hall.areOthers, tell }),
      ...{ drafts: makeDrafts(parts.db, meeting), pages: new Map(), tellOthers: tell },
    };
    besides.set(meeting, made);
    tell({ ask: "presence" });
    return made;
  };
  const stopListening = parts.hall.listen({
    told(meeting, node, word) {
      const beside = besides.get(meeting);
      if (!beside) return;
      if ("presence" in word) beside.presence.hear(node, word.presence);
      else if ("ask" in word) beside.presence.tellAnew();
      else if ("atKeys" in word)
        tellGroup(meeting, word.atKeys.seatId, word.atKeys.roundId, word.atKeys.place);
      else if ("removed" in word) sayGoodbye(meeting, word.removed.seatId, word.removed.locale);
      else if ("pages" in word) showPages(meeting, word.pages);
      else beside.pages.get(word.page)?.terminate();
    },
    came: (meeting) => besides.get(meeting)?.presence.tellAnew(),
    gone: (meeting, node) => besides.get(meeting)?.presence.gone(node),
  });

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
      stopListening();
      server.off("upgrade", onUpgrade);
      for (const socket of sockets.clients) socket.close(1001, "the server stops");
      sockets.close();
    },
  };
}
