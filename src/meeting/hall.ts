/**
 * Every meeting that is under way on this node. Each has one loop: it takes all commands that wait, decides them one
 * after another, writes what follows from them with one statement, and only when that is committed tells everybody: one
 * frame, encoded once, the same bytes for all, and after it what is only somebody's own.
 */
import type pg from "pg";
import { type Database, inOrganisation, type Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import type { Logger } from "#platform/logger.ts";
import { isRefusal, type Refusal, refuse } from "#platform/refusal.ts";
import { encodeFrame } from "./frame.ts";
import { appendJournal, appendJournalAlone, type Entry, isSeqTaken, readJournal } from "./journal.store.ts";
import type { Command } from "./model/command.ts";
import { type Actor, type At, decide } from "./model/decide.ts";
import type { FromServer } from "./model/frames.ts";
import { type Event, emptyState, evolve, type State, type Touched, theMeeting } from "./model/state.ts";
import { hashOf, newSecret } from "./seat.store.ts";
import { commonPatch, commonRoom, concerned, isConcerned, privatePatch, type Viewer } from "./view.ts";

/** Somebody who looks on. `send` takes a frame as it goes over the wire; after `hold` several of them leave as one. */
export type Onlooker = { viewer: Viewer; send: (frame: Buffer) => void; hold?: () => void };

/** Something that is to happen in a meeting, and what else belongs into the same transaction. */
export type Act = {
  id: string;
  decide: (state: State, at: At) => Event[] | Refusal;
  alongside?: (tx: Transaction, state: State) => Promise<void>;
};
type Waiting = Act & { settle: (result: Outcome) => void; fail: (error: unknown) => void };
/** Committed, and where the journal then stood; or why not. */
export type Outcome =
  | Refusal
  | { seq: number /** It had been taken in before, and changed nothing now. */; isRepeated?: true };

const mostAtOnce = 500;
const passesAtOnce = 64;

type HallParts = { db: Database; pool: pg.Pool; logger: Logger; now: () => Date };

export type Meeting = ReturnType<typeof openMeeting>;

function openMeeting({ db, pool, logger, now: clock }: HallParts, organisationId: string, meetingId: string) {
  let state = emptyState();
  let seq = 0;
  let known = new Set<string>();
  let encoded: { seq: number; room: string } | null = null;
  const waiting: Waiting[] = [];
  const onlookers = new Set<Onlooker>();
  /** Passes that have been made and not been given to anybody, by round. They are nowhere but here. */
  const passes = new Map<string, string[]>();
  /** How many of them somebody will get once what is being written is committed, by round. */
  const promised = new Map<string, number>();
  /** By the command that asked for it. */
  const given = new Map<string, string>();
  let loop: Promise<void> | null = null;

  function take({ seq: at, commandId, events }: Entry): Touched[] {
    seq = at;
    known.add(commandId);
    return events.flatMap((event) => evolve(state, event));
  }

  /** What the journal has that we have not. */
  async function catchUp(): Promise<Touched[]> {
    const entries = await inOrganisation(db, organisationId, (tx) =>
      readJournal(tx, organisationId, meetingId, seq),
    );
    return entries.flatMap(take);
  }

  /** Forgets everything that was never committed, and says what others have written since `told`. */
  async function beginAnew(told: number): Promise<Touched[]> {
    // Before anything that can fail: what was not committed must not outlive a database that is away.
    state = emptyState();
    seq = 0;
    known = new Set();
    // Their hashes may be among what was not committed: nobody is given one of them any more.
    passes.clear();
    promised.clear();
    const entries = await inOrganisation(db, organisationId, (tx) =>
      readJournal(tx, organisationId, meetingId),
    );
    return entries.flatMap((entry) => {
      const touched = take(entry);
      return entry.seq > told ? touched : [];
    });
  }

  function send(onlooker: Onlooker, frame: FromServer): void {
    onlooker.send(encodeFrame(JSON.stringify(frame)));
  }

  /** Everybody's part first, then what is only somebody's own. */
  function tell(touched: Touched[]): void {
    if (touched.length === 0) return;
    const frame = encodeFrame(JSON.stringify({ type: "changes", seq, set: commonPatch(state, touched) }));
    const whose = concerned(state, touched);
    for (const onlooker of onlookers) {
      const isHers = isConcerned(whose, onlooker.viewer);
      if (isHers) onlooker.hold?.();
      onlooker.send(frame);
      if (!isHers) continue;
      const set = privatePatch(state, onlooker.viewer, touched);
      if (set) send(onlooker, { type: "yours", set });
    }
  }

  const at = (): At => ({
    now: clock().toISOString(),
    // Few commands draw lots, and chance is dear.
    get lot() {
      return newId();
    },
    hash: hashOf,
  });

  /** Decides what waits, on top of each other; nothing of it is told before it is committed. */
  function decideAll(batch: Waiting[]) {
    const entries: Entry[] = [];
    const touched: Touched[] = [];
    const results: [Waiting, Outcome][] = [];
    const alongside: ((tx: Transaction) => Promise<void>)[] = [];
    for (const each of batch) {
      if (known.has(each.id)) {
        results.push([each, { seq, isRepeated: true }]);
        continue;
      }
      const events = each.decide(state, at());
      if (isRefusal(events)) {
        results.push([each, events]);
        continue;
      }
      const entry = { seq: seq + 1, commandId: each.id, events };
      if (events.length > 0) {
        entries.push(entry);
        touched.push(...take(entry));
      }
      if (each.alongside) alongside.push((tx) => each.alongside!(tx, state));
      results.push([each, { seq }]);
    }
    return { entries, touched, results, alongside };
  }

  async function work(batch: Waiting[]): Promise<void> {
    const missed: Touched[] = [];
    for (let attempt = 1; ; attempt++) {
      const told = seq;
      const { entries, touched, results, alongside } = decideAll(batch);
      try {
        // Nearly always nothing but the journal: then it is one statement, and one way there and back.
        if (alongside.length === 0) await appendJournalAlone(pool, organisationId, meetingId, entries);
        else
          await inOrganisation(db, organisationId, async (tx) => {
            await appendJournal(tx, organisationId, meetingId, entries);
            for (const also of alongside) await also(tx);
          });
      } catch (error) {
        // Nothing of it was written: forget it, take in what another node wrote meanwhile, and decide again.
        missed.push(...(await beginAnew(told)));
        if (isSeqTaken(error) && attempt < 10) continue;
        tell(missed);
        if (batch.length === 1) {
          for (const each of batch) each.fail(error);
          return;
        }
        // One that cannot be written must not take the others with it.
        for (const each of batch) await work([each]);
        return;
      }
      tell([...missed, ...touched]);
      for (const [each, result] of results) each.settle(result);
      return;
    }
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, mostAtOnce);
      await work(batch).catch((error: unknown) => {
        logger.error({ fault: (error as Error).message, meeting: meetingId }, "a meeting's loop failed");
        for (const each of batch) each.fail(error);
      });
    }
    loop = null;
  }

  /** Committed once this resolves; a refusal changed nothing. */
  function perform(act: Act): Promise<Outcome> {
    return new Promise((settle, fail) => {
      waiting.push({ ...act, settle, fail });
      loop ??= run();
    });
  }

  function room(): string {
    if (encoded?.seq !== seq) encoded = { seq, room: JSON.stringify(commonRoom(state)) };
    return encoded.room;
  }

  /** All of it, as it stands now: what was there before is replaced. The common part is encoded once for all who come. */
  function welcome(onlooker: Onlooker, more: object = {}): void {
    const yours = privatePatch(state, onlooker.viewer, "everything") ?? {};
    const rest = JSON.stringify({ type: "welcome", seq, now: clock().toISOString(), yours, ...more });
    onlooker.send(encodeFrame(`${rest.slice(0, -1)},"room":${room()}}`));
  }

  return {
    organisationId,
    meetingId,
    onlookers,
    perform,
    welcome,
    state: () => state,
    seq: () => seq,
    load: catchUp,

    /** A command from a seat or a leader. */
    command: (command: Command, actor: Actor, alongside?: Act["alongside"]): Promise<Outcome> =>
      perform({
        id: command.id,
        ...(alongside ? { alongside } : {}),
        decide: (now, chance) => {
          const events = decide(now, command, actor, chance);
          if (command.type !== "pass.take" || isRefusal(events)) return events;
          return [...events, ...morePasses(command.roundId)];
        },
      }),

    /** Waits until what is being written is committed, so that who comes in sees nothing that could still be taken back. */
    async enter(onlooker: Onlooker, more: object): Promise<void> {
      await loop;
      welcome(onlooker, more);
      onlookers.add(onlooker);
    },

    /**
     * Any of those that have been made, so that neither the journal nor its order says whose it is. Asked for again with
     * the same command (its answer was lost) it is the same pass: nobody gets two.
     */
    handOutPass(roundId: string, commandId: string, isRepeated: boolean): string | null {
      if (isRepeated) return given.get(commandId) ?? null;
      const left = passes.get(roundId) ?? [];
      promised.set(roundId, Math.max(0, (promised.get(roundId) ?? 0) - 1));
      const [pass] = left.splice(Math.floor(Math.random() * left.length), 1);
      if (pass) given.set(commandId, pass);
      return pass ?? null;
    },
  };

  function morePasses(roundId: string): Event[] {
    const left = passes.get(roundId) ?? [];
    const wanted = (promised.get(roundId) ?? 0) + 1;
    promised.set(roundId, wanted);
    if (wanted <= left.length) return [];
    const made = Array.from({ length: passesAtOnce }, newSecret);
    passes.set(roundId, [...left, ...made]);
    const records = made.map(hashOf).sort();
    const set = Object.fromEntries(
      records.map((hash) => [`${roundId} ${hash}`, { id: `${roundId} ${hash}`, roundId, hash }]),
    );
    return [{ type: "passes.made", set: { passes: set } }];
  }
}

