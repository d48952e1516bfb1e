import fc from "fast-check";
import { expect, test } from "vitest";
import { type Attending, evenly, mayChoose, seatsLeft } from "./sessions.ts";

const at = (sessionId: string, ...ids: string[]): Attending[] =>
  ids.map((id) => ({ id, sessionId, stays: id === id.toUpperCase() }));

test("people are divided evenly, and as few as possible are moved", () => {
  expect(evenly(at("one", "a", "b", "c", "d", "e"), ["one", "two"])).toEqual([
    { id: "e", from: "one", to: "two" },
    { id: "d", from: "one", to: "two" },
  ]);
  expect(evenly([...at("one", "a", "b"), ...at("two", "c")], ["one", "two"])).toEqual([]);
});

test("who has said that she comes stays where she is, however uneven that is", () => {
  expect(evenly(at("one", "A", "B", "C", "D"), ["one", "two"])).toEqual([]);
  expect(evenly(at("one", "A", "B", "c"), ["one", "two"]).map(({ id }) => id)).toEqual(["c"]);
});

test("one session has nothing to divide, and who is elsewhere is left there", () => {
  expect(evenly(at("one", "a", "b"), ["one"])).toEqual([]);
  expect(evenly(at("gone", "a", "b", "c"), ["one", "two"])).toEqual([]);
});

test("nobody is lost or doubled, and where all may move no two sessions differ by more than one", () => {
  const sessions = ["one", "two", "three"];
  const person = fc.record({ sessionId: fc.constantFrom(...sessions), stays: fc.boolean() });
  fc.assert(
    fc.property(fc.array(person, { maxLength: 40 }), (people) => {
      const attending = people.map((each, index) => ({ ...each, id: String(index) }));
      const moves = evenly(attending, sessions);
      expect(new Set(moves.map(({ id }) => id)).size).toBe(moves.length);
      const now = attending.map((each) => moves.find(({ id }) => id === each.id)?.to ?? each.sessionId);
      const sizes = sessions.map((id) => now.filter((each) => each === id).length);
      for (const { id } of moves) expect(attending[Number(id)]!.stays).toBe(false);
      if (attending.every(({ stays }) => !stays))
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
});

test("a session is chosen until one's own begins, or where it was called off; who leads along is asked nothing", () => {
  const now = new Date("2031-03-03T10:00:00Z");
  const own = { state: "planned", byChoice: true, sent: { startsAt: "2031-03-03T12:00:00Z" } };
  const anna = { role: "participant", sentSequence: 0 };
  expect(mayChoose(own, anna, now)).toBe(true);
  expect(mayChoose({ ...own, state: "cancelled" }, anna, new Date("2031-03-04T10:00:00Z"))).toBe(true);
  expect(mayChoose(own, anna, new Date("2031-03-03T12:00:00Z"))).toBe(false);
  expect(mayChoose({ ...own, byChoice: false }, anna, now)).toBe(false);
  expect(mayChoose({ ...own, state: "closed" }, anna, now)).toBe(false);
  expect(mayChoose(own, { ...anna, role: "coLeader" }, now)).toBe(false);
  expect(mayChoose(own, { ...anna, sentSequence: null }, now)).toBe(false);
});

test("a seat is taken by who has not said no, and by no one who leads along; more than there are leave none", () => {
  const all = ["yes", "none", "maybe", "no"].map((reply) => ({ role: "participant", reply }));
  expect(seatsLeft(null, all)).toBeNull();
  expect(seatsLeft(5, [...all, { role: "coLeader", reply: "yes" }])).toBe(2);
  expect(seatsLeft(2, all)).toBe(0);
});
