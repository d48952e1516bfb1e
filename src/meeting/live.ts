/** The sockets of a meeting: who comes in, what she asks for, and what she is told. */
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Identity } from "#organisation/identity.ts";
import { viewerOfHeaders } from "#organisation/viewer.ts";
import type { Config } from "#platform/config.ts";
import { type Database, inOrganisation, inSystem } from "#platform/database/index.ts";
import type { Logger } from "#platform/logger.ts";
import { isRefusal, type Refusal } from "#platform/refusal.ts";
import { findMeeting, mayLead } from "#preparation/meeting.store.ts";
import { writeOutcome } from "./close.store.ts";
import { sendMinutesLater, undoOutcome } from "./closing.store.ts";
import { encodeFrame } from "./frame.ts";
import type { Act, Hall, Meeting, Onlooker } from "./hall.ts";
import type { Command } from "./model/command.ts";
import type { Actor } from "./model/decide.ts";
import type { DraftChange, FromServer, Hello, You } from "./model/frames.ts";
import { theMeeting } from "./model/state.ts";
import { makePresence } from "./presence.ts";
import { draftsOf, findSeat, hashOf, removeDrafts, removeSeat, saveDraft } from "./seat.store.ts";
import { text } from "./text.ts";
import type { Viewer } from "./view.ts";
import { frameSchema } from "./wire.ts";

export const livePath = "/api/meeting/live";
const kilobyte = 1024;
const heartbeat = 20_000;
const helloWithin = 10_000;
/** Presence is told at most this often: it changes with every letter that somebody writes. */
const presenceEvery = 400;
/** A view that takes nothing off is let go; it comes back and is given everything anew. */
const mostUnsent = 8 * kilobyte * kilobyte;
/** Frames at once, and how many are forgiven a second. */
const burst = 120;
const perSecond = 30;

type Parts = {
  db: Database;
  config: Pick<Config, "baseUrl">;
  identity: Identity;
  hall: Hall;
  logger: Logger;
  now: () => Date;
};
type Guest = { onlooker: Onlooker; meeting: Meeting; you: You; actor: Actor | null; keys: Set<string> };

