import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { WebSocket } from "ws";
import { inOrganisation } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import type { Logger } from "#platform/logger.ts";
import { testServer } from "../../testing/server.ts";
import { attachLive } from "../live.ts";
import type { Command } from "../model/command.ts";
import type { FromServer, Hello } from "../model/frames.ts";
import { applyPatch, emptyRoom, type Room } from "../model/room.ts";

export type Body = Command extends infer Each ? (Each extends Command ? Omit<Each, "id"> : never) : never;

/** The whole server on a port, with a planned meeting of a unit, and sockets to come in with. */
export async function meetingUnit(logger?: Logger) {
  const server = await testServer(logger);
  const { leader, unitId } = await server.firstLeader();
  const organisationId: string = (await leader("GET", "/api/organisation/session")).body.organisation.id;
  const journeyId: string = (await leader("POST", "/api/guide/journeys", { unitId })).body.id;
  const parts = {
    ...{
      db: server.db,
      pool: server.pool,
      config: server.config,
      identity: server.identity,
      hall: server.hall,
    },
    ...{ logger: server.logger, now: () => new Date() },
  };
  const http: Server = createServer(getRequestListener(server.app.fetch));
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const live = attachLive(http, parts);
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  let count = 0;

  /** A meeting as a plan leaves it, with people invited whose personal key is their name. */
  async function plan(invited: string[] = []): Promise<{ id: string; code: string }> {
    const id = newId();
    const code = `TEST${++count}`;
    await inOrganisation(server.db, organisationId, async (tx) => {
      await tx
        .insertInto("meeting")
        .values({ organisationId, id, unitId, journeyId, title: "Sådan gør vi", joinCode: code })
        .execute();
      for (const name of invited)
        await tx
          .insertInto("participant")
          .values({
            ...{ organisationId, id: newId(), meetingId: id, name, email: `${name}@nordvarme.example` },
            keyHash: createHash("sha256").update(`${code} ${name}`).digest(),
          })
          .execute();
    });
    return { id, code };
  }

  /** Somebody's socket: says hello, and keeps the room as a view does. */
  async function socket(hello: Omit<Hello, "type">, headers: Record<string, string> = {}, at = origin) {
    const opened = new WebSocket(`${at.replace("http", "ws")}/api/meeting/live`, { headers });
    const frames: FromServer[] = [];
    const bytes: string[] = [];
    let room: Room = emptyRoom();
    opened.on("message", (data) => {
      bytes.push(String(data));
      const frame = JSON.parse(String(data)) as FromServer;
      frames.push(frame);
      if (frame.type === "welcome") room = applyPatch(frame.room, frame.yours);
      if (frame.type === "changes") room = applyPatch(room, frame.set);
      if (frame.type === "yours" && frame.set) room = applyPatch(room, frame.set);
    });
    await once(opened, "open");
    const send = (frame: unknown) => opened.send(typeof frame === "string" ? frame : JSON.stringify(frame));
    send({ type: "hello", ...hello });
    const seen = async <T>(find: (frame: FromServer) => T | undefined | false | null): Promise<T> => {
      const end = Date.now() + 10_000;
      for (;;) {
        for (const frame of frames) {
          const found = find(frame);
          if (found) return found;
        }
        if (Date.now() > end) throw new Error(`waited in vain; last: ${bytes.at(-1)?.slice(0, 300)}`);
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    /** Until the server has said that it is committed, or why not. */
    async function act(command: Body, id: string = newId()): Promise<string> {
      send({ type: "do", commands: [{ id, ...command }] });
      return seen((frame) => {
        if (frame.type === "refused" && frame.id === id) return frame.reason;
        return frame.type === "yours" && frame.ack?.includes(id) ? "saved" : null;
      });
    }
    return {
      ...{ frames, bytes, send, seen, act, socket: opened },
      room: () => room,
      welcome: () => seen((frame) => (frame.type === "welcome" ? frame : null)),
      close: async () => {
        opened.close();
        if (opened.readyState !== opened.CLOSED) await once(opened, "close");
      },
    };
  }

  /** A participant: joins by the code, then opens her socket. */
  async function joined(code: string, names: string[], key?: string) {
    const visit = server.browser();
    const { status, body } = await visit("POST", "/api/meeting/join", { code, names, key });
    if (status !== 200) throw new Error(`could not join: ${status} ${JSON.stringify(body)}`);
    const seat = await socket({ as: "seat", token: body.token });
    await seat.welcome();
    return { ...seat, seatId: body.seatId as string, token: body.token as string };
  }

  /** The leader's console (or the screen that she opens), by her session. */
  async function console(meetingId: string, as: "leader" | "screen" = "leader") {
    const cookie = leader.cookie();
    return socket({ as, meetingId }, { cookie });
  }

  return {
    ...server,
    ...{ leader, unitId, journeyId, organisationId, origin, plan, socket, joined, console, parts },
    async close() {
      live.close();
      http.close();
      http.closeAllConnections();
      await server.close();
    },
  };
}
