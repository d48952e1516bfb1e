import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { merged } from "./merging.ts";

const both = (was: string, mine: string, theirs: string) => merged(was, mine, theirs)?.text ?? null;

describe("two who write in one text at once", () => {
  test("in different places: both stand", () => {
    expect(both("ringer tilbage", "Vi ringer tilbage", "ringer tilbage samme dag")).toBe(
      "Vi ringer tilbage samme dag",
    );
    expect(both("ringer tilbage", "ringer tilbage samme dag", "Vi ringer tilbage")).toBe(
      "Vi ringer tilbage samme dag",
    );
    expect(both("Vi ringer måske tilbage", "Vi ringer tilbage", "Vi ringer måske tilbage i dag")).toBe(
      "Vi ringer tilbage i dag",
    );
  });
  test("both add in the same place: each is whole, and words do not run together", () => {
    expect(both("Vi ringer", "Vi ringer i dag", "Vi ringer tilbage")).toBe("Vi ringer i dag tilbage");
    expect(both("", "Vi ringer", "Vi siger til")).toBe("Vi ringer\nVi siger til");
  });
  test("who goes on writing while another's words come in before or after hers loses no letter", () => {
    // Anna was first with half a word; Bo's words were put in, and she writes the other half.
    const room = both("", "Vi siger", "Vi ri")!;
    expect(room).toBe("Vi siger\nVi ri");
    expect(both("Vi ri", "Vi ringer", room)).toBe("Vi siger\nVi ringer");
  });
  test("both have changed the same words: nobody's is taken for the right one", () => {
    expect(both("samme dag", "næste dag", "senest i morgen")).toBeNull();
    expect(both("samme dag", "næste dag", "samtidig")).toBeNull();
  });
  test("the caret stays at the letter before it", () => {
    const mine = "Vi ringer tilbage";
    const { text, placeOf } = merged("ringer tilbage", mine, "ringer altid tilbage")!;
    expect(text).toBe("Vi ringer altid tilbage");
    expect(text.slice(0, placeOf(2))).toBe("Vi");
    expect(text.slice(0, placeOf(mine.length))).toBe(text);
  });
  test("who changed nothing gets the other's; the same change twice is one", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (was, is) => {
        expect(both(was, was, is)).toBe(is);
        expect(both(was, is, was)).toBe(is);
        expect(both(was, is, is)).toBe(is);
      }),
    );
  });
  test("whatever two add, and wherever: nothing of either, and nothing of what stood there, is gone", () => {
    const put = fc.stringMatching(/^[a-zæøå ]{1,12}$/);
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z ]{0,20}$/), put, put, fc.nat(), fc.nat(), (was, a, b, at, bt) => {
        const added = (text: string, place: number) =>
          was.slice(0, place % (was.length + 1)) + text + was.slice(place % (was.length + 1));
        const text = both(was, added(a, at), added(b, bt))!;
        const letters = (some: string) => [...some.replaceAll(/\s/g, "")].sort().join("");
        expect(letters(text)).toBe(letters(was + a + b));
        expect(text.replaceAll(/[a-zæøå\s]/g, "")).toBe(was.replaceAll(" ", ""));
      }),
    );
  });
  test("the caret is never outside the text", () => {
    const short = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(short, short, short, (was, mine, theirs) => {
        const result = merged(was, mine, theirs);
        if (!result) return;
        const places = [...mine, ""].map((_, place) => result.placeOf(place));
        expect(places.every((place) => place >= 0 && place <= result.text.length)).toBe(true);
      }),
    );
  });
});