export function attachLive(server: Server, parts: Parts) {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 256 * kilobyte });
  const presences = new Map<string, ReturnType<typeof makePresence>>();
  const told = new Map<string, ReturnType<typeof setTimeout>>();
  const presenceOf = (meetingId: string) => {
    const known = presences.get(meetingId) ?? makePresence();
    presences.set(meetingId, known);
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
    sockets.handleUpgrade(request, socket, head, (opened) => welcome(opened, socket, request));
  };
  server.on("upgrade", onUpgrade);

  function tellPresence(meeting: Meeting): void {
    if (told.has(meeting.meetingId)) return;
    const timer = setTimeout(() => {
      told.delete(meeting.meetingId);
      if (!theMeeting(meeting.state())) return;
      const presence = presenceOf(meeting.meetingId);
      const frame = (forLeader: boolean) =>
        encodeFrame(
          JSON.stringify({ type: "presence", presence: presence.read(meeting.state(), forLeader) }),
        );
      const [everybody, leaders] = [frame(false), frame(true)];
      for (const { viewer, send } of meeting.onlookers) send(viewer.as === "leader" ? leaders : everybody);
    }, presenceEvery);
    timer.unref();
    told.set(meeting.meetingId, timer);
  }

  /** Those who write in one list see who is at the keys, and where: in no other group, and only where writing is named. */
  function tellGroup(meeting: Meeting, seatId: string, roundId: string, place: string | null): void {
    const { rounds, seats } = meeting.state();
    const round = rounds.get(roundId);
    const groupId = seats.get(seatId)?.groupId;
    if (round?.kind !== "examples" || round.mode !== "named" || !groupId) return;
    const frame = encodeFrame(JSON.stringify({ type: "writes", seatId, place } satisfies FromServer));
    for (const { viewer, send } of meeting.onlookers)
      if (viewer.as === "seat" && viewer.seatId !== seatId && seats.get(viewer.seatId)?.groupId === groupId)
        send(frame);
  }

  function welcome(socket: WebSocket, wire: Duplex, request: IncomingMessage): void {
    let guest: Guest | null = null;
    let isEntering = false;
    let locale: "da" | "en" = "da";
    let isLeaving = false;
    let tokens = burst;
    let filledAt = Date.now();
    let acks: string[] = [];
    let writesAt = "";
    const say = (frame: FromServer) => write(encodeFrame(JSON.stringify(frame)));
    // Past the library's sender, which would frame the same bytes for each: nothing else is ever sent in parts.
    const write = (frame: Buffer) => {
      if (socket.readyState !== socket.OPEN) return;
      if (wire.writableLength > mostUnsent) return void socket.terminate();
      wire.write(frame);
    };
    /** What follows for her in the same turn of the loop leaves together. */
    const hold = () => {
      wire.cork();
      process.nextTick(() => wire.uncork());
    };
    const bye = (reason: Extract<FromServer, { type: "bye" }>["reason"]) => {
      isLeaving = true;
      say({ type: "bye", reason, message: text(locale)(`bye.${reason}`) });
      socket.close(4000, reason);
    };
    const refused = (id: string | null, { refusal, field, values }: Refusal) => {
      const message = text(locale)(`refusal.${refusal}` as "refusal.notThere", values);
      say({ type: "refused", id, reason: refusal, field, message, values });
    };
    const acknowledge = (id: string) => {
      if (acks.length === 0)
        queueMicrotask(() => {
          say({ type: "yours", ack: acks });
          acks = [];
        });
      acks.push(id);
    };
    const patience = setTimeout(() => guest ?? socket.close(4001, "no hello"), helloWithin);
    patience.unref();

    async function hello(frame: Hello): Promise<void> {
      locale = frame.locale ?? "da";
      const coming = await comeIn(frame, request, parts);
      if (typeof coming === "string") return bye(coming);
      const { meeting, you, actor, viewer, keys } = coming;
      const owners = you.as === "screen" ? [] : [you.as === "seat" ? you.seatId : you.personId, ...keys];
      const drafts = await inOrganisation(parts.db, meeting.organisationId, (tx) =>
        draftsOf(tx, meeting.organisationId, meeting.meetingId, owners),
      );
      const onlooker: Onlooker = { viewer, send: write, hold };
      if (socket.readyState !== socket.OPEN) return;
      guest = { onlooker, meeting, you, actor, keys };
      await meeting.enter(onlooker, { you, drafts });
      if (you.as === "seat") presenceOf(meeting.meetingId).come(you.seatId, frame.done ?? []);
      tellPresence(meeting);
    }

    async function perform({ meeting, actor, keys }: Guest, command: Command): Promise<void> {
      if (!actor) return refused(command.id, { refusal: "notLeading" });
      // A device sees what its keys wrote from the moment it has them.
      if ("key" in command && command.key) keys.add(hashOf(command.key));
      if ("pass" in command && command.pass) keys.add(hashOf(command.pass));
      const result = await meeting.command(command, actor, alongside(meeting, command, parts.now));
      if (isRefusal(result)) return refused(command.id, result);
      if (command.type === "pass.take") {
        const pass = meeting.handOutPass(command.roundId, command.id, result.isRepeated === true);
        if (pass) {
          keys.add(hashOf(pass));
          say({ type: "yours", passes: { [command.roundId]: pass } });
        }
      }
      acknowledge(command.id);
      if (command.type === "stage.go" || command.type.startsWith("round.")) tellPresence(meeting);
      if (command.type === "seat.remove") {
        for (const other of [...meeting.onlookers])
          if (other.viewer.as === "seat" && other.viewer.seatId === command.seatId)
            other.send(
              encodeFrame(
                JSON.stringify({ type: "bye", reason: "removed", message: text(locale)("bye.removed") }),
              ),
            );
        tellPresence(meeting);
      }
    }

    async function draft({ meeting, you, keys }: Guest, change: DraftChange): Promise<void> {
      if (you.as === "screen" || theMeeting(meeting.state()).state === "closed") return;
      const { organisationId, meetingId } = meeting;
      const isNotStored = meeting.state().rounds.get(change.roundId)?.mode === "notStored";
      // Where nobody may know who writes, not even a draft knows it: no key, no draft.
      if (isNotStored && !change.key) return;
      const owner = isNotStored ? hashOf(change.key!) : you.as === "seat" ? you.seatId : you.personId;
      if (isNotStored) keys.add(owner);
      await inOrganisation(parts.db, organisationId, (tx) =>
        saveDraft(tx, organisationId, meetingId, owner, change),
      );
      say({ type: "yours", drafts: [{ roundId: change.roundId, place: change.place }] });
    }

    async function take(data: string): Promise<void> {
      const frame = frameSchema.safeParse(parsed(data));
      if (!frame.success) return refused(commandIdIn(data), { refusal: "unreadable" });
      const { data: said } = frame;
      if (said.type === "ping") return say({ type: "pong", now: parts.now().toISOString() });
      if (said.type === "hello") {
        if (guest || isEntering) return;
        isEntering = true;
        return hello(said);
      }
      if (!guest) return refused(null, { refusal: "helloFirst" });
      if (said.type === "do") {
        // Handed over in their order; each is told apart once it is committed.
        await Promise.all(said.commands.map((command) => perform(guest!, command)));
      } else if (said.type === "draft") await draft(guest, said);
      else if (guest.you.as === "seat") {
        const presence = presenceOf(guest.meeting.meetingId);
        if (said.type === "writing") {
          presence.writing(guest.you.seatId, said.roundId, said.isWriting);
          if (said.isWriting) writesAt = said.roundId;
          tellGroup(guest.meeting, guest.you.seatId, writesAt, (said.isWriting && said.place) || null);
        } else presence.done(guest.you.seatId, said.roundId, said.isDone);
        tellPresence(guest.meeting);
      }
    }

    socket.on("message", (data, isBinary) => {
      // What was under way when she was sent away is not taken in any more.
      if (isLeaving) return;
      const now = Date.now();
      tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * perSecond) - 1;
      filledAt = now;
      if (tokens < 0) return bye("tooFast");
      if (isBinary) return refused(null, { refusal: "unreadable" });
      take(String(data)).catch((error: Error) => {
        parts.logger.error({ fault: error.message, stack: error.stack }, "a meeting's frame failed");
        refused(commandIdIn(String(data)), { refusal: "fault" });
      });
    });
    socket.on("close", () => {
      clearTimeout(patience);
      if (!guest) return;
      guest.meeting.onlookers.delete(guest.onlooker);
      if (guest.you.as === "seat") {
        presenceOf(guest.meeting.meetingId).leave(guest.you.seatId);
        tellGroup(guest.meeting, guest.you.seatId, writesAt, null);
      }
      tellPresence(guest.meeting);
    });
    socket.on("error", () => socket.terminate());
    socket.on("pong", () => alive.add(socket));
    alive.add(socket);
  }

  const alive = new WeakSet<WebSocket>();
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
      for (const timer of told.values()) clearTimeout(timer);
      for (const socket of sockets.clients) socket.close(1001, "the server stops");
      sockets.close();
    },
  };
}

