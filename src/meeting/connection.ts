/**
 * One meeting as a view holds it: keeps the room up to date over `/api/meeting/live`, sends what is asked for exactly
 * once, and keeps what was written through reloads, lost connections and flat batteries. Knows no framework: views
 * `subscribe` and read `snapshot()`, which is the same object until something has changed.
 */
import { newId } from "#platform/id.ts";
import { ahead } from "./ahead.ts";
import { deviceStorage, type KeptStorage, keep } from "./kept.ts";
import { keepOpen } from "./line.ts";
import type { Command } from "./model/command.ts";
import type { FromClient, FromServer, Hello, PagesFrame, Presence, You } from "./model/frames.ts";
import { applyPatch, emptyRoom, type Room } from "./model/room.ts";

/** A command as a view gives it; ids, keys of notes and passes are the connection's business. */
export type Unsent = Command extends infer Each ? (Each extends Command ? Omit<Each, "id"> : never) : never;

export type Refused = { reason: string; message: string; field?: string; command: Command };

export type Pages = Omit<PagesFrame, "type">;

export type Snapshot = {
  /** With what this device has asked for already in it. */
  room: Room;
  you: You | null;
  seq: number;
  presence: Presence | null;
  /** away: lost, and being tried again. gone: not to be tried again (see `bye`). */
  status: "connecting" | "open" | "away" | "gone";
  bye: Extract<FromServer, { type: "bye" }> | null;
  /** Commands that are not known to be committed: "saved" may be said at 0 only. */
  unsaved: number;
  waiting: readonly Command[];
  /** By `${roundId} ${place}`; `unsavedDrafts` are not known to be on the server yet. */
  unsavedDrafts: number;
  drafts: Readonly<Record<string, string>>;
  /** By round; "" where the pass of this seat is on another device. */
  passes: Readonly<Record<string, string>>;
  /** Rounds in which this device has said that it is done. */
  done: Readonly<Record<string, true>>;
  /** By command id. */
  refusals: Readonly<Record<string, Refused>>;
  /** A leader's: where the big screen is. A screen's: where it is wished to be. Null until it was said. */
  pages: Pages | null;
  /** Who else of one's group is at the keys, and where in the group's list, by seat. */
  writers: Readonly<Record<string, string>>;
};

export type Connection = ReturnType<typeof connect>;

export type ConnectOptions = {
  /** ws:// or wss://; a path is taken on this page's own host. */
  url: string;
  /** The locale is the one in which refusals are said. */
  hello: Pick<Hello, "as" | "token" | "meetingId" | "locale">;
  /** What is kept on this device is kept under it: one per meeting and seat. */
  name?: string;
  storage?: KeptStorage | null;
  /** Milliseconds in which what comes in is put together before the view is told. */
  pace?: number;
  makeSocket?: (url: string) => WebSocket;
};

const largestFrame = 24_000;
/** As many as a hello may carry. */
const mostKeys = 2000;

const needsPass = (
  command: Command,
): command is Extract<Command, { type: "vote.cast" | "vote.abstain" | "consent.give" | "note.agree" }> =>
  ["vote.cast", "vote.abstain", "consent.give", "note.agree"].includes(command.type);

