/** How many are here: one count for the console, the big screen and the phone. Pure. */
import type { RoomSeat } from "./room.ts";

type Seat = Pick<RoomSeat, "id" | "names"> & { sameAs?: string | null | undefined };

export type Heads<Of extends Seat = RoomSeat> = {
  /** Everybody who has come in, by name: whoever left again has been here. */
  people: number;
  /** Seats, each person's once. Several on one phone answer and vote as one, so they are one voice. */
  voices: number;
  /** Voices whose phone is connected now: nobody waits for the others. */
  here: number;
  away: number;
  /** Seats of several people. */
  shared: Of[];
};

/**
 * What is waited for is counted in voices, never in names: a figure that rose by two when one phone was done or came back
 * would tell whose it was. Before anything is known of the connections, all who came are here.
 */
export function headsOf<Of extends Seat>(
  seats: Iterable<Of>,
  presence: { connected: number } | null | undefined,
): Heads<Of> {
  const each = [...seats].filter(({ sameAs }) => !sameAs);
  const here = Math.min(presence?.connected ?? each.length, each.length);
  return {
    people: each.reduce((sum, { names }) => sum + names.length, 0),
    voices: each.length,
    here,
    away: each.length - here,
    shared: each.filter(({ names }) => names.length > 1),
  };
}

/** "4 of 5": whoever answered before she left has answered, and is one of them. */
export const outOf = (answered: number, { here }: Pick<Heads, "here">): number => Math.max(answered, here);

/** How many groups are drawn: none has more than `size`. For pairs nobody is left alone, and who shares a phone is one. */
export function groupCount(seats: readonly Pick<Seat, "names">[], size: number): number {
  const people = seats.reduce((sum, { names }) => sum + names.length, 0);
  const single = seats.filter(({ names }) => names.length < 2).length;
  const count = size === 2 ? seats.length - single + Math.floor(single / 2) : Math.ceil(people / size);
  return Math.max(1, Math.min(count, seats.length));
}
