import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isRefusal } from "#platform/refusal.ts";
import { readTable } from "#platform/tables/read.ts";
import {
  guessMapping,
  isLongAgo,
  type Known,
  readCustomers,
  refusals,
  refusedFirst,
  toEmail,
} from "./customers.ts";

const employees = [
  { id: "anna", name: "Anna Lund", email: "anna.lund@nordvarme.example" },
  { id: "bo", name: "Bo Kjær", email: "bo.kjaer@nordvarme.example" },
  { id: "carla", name: "Carla Moe", email: "carla.moe@nordvarme.example" },
  { id: "dan", name: "Dan Holm", email: "dan.holm@nordvarme.example" },
];
const known: Known = { employees, optedOut: new Set(), contacts: new Set(), today: "2026-11-23" };

async function readFile(name: string, more: Partial<Known> = {}) {
  const bytes = readFileSync(new URL(`../../platform/tables/testing/customers-${name}.csv`, import.meta.url));
  const table = await readTable(bytes);
  if (isRefusal(table)) throw new Error(table.refusal);
  const mapping = guessMapping(table.columns, table.rows, employees);
  return { mapping, table, ...readCustomers(table.rows, mapping, { ...known, ...more }) };
}

describe("files as they come", () => {
  test.each([
    ["danish-excel-windows1252-semicolon", 120, "Lærke Ågesen"],
    ["utf8-bom-crlf", 80, "Niels Ærø"],
    ["utf16le-tab", 40, "Jørgen Kjær"],
    ["english-headers-commas-iso-dates", 60, "Torkild Højgaard"],
  ])("%s is taken whole, its columns guessed", async (name, count, first) => {
    const { mapping, contacts, report } = await readFile(name);
    expect(mapping).toEqual({ name: 0, email: 1, employee: 2, happenedOn: 3, language: 4, occasion: 5 });
    expect(report.filter((row) => !row.isTaken)).toEqual([]);
    expect(contacts).toHaveLength(count);
    expect(contacts[0]!.name).toBe(first);
    for (const { happenedOn } of contacts) expect(happenedOn).toMatch(/^2026-\d\d-\d\d$/);
  });

  test("a header alone has no contacts and nothing wrong", async () => {
    expect(await readFile("only-a-header")).toMatchObject({ contacts: [], report: [] });
  });

  test("a contact of months ago is taken, and said to be one", async () => {
    expect([isLongAgo("2026-01-01", "2026-03-02"), isLongAgo("2026-01-01", "2026-03-03")]).toEqual([
      false,
      true,
    ]);
  });

  test("where every row has something wrong, each is told apart", async () => {
    const { contacts, report, table } = await readFile("every-row-has-something-wrong");
    const said = (cell: string) => {
      const index = table.rows.findIndex((row) => row.some((each) => each.includes(cell)));
      const { isTaken, remarks } = report[index]!;
      // How old the contacts are is another matter.
      return [isTaken, ...remarks.flatMap(({ code }) => (code === "longAgo" ? [] : [code]))];
    };
    expect(said("Torkild Højgaard")).toEqual([true]);
    expect(said("ikke en adresse")).toEqual([false, "emailInvalid"]);
    expect(said("Üwe Østergård")).toEqual([false, "emailMissing"]);
    expect(said("KUNDE4@KUNDER.EXAMPLE")).toEqual([true]);
    expect(said("Øjvind O'Brien")).toEqual([true, "sameCustomer"]);
    expect(said("ukendt@nordvarme.example")).toEqual([false, "employeeUnknown"]);
    expect(said("31-02-2026")).toEqual([false, "dateImpossible"]);
    expect(said("2026/13/01")).toEqual([false, "dateImpossible"]);
    expect(said("=HYPERLINK")).toEqual([true, "looksLikeFormula"]);
    expect(said("@SUM(A1:A9)")).toEqual([true, "looksLikeFormula"]);
    expect(said("<img src=x")).toEqual([true]);
    expect(said("To\nlinjer")).toEqual([true, "textCleaned"]);
    expect(said("kunde13@kunder.example")).toEqual([true]);
    expect(said("tysk")).toEqual([true, "languageUnknown"]);
    expect(said("xxxxxxxx")).toEqual([true, "nameShortened"]);
    expect(said("kunde16@kunder.example")).toEqual([true, "dateMissing"]);
    // A line smuggled in after the address would become a header of the mail.
    expect(said("Bcc: alle@kunder.example")).toEqual([false, "emailInvalid"]);
    expect(said("omvendt")).toEqual([true, "textCleaned"]);
    expect(report.map(({ rowNumber }) => rowNumber)).toEqual(table.rows.map((_, index) => index + 2));
    expect(contacts).toHaveLength(report.filter((row) => row.isTaken).length);
    // Told in the order in which they are mended: however many have a remark, none that is refused stands behind them.
    const told = refusedFirst(report).map(({ isTaken }) => isTaken);
    expect(told.indexOf(true)).toBe(told.filter((isTaken) => !isTaken).length);
    expect(contacts.find(({ name }) => name.startsWith("xxx"))!.name).toHaveLength(200);
  });
});