/** What belongs into the transaction of a command's events; for most nothing. */
function alongside(
  { organisationId, meetingId }: Meeting,
  command: Command,
  now: () => Date,
): Act["alongside"] {
  switch (command.type) {
    case "meeting.close":
      return async (tx, state) => {
        const { closedAt } = theMeeting(state);
        await writeOutcome(tx, organisationId, meetingId, state, new Date(closedAt ?? now()));
        await sendMinutesLater(tx, organisationId, meetingId, closedAt ?? now().toISOString());
      };
    case "meeting.reopen":
      return (tx, state) => undoOutcome(tx, organisationId, meetingId, state);
    case "round.mode":
      // Whoever was writing there before is not to be found in the drafts either; her own phone still has hers.
      return command.mode === "notStored"
        ? (tx) => removeDrafts(tx, organisationId, meetingId, command.roundId)
        : undefined;
    case "seat.remove":
      return (tx) => removeSeat(tx, organisationId, command.seatId);
    default:
      return undefined;
  }
}

/** What came, or null: broken JSON, and texts that a database cannot keep (U+0000, half a character). */
function parsed(data: string): unknown {
  try {
    // What is no text at all can only be written with an escape: without one there is nothing to look for.
    if (!data.includes("\\u")) return JSON.parse(data);
    return JSON.parse(data, (_key, value) => {
      if (typeof value === "string" && (value.includes("\0") || !value.isWellFormed()))
        throw new SyntaxError();
      return value;
    });
  } catch {
    return null;
  }
}

