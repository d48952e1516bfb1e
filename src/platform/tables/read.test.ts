import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { isRefusal } from "#platform/refusal.ts";
import { type ReadTable, readTable } from "./read.ts";

const file = (name: string) => readFileSync(new URL(`testing/customers-${name}.csv`, import.meta.url));
const read = async (bytes: Uint8Array): Promise<ReadTable> => {
  const table = await readTable(bytes);
  if (isRefusal(table)) throw new Error(table.refusal);
  return table;
};
const danish = ["Kunde", "E-mail", "Medarbejder", "Kontaktdato", "Sprog", "Kontakttype"];

test.each([
  ["danish-excel-windows1252-semicolon", "windows-1252", ";", danish, "Lærke Ågesen"],
  ["utf8-bom-crlf", "utf-8", ";", danish, "Niels Ærø"],
  ["utf16le-tab", "utf-16le", "\t", danish, "Jørgen Kjær"],
  [
    "english-headers-commas-iso-dates",
    "utf-8",
    ",",
    ["Customer name", "Email address", "Employee", "Date of contact", "Language", "Channel"],
    "Torkild Højgaard",
  ],
])("%s is read as it was meant", async (name, encoding, delimiter, columns, first) => {
  const table = await read(file(name));
  expect(table).toMatchObject({ encoding, delimiter, columns });
  expect(table.rows[0]![0]).toBe(first);
  for (const row of table.rows) expect(row).toHaveLength(columns.length);
});

test("a header alone is a table without rows; nothing at all is refused; a picture is refused whatever it is called", async () => {
  expect(await read(file("only-a-header"))).toMatchObject({ columns: danish, rows: [] });
  expect(await readTable(file("empty"))).toMatchObject({ refusal: "tableEmpty", field: "file" });
  expect(await readTable(file("is-really-a-png"))).toMatchObject({ refusal: "tableUnreadable" });
});

test("a file in which every row has something wrong is still read row by row", async () => {
  const { rows } = await read(file("every-row-has-something-wrong"));
  const names = rows.map((row) => row[0]);
  expect(names).toContain("Torkild Højgaard");
  // A formula stays the text that it is.
  expect(names).toContain('=HYPERLINK("http://example.com","klik")');
});

test("an Excel workbook is read, its dates as days", async () => {
  const rows = [
    [{ value: "Udsagn" }, { value: "Dato" }],
    [
      { value: "Fakturaen er umulig at forstå" },
      { value: new Date(Date.UTC(2026, 2, 29)), format: "dd-mm-yyyy" },
    ],
  ];
  const workbook = await writeXlsxFile(rows as never).toBuffer();
  expect(await read(workbook)).toEqual({
    columns: ["Udsagn", "Dato"],
    rows: [["Fakturaen er umulig at forstå", "2026-03-29"]],
    encoding: "xlsx",
    delimiter: null,
  });
  expect(await readTable(workbook.subarray(0, 200))).toMatchObject({ refusal: "tableUnreadable" });
});

test("an archive that would unfold to more than there is room for is refused before it is unfolded", async () => {
  const workbook = await writeXlsxFile([[{ value: "Udsagn" }], [{ value: "Godt" }]] as never).toBuffer();
  // Its list of contents says of each how large it is: here, of the first, that it is nearly four gigabytes.
  const entry = workbook.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  workbook.writeUInt32LE(0xf0000000, entry + 24);
  expect(await readTable(workbook)).toMatchObject({ refusal: "tableTooLargeUnpacked", field: "file" });
});

test("whatever the bytes, there is a table or a reason", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      const table = await readTable(bytes);
      if (!isRefusal(table)) for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
    }),
  );
});
