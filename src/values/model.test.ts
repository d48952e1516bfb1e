import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fits, isOrderOf, mostValues, moved } from "./model.ts";

const decency = { id: "1", name: "Ordentlighed", colour: "ocean", mark: "circle" };
const courage = { id: "2", name: "Mod", colour: "amber", mark: "square" };

describe("a value among the others", () => {
  it("fits with a name, a colour and a mark of its own", () => {
    expect(fits({ id: null, name: "Nærvær", colour: "fern", mark: "leaf" }, [decency, courage])).toBe(true);
  });
  it("is refused for a name that differs in letter case or spaces only", () => {
    expect(fits({ ...courage, name: " ordentlighed " }, [decency, courage])).toMatchObject({
      refusal: "nameTaken",
      field: "name",
    });
  });
  it("is refused for a colour or a mark that another bears, and told whose", () => {
    expect(fits({ ...courage, colour: "ocean" }, [decency, courage])).toMatchObject({
      refusal: "colourTaken",
      values: { name: "Ordentlighed" },
    });
    expect(fits({ ...courage, mark: "circle" }, [decency, courage])).toMatchObject({
      refusal: "markTaken",
      field: "mark",
    });
  });
  it("keeps its own name, colour and mark when it is changed", () => {
    expect(fits({ ...decency }, [decency, courage])).toBe(true);
  });
  it("finds no room when there are as many as can be remembered", () => {
    const full = Array.from({ length: mostValues }, (_, index) => ({
      id: `${index}`,
      name: `${index}`,
      colour: "",
      mark: "",
    }));
    expect(fits({ id: null, name: "En til", colour: "x", mark: "y" }, full)).toMatchObject({
      refusal: "tooManyValues",
    });
    expect(fits({ id: "0", name: "Nyt navn", colour: "x", mark: "y" }, full)).toBe(true);
  });
});

describe("the order of values", () => {
  it("names each value once", () => {
    expect(isOrderOf(["b", "a"], ["a", "b"])).toBe(true);
    for (const wrong of [["a"], ["a", "a"], ["a", "c"], ["a", "b", "c"]])
      expect(isOrderOf(wrong, ["a", "b"])).toBe(false);
  });
  it("loses none when one is moved, however far", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(), { minLength: 1, maxLength: 7 }),
        fc.nat(6),
        fc.integer({ min: -3, max: 9 }),
        (items, from, to) => {
          expect([...moved(items, from, to)].sort()).toEqual([...items].sort());
        },
      ),
    );
    expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
    expect(moved(["a", "b", "c"], 2, -1)).toEqual(["c", "a", "b"]);
  });
});
