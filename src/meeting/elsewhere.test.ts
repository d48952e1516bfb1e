import { expect, test } from "vitest";
import { longestWord } from "#platform/bus/bus.ts";
import { type Doing, makeElsewhere, numbersOnly } from "./elsewhere.ts";
import type { NodeWord } from "./nodes.wire.ts";

const said: NodeWord[] = [];
const here = makeElsewhere((word) => said.push(word));
const heardOf = (word: NodeWord | undefined) => (word && "presence" in word ? word.presence : null)!;

test("only what has changed is told, all of it again in another round or to somebody who has come", () => {
  here.tell(
    "first",
    new Map<string, Doing>([
      ["anna", [true, false]],
      ["bo", [false, false]],
    ]),
  );
  expect(said.splice(0)).toEqual([
    { presence: { roundId: "first", seats: { anna: [true, false], bo: [false, false] } } },
  ]);
  here.tell("first", new Map<string, Doing>([["anna", [false, true]]]));
  expect(said.splice(0)).toEqual([
    { presence: { roundId: "first", seats: { bo: null, anna: [false, true] } } },
  ]);
  here.tell("first", new Map<string, Doing>([["anna", [false, true]]]));
  expect(said).toEqual([]);
  here.tell("second", new Map<string, Doing>());
  expect(said.splice(0)).toEqual([{ presence: { roundId: "second", seats: { anna: null } } }]);
  here.anew();
  here.tell("second", new Map<string, Doing>());
  expect(said.splice(0)).toHaveLength(1);
});

test("what another server said of an earlier round does not count in this one, but that somebody is there does", () => {
  const there = makeElsewhere(() => undefined);
  there.hear("node", { roundId: "first", seats: { anna: [true, true] } });
  expect(there.of("anna", "first")).toEqual([[true, true]]);
  expect(there.of("anna", "second")).toEqual([[false, false]]);
  expect(there.of("bo", "first")).toEqual([]);
  there.gone("node");
  expect(there.of("anna", "first")).toEqual([]);
});

test("a large room is told in words that a database can carry", () => {
  const many = new Map<string, Doing>(
    Array.from({ length: 500 }, (_, at) => [`${at}`.padStart(36, "0"), [false, false]]),
  );
  here.tell("third", many);
  expect(Math.max(...said.map((word) => JSON.stringify(word).length))).toBeLessThan(longestWord);
  expect(Object.keys(Object.assign({}, ...said.map((word) => heardOf(word).seats)))).toHaveLength(500);
});

test("where nothing is stored the numbers hold and are nobody's", () => {
  const one = numbersOnly(
    new Map<string, Doing>([
      ["a", [false, false]],
      ["b", [true, true]],
      ["c", [false, true]],
    ]),
  );
  const other = numbersOnly(
    new Map<string, Doing>([
      ["a", [true, true]],
      ["b", [false, true]],
      ["c", [false, false]],
    ]),
  );
  expect(one).toEqual(other);
  expect([...one.values()].filter(([isWriting]) => isWriting)).toHaveLength(1);
  expect([...one.values()].filter(([, isDone]) => isDone)).toHaveLength(2);
});
