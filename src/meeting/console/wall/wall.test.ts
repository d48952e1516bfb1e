import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blocksOf, fitted, rowsAtFullSize, tracksOf } from "./fit.ts";
import { neighbour, nothingChosen, picked, pickedAll } from "./selection.ts";

describe("choosing notes", () => {
  const order = ["a", "b", "c", "d", "e"];
  const chosen = (selection: { chosen: ReadonlySet<string> }) => [...selection.chosen].sort().join("");

  test("a click chooses one, Ctrl adds and takes away, Shift runs from the last one clicked", () => {
    const b = picked(nothingChosen, "b", "only", order);
    expect(chosen(b)).toBe("b");
    const bd = picked(b, "d", "toggle", order);
    expect(chosen(bd)).toBe("bd");
    expect(chosen(picked(bd, "b", "toggle", order))).toBe("d");
    const range = picked(b, "d", "range", order);
    expect(chosen(range)).toBe("bcd");
    // Another Shift runs from the same note, not from where the first range ended.
    expect(chosen(picked(range, "a", "range", order))).toBe("ab");
    expect(chosen(picked(range, "e", "only", order))).toBe("e");
  });

  test("a range from a note that has left the wall is the note alone", () => {
    expect(chosen(picked({ chosen: new Set(["x"]), anchor: "x" }, "c", "range", order))).toBe("c");
  });

  test("all of a column, and then all of the wall", () => {
    const column = pickedAll(nothingChosen, ["b", "c"], order);
    expect(chosen(column)).toBe("bc");
    expect(chosen(pickedAll(column, ["b", "c"], order))).toBe("abcde");
  });
});

describe("going from note to note", () => {
  const at = (id: string, left: number, top: number, height = 100) => ({
    ...{ id, left, top, right: left + 200, bottom: top + height },
  });
  const [one, two, three] = [at("one", 0, 0), at("two", 0, 110, 40), at("three", 0, 160)];
  const [far, level] = [at("far", 220, 300), at("level", 220, 170)];
  const all = [one, two, three, far, level];
  const from = (start: typeof one, way: Parameters<typeof neighbour>[2]) =>
    neighbour(
      start,
      all.filter((each) => each !== start),
      way,
    )?.id;

  test("up and down stay in the column, left and right go to what hangs level", () => {
    expect(from(one, "ArrowDown")).toBe("two");
    expect(from(three, "ArrowUp")).toBe("two");
    expect(from(three, "ArrowRight")).toBe("level");
    expect(from(level, "ArrowLeft")).toBe("three");
    expect(from(one, "ArrowLeft")).toBeUndefined();
    expect(from(one, "ArrowUp")).toBeUndefined();
    expect(from(three, "ArrowDown")).toBeUndefined();
  });
});

describe("laying the wall out", () => {
  const laptop = { width: 1240, height: 560 };
  const phone = { width: 358, height: 560 };

  test("at full size a wall is read by scrolling down alone, as long as its columns are not too many", () => {
    expect(tracksOf(1000, rowsAtFullSize([1000], laptop))).toBe(5);
    expect(rowsAtFullSize([80, 5, 0], laptop)).toBe(40);
    const many = [200, 20, 20, 20, 20, 20];
    expect(tracksOf(200, rowsAtFullSize(many, laptop))).toBeGreaterThan(1);
  });

  test("a phone shows one note beside another nowhere", () => {
    expect(tracksOf(1000, rowsAtFullSize([1000, 3], phone))).toBe(1);
  });

  test("fitted into the window, all of it is in it, and no layout would be larger", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200), { minLength: 1, maxLength: 15 }), (counts) => {
        const { rows, zoom } = fitted(counts, laptop);
        const width = counts.reduce((sum, count) => sum + tracksOf(count, rows) * 232 + 36, 0);
        const height = rows * 118 + 62;
        if (zoom > 0.1) {
          expect(width * zoom).toBeLessThanOrEqual(laptop.width + 0.01);
          expect(height * zoom).toBeLessThanOrEqual(laptop.height + 0.01);
        }
        expect(zoom).toBeLessThanOrEqual(1);
      }),
    );
  });
});

test("blocks are whole rows, together all notes in their order, and few even of a thousand", () => {
  fc.assert(
    fc.property(fc.nat({ max: 1000 }), fc.integer({ min: 1, max: 60 }), (count, tracks) => {
      const notes = Array.from({ length: count }, (_, place) => place);
      const blocks = blocksOf(notes, tracks);
      expect(blocks.flat()).toEqual(notes);
      for (const block of blocks.slice(0, -1)) expect(block.length % tracks).toBe(0);
      expect(blocks.length).toBeLessThanOrEqual(Math.ceil(1000 / 14));
      for (const block of blocks) expect(block.length).toBeLessThanOrEqual(60);
    }),
  );
});
