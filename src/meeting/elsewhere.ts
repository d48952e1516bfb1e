/** Who of a meeting is connected to other servers; and what these are told of those who are connected here. */
import type { NodePresence, NodeWord } from "./nodes.wire.ts";

/** Whether somebody writes, and whether she is done, in the round that the room is in. */
export type Doing = readonly [isWriting: boolean, isDone: boolean];
type Node = { roundId: string | null; seats: Map<string, Doing> };

/** As many as a word between servers holds. */
const seatsInAWord = 120;

/** The same numbers, with nothing left of whose they are. */
export function numbersOnly(seats: ReadonlyMap<string, Doing>): Map<string, Doing> {
  const all = [...seats.values()];
  const [writing, done] = ([0, 1] as const).map((what) => all.filter((doing) => doing[what]).length);
  const ids = [...seats.keys()].sort();
  return new Map(ids.map((id, place) => [id, [place < writing!, place < done!]]));
}

export function makeElsewhere(tell: (word: NodeWord) => void) {
  const nodes = new Map<string, Node>();
  let told: Node = { roundId: null, seats: new Map() };
  let isAnew = true;

  return {
    hear(node: string, { roundId, seats }: NodePresence): void {
      const known = nodes.get(node) ?? { roundId, seats: new Map<string, Doing>() };
      nodes.set(node, known);
      known.roundId = roundId;
      for (const [seatId, doing] of Object.entries(seats))
        if (doing) known.seats.set(seatId, doing);
        else known.seats.delete(seatId);
    },
    gone: (node: string): void => void nodes.delete(node),
    /** What others say of a seat that is connected to them; of another round only that it is there. */
    of(seatId: string, roundId: string | undefined): Doing[] {
      return [...nodes.values()].flatMap((node) => {
        const doing = node.seats.get(seatId);
        if (!doing) return [];
        return node.roundId === roundId ? [doing] : [[false, false] as const];
      });
    },
    /** Somebody has come who knows nothing. */
    anew(): void {
      isAnew = true;
    },
    /** Tells what has changed since it was told last. */
    tell(roundId: string | null, seats: ReadonlyMap<string, Doing>): void {
      const isOther = isAnew || told.roundId !== roundId;
      const left = [...told.seats.keys()].filter((id) => !seats.has(id));
      const changed = [...seats].filter(([id, doing]) => isOther || `${told.seats.get(id)}` !== `${doing}`);
      const entries = [
        ...left.map((id) => [id, null] as const),
        ...changed.map(([id, [isWriting, isDone]]) => [id, [isWriting, isDone]] as const),
      ];
      if (!isOther && entries.length === 0) return;
      isAnew = false;
      told = { roundId, seats: new Map(seats) };
      for (let from = 0; from === 0 || from < entries.length; from += seatsInAWord) {
        const part = entries.slice(from, from + seatsInAWord);
        tell({ presence: { roundId, seats: Object.fromEntries(part) as NodePresence["seats"] } });
      }
    },
  };
}
