import { expect, test } from "vitest";
import type { You } from "./model/frames.ts";
import type { NodeWord } from "./nodes.wire.ts";
import { showPages, tellPages } from "./pagesTold.ts";
import type { Viewer } from "./view.ts";

/** Karen leads, Ole may; a screen stands in the room, and Anna has a phone. */
function toldBy(from: You): string[] {
  const told: string[] = [];
  const words: NodeWord[] = [];
  const viewers = {
    karen: { as: "leader", personId: "karen" },
    ole: { as: "leader", personId: "ole" },
    screen: { as: "screen" },
    anna: { as: "seat", seatId: "anna" },
  };
  const onlookers = new Set(
    Object.entries(viewers).map(([name, viewer]) => ({
      viewer: viewer as unknown as Viewer,
      send: () => void told.push(name),
    })),
  );
  const state = () => ({ meeting: new Map([["meeting", { leadingId: "karen" }]]) }) as never;
  tellPages({ onlookers, state }, from, { type: "pages", page: 1, count: 3, isHeld: false }, (word) =>
    words.push(word),
  );
  // Other servers pass it on to the same ones.
  const here = told.splice(0);
  for (const word of words) if ("pages" in word) showPages({ onlookers }, word.pages);
  expect(told).toEqual(here);
  return told;
}

test("where the big screen is, is told to those who may lead and to nobody else", () => {
  expect(toldBy({ as: "screen" })).toEqual(["karen", "ole"]);
});
test("whoever leads now turns the screen; another leader and a phone do not", () => {
  expect(toldBy({ as: "leader", personId: "karen", name: "", isLeading: true })).toEqual(["screen"]);
  expect(toldBy({ as: "leader", personId: "ole", name: "", isLeading: true })).toEqual([]);
  expect(toldBy({ as: "seat", seatId: "anna", names: [] })).toEqual([]);
});
