import { expect, test } from "vitest";
import { emptyRoom, type Room } from "../model/room.ts";
import { lonelyIn } from "./lonely.ts";

/** Groups by who is in them; a name in small letters is away. */
function roomOf(groups: Record<string, string[]>) {
  const room: Room = emptyRoom();
  room.meeting["meeting"] = { stageOrder: ["groups"] } as Room["meeting"][string];
  room.stages["groups"] = { id: "groups", kind: "groups", roundIds: ["r"] } as Room["stages"][string];
  const seats: Record<string, { isHere: boolean; isWriting: boolean; isDone: boolean }> = {};
  for (const [position, [name, people]] of Object.entries(groups).entries()) {
    room.groups[name] = { id: name, roundId: "r", name, position, seatIds: people, noteCount: 0 };
    for (const id of people) {
      room.seats[id] = { id, names: [id], groupId: name, joinedAt: "" };
      seats[id] = { isHere: id !== id.toLowerCase(), isWriting: false, isDone: false };
    }
  }
  return { room, presence: { connected: 0, writing: 0, done: 0, away: 0, seats } };
}
const suggested = (groups: Record<string, string[]>) => {
  const { room, presence } = roomOf(groups);
  return lonelyIn(room, presence).map(({ seat, to }) => `${seat.id} → ${to.name}`);
};

test("whoever is left alone is suggested for the smallest other group", () => {
  expect(
    suggested({ one: ["Anna", "bo"], two: ["Cilla", "Dorte", "Eva"], three: ["Finn", "Gerda"] }),
  ).toEqual(["Anna → three"]);
});

test("nobody is suggested where two are left, where all have gone, or where there is nowhere to go", () => {
  expect(suggested({ one: ["Anna", "Bo", "carl"], two: ["dorte", "eva"] })).toEqual([]);
  expect(suggested({ one: ["Anna", "bo"], two: ["carl", "dorte"] })).toEqual([]);
});

test("where nobody may know who is away nothing is suggested", () => {
  const { room } = roomOf({ one: ["Anna", "bo"], two: ["Cilla", "Dorte"] });
  expect(lonelyIn(room, { connected: 0, writing: 0, done: 0, away: 0 })).toEqual([]);
});
