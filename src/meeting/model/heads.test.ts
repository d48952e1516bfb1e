import { expect, test } from "vitest";
import { headsOf, outOf } from "./heads.ts";

const seat = (id: string, names: string[], sameAs: string | null = null) => ({ id, names, sameAs });
const bo = seat("bo", ["Bo"]);
const pair = seat("pair", ["Eva", "Gitte"]);
const ida = seat("ida", ["Ida"]);

test("who shares a phone is counted by name among those who came, and is one voice", () => {
  expect(headsOf([bo, pair], null)).toMatchObject({ people: 3, voices: 2, here: 2, away: 0, shared: [pair] });
});

test("whoever has left has been here, and nobody waits for her", () => {
  expect(headsOf([bo, pair, ida], { connected: 2 })).toMatchObject({
    ...{ people: 4, voices: 3, here: 2, away: 1 },
  });
});

test("a second phone of the same person is nobody more", () => {
  expect(headsOf([bo, seat("bo2", ["Bo"], "bo")], { connected: 1 })).toMatchObject({
    ...{ people: 1, voices: 1, here: 1, away: 0 },
  });
});

test("a seat that is taken out counts at once, also where the connections are told a moment later", () => {
  expect(headsOf([bo], { connected: 2 })).toMatchObject({ voices: 1, here: 1, away: 0 });
});

test("of how many: whoever answered before she left is one of them", () => {
  const heads = headsOf([bo, pair, ida], { connected: 2 });
  expect(outOf(1, heads)).toBe(2);
  expect(outOf(3, heads)).toBe(3);
});