export function connect({
  url,
  hello: firstHello,
  name = url,
  storage = deviceStorage(),
  pace = 16,
  makeSocket = (address) => new WebSocket(address),
}: ConnectOptions) {
  const kept = keep(storage, name);
  const listeners = new Set<() => void>();
  let hello = firstHello;
  let base = emptyRoom();
  let state = {
    you: null as You | null,
    seq: 0,
    presence: null as Presence | null,
    status: "connecting" as Snapshot["status"],
    bye: null as Snapshot["bye"],
    refusals: {} as Record<string, Refused>,
    writers: {} as Record<string, string>,
    pages: null as Pages | null,
  };
  let waiting: Command[] = kept
    .all("do")
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, command]) => JSON.parse(command));
  /** One page's connection follows another: what is still on its way over an older one comes too late. */
  const page = newId();
  let order = Date.now();
  /** Sent over the present socket. */
  let sent = new Set<string>();
  const placeOf = new Map<string, string>(kept.all("do").map(([at]) => [at.slice(at.indexOf(" ") + 1), at]));

  let isWelcome = false;
  let offset = 0;
  let telling: ReturnType<typeof setTimeout> | undefined;
  let draftTimer: ReturnType<typeof setTimeout> | undefined;
  let writingTimer: ReturnType<typeof setTimeout> | undefined;
  let isWriting: { roundId: string; place: string } | null = null;
  let mostAtOnce = 50;
  /** Drafts that have been sent and not been confirmed, how often. */
  const flying = new Map<string, number>();

  // — what views read

  const record = (kind: string): Record<string, string> => Object.fromEntries(kept.all(kind));
  function look(): Snapshot {
    return {
      ...state,
      room: ahead(base, waiting, state.you),
      unsaved: waiting.length,
      waiting,
      drafts: record("draft"),
      unsavedDrafts: kept.all("dirty").length,
      passes: record("pass"),
      done: Object.fromEntries(kept.all("done").map(([roundId]) => [roundId, true])),
    };
  }
  let shown = look();
  function tell(): void {
    clearTimeout(telling);
    telling = undefined;
    shown = look();
    for (const listener of [...listeners]) listener();
  }
  /** What comes in shows together: everybody's part and one's own are two frames. */
  function tellSoon(): void {
    telling ??= setTimeout(tell, pace);
  }

  // — the line

  const line = keepOpen({
    url,
    makeSocket,
    ping: JSON.stringify({ type: "ping" } satisfies FromClient),
    onOpen() {
      const keys = [...new Set([...Object.values(record("key")), ...Object.values(record("pass"))])];
      const done = kept.all("done").map(([roundId]) => roundId);
      post({ type: "hello", ...hello, page, keys: keys.filter(Boolean).slice(-mostKeys), done });
    },
    onMessage: (data) => take(JSON.parse(data) as FromServer),
    onDown() {
      sent = new Set();
      isWelcome = false;
      isWriting = null;
      flying.clear();
    },
    onLost(tries) {
      const isKnownAway = state.you !== null || tries > 1;
      state = { ...state, status: isKnownAway ? "away" : "connecting", presence: null };
      tell();
    },
  });
  const post = (frame: FromClient): boolean => line.post(JSON.stringify(frame));

  const onSight = () => {
    if (document.visibilityState !== "visible") flushDrafts();
  };

  function take(frame: FromServer): void {
    switch (frame.type) {
      case "welcome":
        base = applyPatch(frame.room, frame.yours);
        offset = new Date(frame.now).getTime() - Date.now();
        state = {
          ...state,
          seq: frame.seq,
          you: frame.you,
          status: "open",
          bye: null,
          writers: {},
          pages: null,
        };
        line.well();
        isWelcome = true;
        for (const { roundId, place, content } of frame.drafts)
          if (!kept.get(`dirty ${roundId} ${place}`)) kept.set(`draft ${roundId} ${place}`, content);
        takePasses();
        flush();
        flushDrafts();
        tell();
        break;
      case "changes":
        base = applyPatch(base, frame.set);
        state = { ...state, seq: Math.max(state.seq, frame.seq) };
        takePasses();
        tellSoon();
        break;
      case "yours":
        if (frame.set) base = applyPatch(base, frame.set);
        for (const [roundId, pass] of Object.entries(frame.passes ?? {})) kept.set(`pass ${roundId}`, pass);
        for (const id of frame.ack ?? []) settle(id);
        if (frame.passes) flush();
        for (const { roundId, place } of frame.drafts ?? []) draftSaved(`${roundId} ${place}`);
        tellSoon();
        break;
      case "refused": {
        // A frame that could not be read as a whole: one by one, so that one bad command holds up no other.
        if (!frame.id) {
          if (frame.reason === "unreadable" && mostAtOnce > 1) {
            mostAtOnce = 1;
            sent.clear();
            flush();
          }
          return;
        }
        const command = waiting.find(({ id }) => id === frame.id);
        if (!command) return;
        settle(frame.id);
        if (command.type === "pass.take") {
          passRefused(command.roundId, frame);
          break;
        }
        const { reason, message, field } = frame;
        state = {
          ...state,
          refusals: { ...state.refusals, [frame.id]: { reason, message, command, ...(field && { field }) } },
        };
        tellSoon();
        break;
      }
      case "presence":
        state = { ...state, presence: frame.presence };
        tellSoon();
        break;
      case "writes": {
        const { [frame.seatId]: _, ...others } = state.writers;
        state = { ...state, writers: frame.place ? { ...others, [frame.seatId]: frame.place } : others };
        tellSoon();
        break;
      }
      case "pages":
        state = { ...state, pages: { page: frame.page, count: frame.count, isHeld: frame.isHeld } };
        tellSoon();
        break;
      case "pong":
        offset = new Date(frame.now).getTime() - Date.now();
        break;
      case "bye":
        if (frame.reason === "tooFast") {
          line.retreat(6);
          break;
        }
        // There will be something to see: it is asked for again, and said why there is nothing yet.
        if (frame.reason === "notOpen") {
          state = { ...state, bye: frame };
          line.retreat(3);
          break;
        }
        state = { ...state, status: "gone", bye: frame };
        line.stop();
        tell();
    }
  }

  // — commands

  function settle(id: string): void {
    waiting = waiting.filter((command) => command.id !== id);
    const place = placeOf.get(id);
    if (place) kept.remove(`do ${place}`);
    placeOf.delete(id);
    sent.delete(id);
  }

  function roundIdOf(command: Command): string | undefined {
    if (command.type === "vote.cast" || command.type === "vote.abstain") return command.roundId;
    if (command.type === "note.agree") return base.notes[command.noteId]?.roundId;
    return command.type === "consent.give" ? base.decisions[command.decisionId]?.roundId : undefined;
  }

  /** The command with the pass that it needs; null: the pass is still to come. */
  function withPass(command: Command): Command | null {
    if (!needsPass(command)) return command;
    const roundId = roundIdOf(command) ?? "";
    if (base.rounds[roundId]?.mode !== "notStored") return command;
    const pass = kept.get(`pass ${roundId}`);
    return pass === undefined ? null : { ...command, pass: pass || undefined };
  }

  function flush(): void {
    if (!isWelcome) return;
    let frame: Command[] = [];
    let size = 0;
    const go = () => {
      if (frame.length > 0 && post({ type: "do", commands: frame })) {
        for (const { id } of frame) sent.add(id);
        line.expect();
      }
      frame = [];
      size = 0;
    };
    for (const command of waiting) {
      const full = sent.has(command.id) ? null : withPass(command);
      if (!full) continue;
      const weight = JSON.stringify(full).length;
      if (frame.length >= mostAtOnce || size + weight > largestFrame) go();
      frame.push(full);
      size += weight;
    }
    go();
  }

  function put(command: Command): string {
    order = Math.max(order + 1, Date.now());
    const place = `${String(order).padStart(15, "0")} ${command.id}`;
    placeOf.set(command.id, place);
    kept.set(`do ${place}`, JSON.stringify(command));
    waiting = [...waiting, command];
    flush();
    return command.id;
  }

  /** Taken as soon as the round is seen, long before anybody uses it: the one moment tells nothing about the other. */
  function takePasses(): void {
    if (!isWelcome || state.you?.as !== "seat") return;
    // What waits for one is not kept waiting for ever: with it the server says yes, or no because the round is closed.
    const awaited = new Set(waiting.filter(needsPass).map(roundIdOf));
    for (const { id, mode, isOpen, isRevealed, kind } of Object.values(base.rounds)) {
      const isInUse = kind === "dialogue" ? isRevealed : isOpen && kind !== "examples";
      const isNeeded = mode === "notStored" && (isInUse || awaited.has(id));
      const isAsked = waiting.some((each) => each.type === "pass.take" && each.roundId === id);
      if (isNeeded && !isAsked && kept.get(`pass ${id}`) === undefined)
        put({ id: newId(), type: "pass.take", roundId: id, pad: newPad() });
    }
  }

  /** The pass of this seat is on another device: what waits for it cannot be given from here. */
  function passRefused(roundId: string, { reason, message }: { reason: string; message: string }): void {
    if (reason === "passTaken") kept.set(`pass ${roundId}`, "");
    for (const command of waiting)
      if (needsPass(command) && roundIdOf(command) === roundId) {
        settle(command.id);
        state = { ...state, refusals: { ...state.refusals, [command.id]: { reason, message, command } } };
      }
    tellSoon();
  }

  function withKey(command: Command): Command {
    if (command.type === "note.add") {
      // As it was said to her when she sent it, however long it is under way.
      const mode = base.rounds[command.roundId]?.mode;
      if (mode !== "notStored") return { ...command, mode };
      const key = newKey();
      kept.set(`key ${command.noteId}`, key);
      return { ...command, key, mode };
    }
    const held =
      command.type === "note.change" || command.type === "note.withdraw"
        ? kept.get(`key ${command.noteId}`)
        : undefined;
    return held ? ({ ...command, key: held } as Command) : command;
  }

  // — drafts

  function flushDrafts(): void {
    clearTimeout(draftTimer);
    draftTimer = undefined;
    if (!isWelcome) return;
    for (const [draft, state] of kept.all("dirty")) {
      if (state === "sent" && flying.get(draft)) continue;
      const [roundId, ...rest] = draft.split(" ") as [string, ...string[]];
      const isKeyed = base.rounds[roundId]?.mode === "notStored";
      if (isKeyed && !kept.get(`key draft-${roundId}`)) kept.set(`key draft-${roundId}`, newKey());
      const key = isKeyed ? kept.get(`key draft-${roundId}`) : undefined;
      const content = kept.get(`draft ${draft}`) ?? "";
      if (post({ type: "draft", roundId, place: rest.join(" "), content, ...(key && { key }) })) {
        kept.set(`dirty ${draft}`, "sent");
        flying.set(draft, (flying.get(draft) ?? 0) + 1);
      }
    }
  }

  /** On the server as it was sent last. */
  function draftSaved(draft: string): void {
    const left = (flying.get(draft) ?? 1) - 1;
    flying.set(draft, left);
    if (left <= 0 && kept.get(`dirty ${draft}`) === "sent") kept.remove(`dirty ${draft}`);
  }

  line.open();
  if (typeof window !== "undefined") {
    document.addEventListener("visibilitychange", onSight);
    window.addEventListener("pagehide", flushDrafts);
  }

  return {
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    snapshot: (): Snapshot => shown,
    /** The server's clock, in milliseconds. */
    now: (): number => Date.now() + offset,

    /** Kept, shown at once, and sent until it is acknowledged. Gives the command's id. */
    send(command: Unsent): string {
      const id = put(withKey({ ...command, id: newId() } as Command));
      takePasses();
      tell();
      return id;
    },

    /** From the first letter: kept here at once and on the server within a second. "" deletes it. */
    draft(roundId: string, place: string, content: string): void {
      if (content === "") kept.remove(`draft ${roundId} ${place}`);
      else kept.set(`draft ${roundId} ${place}`, content);
      kept.set(`dirty ${roundId} ${place}`, "new");
      draftTimer ??= setTimeout(flushDrafts, 600);
      tell();
    },

    /** Called for every letter; sent on change, and over by itself after a few seconds of rest. */
    writing(roundId: string, isNow = true, place = ""): void {
      clearTimeout(writingTimer);
      if (isWriting && (isWriting.roundId !== roundId || !isNow)) {
        post({ type: "writing", roundId: isWriting.roundId, isWriting: false });
        isWriting = null;
      }
      if (!isNow) return;
      if (isWriting?.place !== place && post({ type: "writing", roundId, isWriting: true, place }))
        isWriting = { roundId, place };
      writingTimer = setTimeout(() => {
        if (isWriting) post({ type: "writing", roundId: isWriting.roundId, isWriting: false });
        isWriting = null;
      }, 4000);
    },

    /** Said by a screen, wished for by a leader; not kept: what counts is where the screen is now. */
    pages(pages: Pages): void {
      post({ type: "pages", ...pages });
    },

    done(roundId: string, isDone: boolean): void {
      if (isDone) kept.set(`done ${roundId}`, "1");
      else kept.remove(`done ${roundId}`);
      post({ type: "done", roundId, isDone });
      tell();
    },

    /** Refusals are said in this language from now on. */
    speak(locale: Hello["locale"]): void {
      if (hello.locale === locale) return;
      hello = { ...hello, locale };
      line.renew();
    },

    /** Forgets a refusal that has been read. */
    read(commandId: string): void {
      const { [commandId]: _, ...refusals } = state.refusals;
      state = { ...state, refusals };
      tell();
    },

    close(): void {
      flushDrafts();
      for (const timer of [telling, draftTimer, writingTimer]) clearTimeout(timer);
      line.stop();
      if (typeof window === "undefined") return;
      document.removeEventListener("visibilitychange", onSight);
      window.removeEventListener("pagehide", flushDrafts);
    },

    /** Takes everything that this device keeps of the meeting off it. */
    forget(): void {
      kept.forget();
      waiting = [];
    },
  };
}

/** 24 random bytes, in base64url. */
const newPad = (): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(24))))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
const newKey = (): string => newId().replaceAll("-", "");
