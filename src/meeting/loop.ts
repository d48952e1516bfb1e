/**
 * One meeting that is under way on this node. It has one loop: it takes all commands that wait, decides them one after
 * another, writes what follows from them with one statement, and only when that is committed tells everybody.
 *
 * What a command was answered stands in the journal, a no as well: a copy of it that comes late, over another connection
 * or after the server was killed, is answered the same and changes nothing.
 */
import type pg from "pg";
import { type Database, inOrganisation, type Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import type { Logger } from "#platform/logger.ts";
import { isRefusal, type Refusal } from "#platform/refusal.ts";
import { appendJournal, appendJournalAlone, type Entry, isSeqTaken, readJournal } from "./journal.store.ts";
import type { Command } from "./model/command.ts";
import { type Actor, type At, decide } from "./model/decide.ts";
import { type Event, emptyState, evolve, type State, type Touched } from "./model/state.ts";
import type { Nodes } from "./nodes.ts";
import { makePasses } from "./passes.ts";
import { hashOf } from "./seat.store.ts";
import { makeTelling, type Onlooker } from "./telling.ts";

/** Something that is to happen in a meeting, and what else belongs into the same transaction; a refusal takes both back. */
export type Act = {
  id: string;
  decide: (state: State, at: At) => Event[] | Refusal;
  alongside?: ((tx: Transaction, state: State) => Promise<unknown>) | undefined;
  /** Its answer is kept, whatever it is: it may be asked for again under the same id. */
  isKept?: boolean;
  /** What it writes is read off the state as it leaves it: nothing more is decided in the same transaction. */
  isLast?: boolean;
};
type Waiting = Act & { settle: (result: Outcome) => void; fail: (error: unknown) => void };
/** Committed, and where the journal then stood; or why not. */
export type Outcome = Refusal | { seq: number };

/** The journal cannot be reached: what was asked for may be committed or not, and is to be asked for again. */
export class Away extends Error {}

const mostAtOnce = 500;
const mostTries = 10;

export type LoopParts = {
  db: Database;
  pool: pg.Pool;
  logger: Logger;
  now: () => Date;
  /** Other servers, which are to be told of what is committed. */
  others?: () => Pick<Nodes, "areThere" | "areToldByStatement" | "tellSeq"> | null;
};

export type Meeting = ReturnType<typeof openMeeting>;

export function openMeeting(
  { db, pool, logger, now: clock, others = () => null }: LoopParts,
  organisationId: string,
  meetingId: string,
) {
  let state = emptyState();
  let seq = 0;
  /** How far everybody has been told. */
  let told = 0;
  /** By command; null: done. */
  let answered = new Map<string, Refusal | null>();
  /** Whether the state is what the journal says, as far as it was read; not after a commit that failed. */
  let isTrue = true;
  /** How far the journal is known to go: another node may have written. */
  let heard = 0;
  const waiting: Waiting[] = [];
  const looking: { look: () => void; fail: (error: unknown) => void }[] = [];
  const passes = makePasses();
  const telling = makeTelling(clock);
  let loop: Promise<void> | null = null;

  function take({ seq: at, commandId, events }: Entry): Touched[] {
    seq = at;
    answered.set(commandId, events[0]?.no ?? null);
    return events.flatMap((event) => evolve(state, event));
  }

  const readAfter = (after: number): Promise<Entry[]> =>
    inOrganisation(db, organisationId, (tx) => readJournal(tx, organisationId, meetingId, after));

  function tell(touched: Touched[]): void {
    told = seq;
    telling.tell(state, seq, touched);
  }

  /** Takes in what the journal has that we have not: all of it, where ours has what was never committed. */
  async function catchUp(): Promise<void> {
    if (!isTrue) {
      const entries = await readAfter(0);
      state = emptyState();
      seq = 0;
      answered = new Map();
      passes.forget();
      const touched = entries.flatMap((entry) => {
        const here = take(entry);
        return entry.seq > told ? here : [];
      });
      isTrue = true;
      return tell(touched);
    }
    tell((await readAfter(seq)).flatMap(take));
  }

  const at = (): At => ({
    now: clock().toISOString(),
    // Few commands draw lots, and chance is dear.
    get lot() {
      return newId();
    },
    hash: hashOf,
    pass: passes.take,
  });

  /** Decides what waits, on top of each other; nothing of it is told before it is committed. */
  function decideAll(batch: Waiting[]) {
    const entries: Entry[] = [];
    const touched: Touched[] = [];
    const results: [Waiting, Outcome][] = [];
    const alongside: { act: Waiting; write: (tx: Transaction) => Promise<unknown> }[] = [];
    for (const act of batch) {
      const known = answered.get(act.id);
      if (known !== undefined) {
        results.push([act, known ?? { seq }]);
        continue;
      }
      const decided = act.decide(state, at());
      const isNo = isRefusal(decided);
      const events = isNo ? [{ type: "refused", set: {}, no: decided }] : decided;
      if (act.isKept || (!isNo && events.length > 0)) {
        const entry = { seq: seq + 1, commandId: act.id, events };
        entries.push(entry);
        touched.push(...take(entry));
      }
      results.push([act, isNo ? decided : { seq }]);
      if (!isNo && act.alongside) alongside.push({ act, write: (tx) => act.alongside!(tx, state) });
    }
    return { entries, touched, results, alongside };
  }

  /** Null: all of it is committed; otherwise nothing is, because of this act. */
  async function commit({ entries, alongside }: ReturnType<typeof decideAll>) {
    // Nearly always nothing but the journal: then it is one statement, and one way there and back.
    const nodes = others();
    const isTold = Boolean(nodes?.areThere() && nodes.areToldByStatement);
    const newest = entries.at(-1)?.seq;
    const tellOthers = () => {
      if (newest && nodes?.areThere() && !isTold) nodes.tellSeq(meetingId, newest);
    };
    if (alongside.length === 0) {
      await appendJournalAlone(pool, organisationId, meetingId, entries, isTold);
      tellOthers();
      return null;
    }
    let no: { act: Waiting; refusal: Refusal } | null = null;
    await inOrganisation(db, organisationId, async (tx) => {
      await appendJournal(tx, organisationId, meetingId, entries, isTold);
      for (const { act, write } of alongside) {
        const refusal = await write(tx);
        if (!isRefusal(refusal)) continue;
        no = { act, refusal };
        return refusal;
      }
    });
    if (!no) tellOthers();
    return no as { act: Waiting; refusal: Refusal } | null;
  }

  async function work(batch: Waiting[], tries = 1): Promise<void> {
    let decided: ReturnType<typeof decideAll>;
    try {
      decided = decideAll(batch);
      const no = await commit(decided);
      if (no) {
        isTrue = false;
        await catchUp();
        const refused = { ...no.act, decide: () => no.refusal };
        return work(batch.map((act) => (act === no.act ? refused : act)));
      }
    } catch (error) {
      // As far as we know nothing of it was written: forget it, take in what another node wrote, and decide again. What
      // was written all the same, and only the answer lost, is known by its id then.
      isTrue = false;
      await catchUp();
      if (isSeqTaken(error) && tries < mostTries) return work(batch, tries + 1);
      // One that cannot be written must not take the others with it.
      if (batch.length > 1) for (const each of batch) await work([each]);
      else if (answered.has(batch[0]!.id)) return work(batch);
      else batch[0]!.fail(error);
      return;
    }
    tell(decided.touched);
    for (const [act, result] of decided.results) act.settle(result);
  }

  async function run(): Promise<void> {
    // What came in one frame is written together.
    await null;
    while (waiting.length > 0 || looking.length > 0 || heard > seq) {
      const batch: Waiting[] = [];
      try {
        if (!isTrue || heard > seq) await catchUp();
        heard = seq;
        for (const { look } of looking.splice(0)) look();
        const last = waiting.findIndex(({ isLast }) => isLast);
        batch.push(...waiting.splice(0, Math.min(mostAtOnce, last < 0 ? mostAtOnce : last + 1)));
        if (batch.length > 0) await work(batch);
      } catch (error) {
        logger.error({ fault: (error as Error).message, meeting: meetingId }, "a meeting's loop failed");
        isTrue = false;
        heard = 0;
        const why = new Away("the journal cannot be reached", { cause: error });
        for (const each of [...batch, ...waiting.splice(0), ...looking.splice(0)]) each.fail(why);
      }
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

  /** Looks at the meeting between two commits: at nothing that could still be taken back. */
  function settled<Seen>(look: (state: State, seq: number) => Seen): Promise<Seen> {
    return new Promise((resolve, fail) => {
      looking.push({ look: () => resolve(look(state, seq)), fail });
      loop ??= run();
    });
  }

  return {
    organisationId,
    meetingId,
    onlookers: telling.onlookers,
    perform,
    settled,
    state: () => state,

    /** A command from a seat or a leader. */
    command: (command: Command, actor: Actor, alongside?: Act["alongside"]): Promise<Outcome> =>
      perform({
        id: command.id,
        isKept: true,
        isLast: command.type === "meeting.close" || command.type === "meeting.reopen",
        alongside,
        decide: (now, chance) => decide(now, command, actor, chance),
      }),

    enter: (onlooker: Onlooker, more: object): Promise<void> =>
      settled((now, stands) => telling.welcome(onlooker, now, stands, more)),

    /** The journal goes as far as this, says another node. */
    hear(newest: number): void {
      if (newest <= seq) return;
      heard = Math.max(heard, newest);
      loop ??= run();
    },

    /** Another node may have written without our having heard of it. */
    lookUp(): void {
      heard = Math.max(heard, seq + 1);
      loop ??= run();
    },

    load: catchUp,
    isResting: () => telling.onlookers.size === 0 && loop === null,
  };
}
