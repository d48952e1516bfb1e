import type { Presence } from "./model/frames.ts";
import { presentRound, type State, theMeeting } from "./model/state.ts";

type Present = { connections: number; writing: Set<string>; done: Set<string> };

/** Who is connected, writing and done: kept in memory only, and said as numbers wherever writing is not named. */
export function makePresence() {
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

    /** For the round that the room is in. A leader is told which seats only where everybody may know who writes. */
    read(state: State, forLeader: boolean): Presence {
      const round = presentRound(state, theMeeting(state).stageId);
      const all = [...state.seats.keys()].map((id) => {
        const seat = seats.get(id);
        const isHere = (seat?.connections ?? 0) > 0;
        const isWriting = isHere && round !== undefined && seat!.writing.has(round.id);
        // Nobody waits for somebody who has left.
        const isDone = isHere && round !== undefined && seat!.done.has(round.id);
        return { id, isHere, isWriting, isDone };
      });
      const count = (is: "isHere" | "isWriting" | "isDone") => all.filter((seat) => seat[is]).length;
      const connected = count("isHere");
      return {
        ...{ connected, writing: count("isWriting"), done: count("isDone"), away: all.length - connected },
        ...(forLeader && (!round || round.mode === "named")
          ? { seats: Object.fromEntries(all.map(({ id, ...seat }) => [id, seat])) }
          : {}),
      };
    },
  };
}
