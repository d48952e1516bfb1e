/** One socket of a meeting: who comes in over it, what she asks for, and what she is told. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import type { Identity } from "#organisation/identity.ts";
import { type Database, inOrganisation } from "#platform/database/index.ts";
import type { Logger } from "#platform/logger.ts";
import { isRefusal, type Refusal } from "#platform/refusal.ts";
import { alongside } from "./alongside.ts";
import { tellGroup } from "./atKeys.ts";
import { comeIn } from "./comeIn.ts";
import { saveDone } from "./done.store.ts";
import type { Drafts } from "./drafts.ts";
import type { Hall } from "./hall.ts";
import { commandIdIn, makeAllowance, parsed } from "./incoming.ts";
import { Away, type Meeting } from "./loop.ts";
import type { Command } from "./model/command.ts";
import type { Actor } from "./model/decide.ts";
import type { DraftChange, FromServer, Hello, You } from "./model/frames.ts";
import { theMeeting } from "./model/state.ts";
import type { NodeWord } from "./nodes.wire.ts";
import { tellPages } from "./pagesTold.ts";
import { passOf } from "./passes.ts";
import type { Presences } from "./presence.ts";
import { draftsOf, hashOf } from "./seat.store.ts";
import { framed, type Onlooker } from "./telling.ts";
import { text } from "./text.ts";
import { frameSchema } from "./wire.ts";

const otherRound = new Set<Command["type"]>(["stage.go", "vote.open", "vote.second", "step.undo"]);
const helloWithin = 10_000;
const kilobyte = 1024;
/** A view that takes nothing off is let go; it comes back and is given everything anew. */
const mostUnsent = 8 * kilobyte * kilobyte;

export type GuestParts = {
  db: Database;
  identity: Identity;
  hall: Hall;
  logger: Logger;
  now: () => Date;
};
/** What a meeting has on this node beside its loop. */
export type Beside = {
  presence: Presences;
  drafts: Drafts;
  /** The socket of each open page. */
  pages: Map<string, WebSocket>;
  /** Says it to the other servers on this database, where there are any. */
  tellOthers: (word: NodeWord) => void;
};
type Guest = { onlooker: Onlooker; meeting: Meeting; you: You; actor: Actor | null; keys: Set<string> };
type Bye = Extract<FromServer, { type: "bye" }>["reason"];

/** To somebody who was taken out of the meeting, on every device of hers. */
export function sayGoodbye(meeting: Meeting, seatId: string, locale: "da" | "en"): void {
  const gone = framed({ type: "bye", reason: "removed", message: text(locale)("bye.removed") });
  for (const { viewer, send } of [...meeting.onlookers])
    if (viewer.as === "seat" && viewer.seatId === seatId) send(gone);
}

