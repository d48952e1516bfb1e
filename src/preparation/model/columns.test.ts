import { expect, test } from "vitest";
import { foundIn, statementColumns } from "./columns.ts";

const names = ["Dato", "Udsagn", "Kilde"];
const rows = [
  ["01-03-2026", "Jeg måtte ringe\ntre gange.", "Telefon"],
  ["2026-03-02", "", "Mail"],
  ["i går", "Tak for hjælpen, den var god.", ""],
];

test("the column with the longest texts is taken for what customers said; days and where they come from are found too", () => {
  const found = statementColumns(names, rows);
  expect([found.likely, found.likelySource, found.likelyDay]).toEqual([1, 2, 0]);
  expect(found.columns[1]?.cells).toEqual([
    "Jeg måtte ringe tre gange.",
    "",
    "Tak for hjælpen, den var god.",
  ]);
  expect(found.rows).toBe(3);
});

test("each statement keeps the source and the day of its own row; an empty row is none, a day that is none is counted", () => {
  const { columns } = statementColumns(names, rows);
  expect(foundIn(columns, { text: 1, source: 2, day: 0 })).toEqual({
    found: [
      { text: "Jeg måtte ringe tre gange.", source: "Telefon", saidOn: "2026-03-01" },
      { text: "Tak for hjælpen, den var god." },
    ],
    oddDays: 1,
  });
  expect(foundIn(columns, { text: 1, source: null, day: null }).found[0]).toEqual({
    text: "Jeg måtte ringe tre gange.",
  });
});

test("a file with a header alone has columns and no statements", () => {
  expect(statementColumns(["Udsagn"], [])).toEqual({
    ...{ columns: [{ name: "Udsagn", cells: [] }], likely: 0, likelySource: null, likelyDay: null },
    rows: 0,
  });
});