/** The meetings of this node, loaded from their journals when somebody comes. */
export function makeHall(parts: HallParts) {
  const meetings = new Map<string, Promise<Meeting>>();

  function meeting(organisationId: string, meetingId: string): Promise<Meeting> {
    const known = meetings.get(meetingId);
    if (known) return known;
    const opening = (async () => {
      const opened = openMeeting(parts, organisationId, meetingId);
      await opened.load();
      return opened;
    })();
    meetings.set(meetingId, opening);
    opening.catch(() => meetings.delete(meetingId));
    return opening;
  }

  return {
    meeting,
    /** Whether anything has happened in it yet. */
    async opened(organisationId: string, meetingId: string): Promise<Meeting | Refusal> {
      const found = await meeting(organisationId, meetingId);
      return theMeeting(found.state()) ? found : refuse("notOpen", { status: 404 });
    },
    /** How much there is to do in this process. */
    async counts(): Promise<{ meetings: number; onlookers: number }> {
      const held = await Promise.all(meetings.values());
      return {
        meetings: held.length,
        onlookers: held.reduce((sum, { onlookers }) => sum + onlookers.size, 0),
      };
    },
    /** Forgets those that nobody looks at: they come back from their journals. */
    async rest(): Promise<void> {
      for (const [id, opening] of meetings) if ((await opening).onlookers.size === 0) meetings.delete(id);
    },
  };
}
export type Hall = ReturnType<typeof makeHall>;
