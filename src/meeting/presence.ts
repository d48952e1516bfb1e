/** Who is connected, writing and done: kept in memory only, and said as numbers wherever writing is not named. */
import { type Doing, makeElsewhere, numbersOnly } from "./elsewhere.ts";
import type { Meeting } from "./loop.ts";
import { otherSeats, peopleOf } from "./model/decide/person.ts";
import type { Presence } from "./model/frames.ts";
import { headsOf } from "./model/heads.ts";
import { presentRound, type State, theMeeting } from "./model/state.ts";
import type { NodePresence, NodeWord } from "./nodes.wire.ts";
import { framed } from "./telling.ts";

type Present = { connections: number; writing: Set<string>; done: Set<string> };
export type Presences = ReturnType<typeof makePresence>;

/** Told at most this often: it changes with every letter that somebody writes. */
const every = 400;

/** Other servers, where there are any: who is connected to them counts here as well. */
type Others = { areThere: () => boolean; tell: (word: NodeWord) => void };
const alone: Others = { areThere: () => false, tell: () => undefined };

export function makePresence(meeting: Pick<Meeting, "onlookers" | "settled">, others = alone) {
  const elsewhere = makeElsewhere(others.tell);
  let telling: ReturnType<typeof setTimeout> | null = null;
  const seats = new Map<string, Present>();
  const of = (seatId: string): Present => {
    const known = seats.get(seatId) ?? { connections: 0, writing: new Set(), done: new Set() };
    seats.set(seatId, known);
    return known;
  };
  const turn = (set: Set<string>, roundId: string, isOn: boolean) =>
    void (isOn ? set.add(roundId) : set.delete(roundId));
  return {
    come: (seatId: string, done: readonly string[]) => {
      const seat = of(seatId);
      seat.connections++;
      for (const roundId of done) seat.done.add(roundId);
    },
    leave: (seatId: string) => {
      const seat = of(seatId);
      seat.connections--;
      if (seat.connections <= 0) seat.writing.clear();
    },
    writing: (seatId: string, roundId: string, isWriting: boolean) =>
      turn(of(seatId).writing, roundId, isWriting),
    done: (seatId: string, roundId: string, isDone: boolean) => turn(of(seatId).done, roundId, isDone),

    tell,
    tellAtOnce,

    /** What another server says of those who are connected to it. */
    hear(node: string, said: NodePresence): void {
      elsewhere.hear(node, said);
      tell();
    },
    gone(node: string): void {
      elsewhere.gone(node);
      tell();
    },
    /** Another server has come, and knows nothing of those who are here. */
    tellAnew(): void {
      elsewhere.anew();
      tell();
    },
  };

  /** Before long, to everybody. */
  function tell(): void {
    if (telling) return;
    telling = setTimeout(() => {
      telling = null;
      void tellAtOnce();
    }, every);
    telling.unref();
  }

  // Where the journal cannot be reached there is nothing to tell of.
  function tellAtOnce(): Promise<void> {
    return meeting.settled(tellNow).catch(() => undefined);
  }

  function tellNow(state: State): void {
    if (!theMeeting(state)) return;
    const frame = (forLeader: boolean) => framed({ type: "presence", presence: read(state, forLeader) });
    const [everybody, leaders] = [frame(false), frame(true)];
    for (const { viewer, send } of meeting.onlookers) send(viewer.as === "leader" ? leaders : everybody);
    if (others.areThere()) tellOthers(state);
  }

  function tellOthers(state: State): void {
    const round = presentRound(state, theMeeting(state).stageId);
    const here = new Map<string, Doing>();
    for (const [id, { connections, writing, done }] of seats)
      if (connections > 0)
        here.set(id, [
          round !== undefined && writing.has(round.id),
          round !== undefined && done.has(round.id),
        ]);
    elsewhere.tell(round?.id ?? null, round?.mode === "notStored" ? numbersOnly(here) : here);
  }

  /** For the round that the room is in. A leader is told which seats only where everybody may know who writes. */
  function read(state: State, forLeader: boolean): Presence {
    const round = presentRound(state, theMeeting(state).stageId);
    const all = peopleOf(state).map(({ id }) => {
      // Nobody waits for somebody who has left, nor for a phone that was put away for another.
      const own = [id, ...otherSeats(state, id)];
      const here = own
        .flatMap((seatId) => seats.get(seatId) ?? [])
        .filter(({ connections }) => connections > 0);
      const there = own.flatMap((seatId) => elsewhere.of(seatId, round?.id));
      const isIn = (what: "writing" | "done", at: 0 | 1) =>
        round !== undefined &&
        (here.some((seat) => seat[what].has(round.id)) || there.some((doing) => doing[at]));
      const isHere = here.length + there.length > 0;
      return { id, isHere, isWriting: isIn("writing", 0), isDone: isIn("done", 1) };
    });
    const count = (is: "isHere" | "isWriting" | "isDone") => all.filter((seat) => seat[is]).length;
    const connected = count("isHere");
    const { away } = headsOf(state.seats.values(), { connected });
    return {
      ...{ connected, writing: count("isWriting"), done: count("isDone"), away },
      ...(forLeader && (!round || round.mode === "named")
        ? { seats: Object.fromEntries(all.map(({ id, ...seat }) => [id, seat])) }
        : {}),
    };
  }
}
