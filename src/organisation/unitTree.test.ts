import { describe, expect, it } from "vitest";
import { asTree, withBelow } from "./unitTree.ts";
import type { Unit } from "./wire.ts";

const unit = (id: string, parentId: string | null = null): Unit => ({
  id,
  parentId,
  name: id,
  timeZone: "Europe/Copenhagen",
  version: 1,
  leaders: [],
  people: 0,
  archived: false,
});
const units = [
  unit("north"),
  unit("shop", "north"),
  unit("till", "shop"),
  unit("south"),
  unit("depot", "north"),
];

describe("units as a tree", () => {
  it("puts each unit after the one it lies below", () => {
    expect(asTree(units).map(({ unit, depth }) => `${depth} ${unit.id}`)).toEqual([
      "0 north",
      "1 shop",
      "2 till",
      "1 depot",
      "0 south",
    ]);
  });
  it("shows a unit at the top whose parent is not among them", () => {
    expect(asTree([unit("shop", "hidden")])).toEqual([{ unit: unit("shop", "hidden"), depth: 0 }]);
  });
  it("knows a unit with all that lies below it, and no more", () => {
    expect([...withBelow(units, "shop")]).toEqual(["shop", "till"]);
    expect([...withBelow(units, "south")]).toEqual(["south"]);
    expect(withBelow(units, "gone").size).toBe(0);
  });
});
