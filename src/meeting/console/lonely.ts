/** Groups that have shrunk to one, and where the one could go. Pure. */
import type { Presence } from "../model/frames.ts";
import { groupsInUse, peopleIn } from "../model/reading.ts";
import type { Room, RoomGroup, RoomSeat } from "../model/room.ts";

export type Lonely = { group: RoomGroup; seat: RoomSeat; to: RoomGroup };

/**
 * Whoever is left alone in a group while the others of it are away is suggested for the smallest of the groups that have
 * somebody. Nobody is suggested where it is not known who is away, nor where she was alone from the start.
 */
export function lonelyIn(room: Room, presence: Presence | null | undefined): Lonely[] {
  const seats = presence?.seats;
  if (!seats) return [];
  const inside = groupsInUse(room).map((group) => {
    const all = peopleIn(room).filter(({ groupId }) => groupId === group.id);
    const here = all.filter(({ id }) => seats[id]?.isHere);
    return { group, all, here };
  });
  return inside.flatMap(({ group, all, here }): Lonely[] => {
    const [seat] = here;
    if (!seat || here.length > 1 || all.length < 2 || seat.names.length > 1) return [];
    const [smallest] = inside
      .filter((other) => other.group.id !== group.id && other.here.length > 0)
      .toSorted((a, b) => a.here.length - b.here.length);
    return smallest ? [{ group, seat, to: smallest.group }] : [];
  });
}
