import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addLink, formatted, hasFormatting, toggleBold, toggleList } from "./formatted.ts";

const paragraph = (note: string) => {
  const [part] = formatted(note);
  return part?.kind === "paragraph" ? part.pieces : null;
};

describe("a note is read as", () => {
  test("bold words, and a link inside them", () => {
    expect(paragraph("Ring **samme dag** til [kunden](https://a.example/x_(1))")).toEqual([
      { text: "Ring " },
      { text: "samme dag", isBold: true },
      { text: " til " },
      { text: "kunden", href: "https://a.example/x_(1" },
      { text: ")" },
    ]);
    expect(paragraph("**se https://a.example.**")).toEqual([
      { text: "se ", isBold: true },
      { text: "https://a.example", href: "https://a.example", isBold: true },
      { text: ".", isBold: true },
    ]);
  });
  test("lists with points or numbers, until something else or an empty line comes", () => {
    expect(formatted("Husk:\n- en\n* to\n1. først\n2) så\n\n- ny")).toMatchObject([
      { kind: "paragraph" },
      { kind: "list", isNumbered: false, items: [[{ text: "en" }], [{ text: "to" }]] },
      { kind: "list", isNumbered: true, items: [[{ text: "først" }], [{ text: "så" }]] },
      { kind: "list", isNumbered: false, items: [[{ text: "ny" }]] },
    ]);
  });
  test("what only looks like it stays as it was typed", () => {
    for (const note of [
      "2 ** 3 ** 4",
      "-10 grader",
      "3.5 timer",
      "[x](javascript:alert(1))",
      "<b>fed</b>",
      "**",
      "[tom]()",
      "data:text/html,x",
    ]) {
      expect(paragraph(note), note).toEqual([{ text: note }]);
      expect(hasFormatting(note)).toBe(false);
    }
  });
  test("no link leads anywhere but to a page or to a mail, whatever is written", () => {
    const sign = fc.constantFrom(
      ...["*", "**", "[", "]", "(", ")", "https://", "mailto:", "javascript:", "a", " ", "\n", "- ", "1. "],
    );
    const odd = fc.array(sign, { maxLength: 30 }).map((all) => all.join(""));
    fc.assert(
      fc.property(odd, (note) => {
        for (const part of formatted(note))
          for (const piece of part.kind === "list" ? part.items.flat() : part.pieces)
            if (piece.href) expect(piece.href).toMatch(/^(https?:\/\/|mailto:)/);
      }),
    );
  });
  test("plain lines lose nothing but the space around them", () => {
    const plain = fc.array(fc.stringMatching(/^[a-zæøå ,.!?]{0,40}$/u), { maxLength: 8 });
    fc.assert(
      fc.property(plain, (lines) => {
        const said = formatted(lines.join("\n")).map((part) =>
          part.kind === "paragraph" ? part.pieces.map(({ text }) => text).join("") : "list",
        );
        expect(said).toEqual(lines.map((line) => line.trim()).filter(Boolean));
      }),
    );
  });
});

describe("a button", () => {
  const at = (text: string) => {
    const [before = "", within = "", after = ""] = text.split("|");
    return { text: before + within + after, from: before.length, to: before.length + within.length };
  };
  const shown = ({ text, from, to }: { text: string; from: number; to: number }) =>
    `${text.slice(0, from)}|${text.slice(from, to)}|${text.slice(to)}`;
  test("makes bold what is selected, without the space at its ends, and takes it back", () => {
    expect(shown(toggleBold(at("Ring |samme dag |til")))).toBe("Ring **|samme dag|** til");
    expect(shown(toggleBold(at("Ring **|samme dag|** til")))).toBe("Ring |samme dag| til");
    expect(shown(toggleBold(at("||")))).toBe("**||**");
  });
  test("makes points of lines, and lines of points", () => {
    expect(toggleList(at("Husk\ne|n\nt|o\nslut")).text).toBe("Husk\n- en\n- to\nslut");
    expect(toggleList(at("|- en\n- to|")).text).toBe("en\nto");
    expect(toggleList(at("||")).text).toBe("- ");
  });
  test("makes a link of words, or of an address, and selects what is to be written", () => {
    expect(shown(addLink(at("Se |siden| her")))).toBe("Se [siden](|https://|) her");
    expect(shown(addLink(at("|https://a.example|")))).toBe("[||](https://a.example)");
  });
});
