import { expect, test } from "vitest";
import { statementColumns } from "./columns.ts";

test("the column with the longest texts is taken for what customers said; empty cells are left out", () => {
  const found = statementColumns(
    ["Dato", "Udsagn", "Kilde"],
    [
      ["2026-03-01", "Jeg måtte ringe\ntre gange.", "Telefon"],
      ["2026-03-02", "", "Mail"],
    ],
  );
  expect(found.likely).toBe(1);
  expect(found.columns[1]).toEqual({ name: "Udsagn", texts: ["Jeg måtte ringe tre gange."] });
  expect(found.rows).toBe(2);
});

test("a file with a header alone has columns and no statements", () => {
  expect(statementColumns(["Udsagn"], [])).toEqual({
    columns: [{ name: "Udsagn", texts: [] }],
    likely: 0,
    rows: 0,
  });
});