describe("columns", () => {
  test("are found by what stands in them where the headings say nothing", () => {
    const rows = [["kunde@firma.example", "Anna Lund", "03.02.2026"]];
    expect(guessMapping(["A", "B", "C"], rows, employees)).toMatchObject({
      email: 0,
      employee: 1,
      happenedOn: 2,
    });
  });
  test("of two with addresses, the employee's is not the customer's", () => {
    const rows = [["anna.lund@nordvarme.example", "kunde@firma.example"]];
    const columns = ["Medarbejders e-mail", "Kundens e-mail"];
    expect(guessMapping(columns, rows, employees)).toMatchObject({ employee: 0, email: 1 });
  });
});

test("an employee is found by name as well, unless two share it", () => {
  const mapping = { email: 0, employee: 1, name: null, happenedOn: null, language: null, occasion: null };
  const two = [...employees, { id: "anna2", name: "Anna Lund", email: "al@nordvarme.example" }];
  const rows = [
    ["a@b.example", " bo  KJÆR "],
    ["c@d.example", "Anna Lund"],
  ];
  const { report } = readCustomers(rows, mapping, { ...known, employees: two });
  expect(report.map(({ isTaken, remarks }) => [isTaken, ...remarks.map(({ code }) => code)])).toEqual([
    [true],
    [false, "employeeAmbiguous"],
  ]);
});

test("the same contact is taken once: within a file, and when the file is sent in again", async () => {
  const mapping = { email: 0, employee: 1, name: null, happenedOn: 2, language: null, occasion: null };
  const row = ["a@b.example", "Anna Lund", "01-02-2026"];
  const { contacts, report } = readCustomers([row, row], mapping, known);
  expect(contacts).toHaveLength(1);
  expect(report[1]!.remarks).toEqual([{ code: "repeated", values: { row: 2 } }]);
});

test("a contact of tomorrow is refused", () => {
  const mapping = { email: 0, employee: 1, name: null, happenedOn: 2, language: null, occasion: null };
  const { report } = readCustomers([["a@b.example", "Anna Lund", "24-11-2026"]], mapping, known);
  expect(report[0]!.remarks).toEqual([{ code: "dateInFuture" }]);
});

test.each([
  [" Kunde@Firma.Example ", "kunde@firma.example"],
  ["o'brien+x@firma.co.example", "o'brien+x@firma.co.example"],
  ["bjørn@blåbærgrød.example", "bjørn@blåbærgrød.example"],
  ["a@b", null],
  ["a b@c.example", null],
  ["a@b.example\r\nBcc: c@d.example", null],
  ["a..b@c.example", null],
  ["<a@b.example>", null],
  ["a@b.example,c@d.example", null],
])("the address “%s” is %s", (cell, email) => expect(toEmail(cell)).toBe(email));

test("whatever the rows, each is either taken or has a reason", () => {
  const cell = fc.oneof(fc.string(), fc.constantFrom("a@b.example", "Anna Lund", "01-02-2026", "da"));
  fc.assert(
    fc.property(fc.array(fc.array(cell, { maxLength: 7 }), { maxLength: 20 }), (rows) => {
      const mapping = { email: 0, employee: 1, name: 2, happenedOn: 3, language: 4, occasion: 5 };
      const { contacts, report } = readCustomers(rows, mapping, known);
      expect(report).toHaveLength(rows.length);
      expect(contacts).toHaveLength(report.filter((row) => row.isTaken).length);
      for (const { isTaken, remarks } of report)
        expect(remarks.some(({ code }) => (refusals as readonly string[]).includes(code))).toBe(!isTaken);
    }),
  );
});