export function welcome(
  socket: WebSocket,
  wire: Duplex,
  request: IncomingMessage,
  parts: GuestParts,
  besideOf: (meeting: Meeting) => Beside,
): void {
  let guest: Guest | null = null;
  let isEntering = false;
  let locale: "da" | "en" = "da";
  let isLeaving = false;
  let acks: string[] = [];
  let held: Buffer[] | null = null;
  /** Where she was at the keys last. */
  let writesIn = "";
  const mayCome = makeAllowance(Date.now);
  const isOpen = () => socket.readyState === socket.OPEN;
  const say = (frame: FromServer) => write(framed(frame));
  // Past the library's sender, which would frame the same bytes for each: nothing else is ever sent in parts.
  const write = (frame: Buffer) => {
    if (!isOpen()) return;
    if (held) return void held.push(frame);
    if (wire.writableLength > mostUnsent) return void socket.terminate();
    wire.write(frame);
  };
  /** What follows for her in the same turn of the loop leaves together. */
  const hold = () => {
    if (held) return;
    held = [];
    process.nextTick(() => {
      const frames = held ?? [];
      held = null;
      if (frames.length > 0) write(frames.length === 1 ? frames[0]! : Buffer.concat(frames));
    });
  };
  const bye = (reason: Bye) => {
    isLeaving = true;
    say({ type: "bye", reason, message: text(locale)(`bye.${reason}`) });
    socket.close(4000, reason);
  };
  /** She comes back by herself, and asks again for what she was not answered. */
  const letGo = () => {
    isLeaving = true;
    socket.close(1013, "try again");
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
    if (!isOpen()) return;
    const { presence, pages, tellOthers } = besideOf(meeting);
    // The same page again: what is still on its way over the connection that it gave up comes too late.
    if (frame.page) {
      pages.get(frame.page)?.terminate();
      pages.set(frame.page, socket);
      tellOthers({ page: frame.page });
    }
    const onlooker: Onlooker = { viewer, send: write, hold };
    const own: Guest = { onlooker, meeting, you, actor, keys };
    guest = own;
    if (you.as === "seat") presence.come(you.seatId, frame.done ?? []);
    socket.on("close", () => {
      meeting.onlookers.delete(onlooker);
      if (frame.page && pages.get(frame.page) === socket) pages.delete(frame.page);
      if (you.as === "seat") {
        presence.leave(you.seatId);
        tellKeys(own, you.seatId, null);
      }
      presence.tell();
    });
    await meeting.enter(onlooker, { you, drafts });
    // A screen on another server says where it is when it hears that somebody has come.
    if (you.as === "leader") tellOthers({ ask: "presence" });
    // Gone while she came in: nobody would take her out again.
    if (!isOpen()) meeting.onlookers.delete(onlooker);
    presence.tell();
  }

  async function perform({ meeting, actor, keys }: Guest, command: Command): Promise<void> {
    if (!actor) return refused(command.id, { refusal: "notLeading" });
    // A device sees what its keys wrote from the moment it has them.
    if ("key" in command && command.key) keys.add(hashOf(command.key));
    if ("pass" in command && command.pass) keys.add(hashOf(command.pass));
    const result = await meeting.command(command, actor, alongside(meeting, command, parts.now));
    if (isRefusal(result)) return refused(command.id, result);
    const pass =
      command.type === "pass.take" && actor.as === "seat"
        ? passOf(meeting.state(), command.roundId, actor.seatId, command.pad)
        : null;
    if (pass && command.type === "pass.take") {
      keys.add(hashOf(pass));
      // In one frame: a device that knows of the one has the other.
      say({ type: "yours", passes: { [command.roundId]: pass }, ack: [command.id] });
    } else acknowledge(command.id);
    const { presence, tellOthers } = besideOf(meeting);
    // Another round: who was done with the one before is not done with this one.
    if (command.type.startsWith("round.") || otherRound.has(command.type)) presence.tell();
    if (command.type === "seat.remove") {
      sayGoodbye(meeting, command.seatId, locale);
      tellOthers({ removed: { seatId: command.seatId, locale } });
      presence.tell();
    }
  }

  function tellKeys({ meeting }: Guest, seatId: string, place: string | null): void {
    if (tellGroup(meeting, seatId, writesIn, place))
      besideOf(meeting).tellOthers({ atKeys: { seatId, roundId: writesIn, place } });
  }

  async function draft({ meeting, you, keys }: Guest, change: DraftChange): Promise<void> {
    if (you.as === "screen" || theMeeting(meeting.state()).state !== "open") return;
    const writerId = you.as === "seat" ? you.seatId : you.personId;
    const owner = await besideOf(meeting).drafts.save(writerId, change);
    if (!owner) return;
    if (owner !== writerId) keys.add(owner);
    say({ type: "yours", drafts: [{ roundId: change.roundId, place: change.place }] });
  }

  /** So that she is not reminded of what she is done with. Where nothing is stored, neither is this. */
  async function keepDone(
    { meeting: { organisationId, meetingId, state } }: Guest,
    seatId: string,
    { roundId, isDone }: { roundId: string; isDone: boolean },
  ): Promise<void> {
    const round = state().rounds.get(roundId);
    if (!round || round.mode === "notStored") return;
    const of = { organisationId, meetingId, roundId };
    await inOrganisation(parts.db, organisationId, (tx) => saveDone(tx, of, seatId, isDone));
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
    else if (said.type === "pages")
      tellPages(guest.meeting, guest.you, said, besideOf(guest.meeting).tellOthers);
    else if (guest.you.as === "seat") {
      const { presence } = besideOf(guest.meeting);
      if (said.type === "writing") {
        presence.writing(guest.you.seatId, said.roundId, said.isWriting);
        if (said.isWriting) writesIn = said.roundId;
        tellKeys(guest, guest.you.seatId, (said.isWriting && said.place) || null);
      } else {
        presence.done(guest.you.seatId, said.roundId, said.isDone);
        await keepDone(guest, guest.you.seatId, said);
      }
      presence.tell();
    }
  }

  socket.on("message", (data, isBinary) => {
    // What was under way when she was sent away is not taken in any more.
    if (isLeaving) return;
    if (!mayCome()) return bye("tooFast");
    if (isBinary) return refused(null, { refusal: "unreadable" });
    take(String(data)).catch((error: Error) => {
      parts.logger.error({ fault: error.message, stack: error.stack }, "a meeting's frame failed");
      // Whether it is committed nobody knows: no answer is the true one, and she asks again.
      if (error instanceof Away || !guest) return letGo();
      refused(commandIdIn(String(data)), { refusal: "fault" });
    });
  });
  socket.on("close", () => clearTimeout(patience));
  socket.on("error", () => socket.terminate());
}