/** So that a view can say beside which of its commands the refusal belongs, if only one came. */
function commandIdIn(data: string): string | null {
  const frame = parsed(data.replaceAll(/\\u(0000|d[89a-f]..)/gi, "")) as {
    commands?: { id?: unknown }[];
  } | null;
  const id = frame?.commands?.length === 1 ? frame.commands[0]?.id : null;
  return typeof id === "string" ? id.slice(0, 120) : null;
}

/** Who it is that says hello, and in which meeting; or why she is sent away. */
async function comeIn(hello: Hello, request: IncomingMessage, { db, identity, hall }: Parts) {
  const keys = new Set((hello.keys ?? []).map(hashOf));
  if (hello.as === "seat") {
    const seat = hello.token ? await inSystem(db, (tx) => findSeat(tx, hello.token!)) : null;
    if (!seat) return "notFound" as const;
    const meeting = await hall.opened(seat.organisationId, seat.meetingId);
    if (isRefusal(meeting)) return "notFound" as const;
    const record = meeting.state().seats.get(seat.id);
    if (!record) return "removed" as const;
    const viewer: Viewer = { as: "seat", seatId: seat.id, keys };
    const you: You = { as: "seat", seatId: seat.id, names: record.names };
    return { meeting, you, viewer, keys, actor: { as: "seat", seatId: seat.id } as Actor };
  }
  const cookie = new Headers({ cookie: request.headers.cookie ?? "" });
  const person = await viewerOfHeaders(db, identity, cookie);
  if (!person) return "signIn" as const;
  const { organisationId, personId, name } = person;
  if (!hello.meetingId) return "notFound" as const;
  const meetingId = hello.meetingId;
  const planned = await inOrganisation(db, organisationId, async (tx) => {
    const found = await findMeeting(tx, organisationId, meetingId);
    return found && { mayLead: await mayLead(tx, person, found) };
  });
  const meeting = planned && (await hall.opened(organisationId, meetingId));
  // Opened before the meeting: it follows once there is something to follow.
  if (planned?.mayLead && meeting && isRefusal(meeting)) return "notOpen" as const;
  if (!meeting || isRefusal(meeting)) return "notFound" as const;
  const isNamed = meeting.state().leaders.has(personId);
  if (!isNamed && !planned.mayLead) return "notFound" as const;
  if (hello.as === "screen")
    return { meeting, you: { as: "screen" } as You, viewer: { as: "screen" } as Viewer, keys, actor: null };
  // A leader of the unit who came after the meeting was opened is one of its leaders all the same.
  if (!isNamed)
    await meeting.perform({
      id: `leader-${personId}`,
      decide: () => [
        { type: "leader.named", set: { leaders: { [personId]: { id: personId, personId, name } } } },
      ],
    });
  const isLeading = theMeeting(meeting.state()).leadingId === personId;
  const you: You = { as: "leader", personId, name, isLeading };
  const viewer: Viewer = { as: "leader", personId, keys };
  return { meeting, you, viewer, keys, actor: { as: "leader", personId, name } as Actor };
}
