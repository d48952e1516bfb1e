import { expect, test } from "vitest";
import { readPeople } from "./peopleFile.ts";

const units = [
  { id: "service", name: "Kundeservice" },
  { id: "north", name: "Butikken" },
  { id: "south", name: "Butikken" },
];
const columns = ["Navn", "E-mail", "Rolle", "Enhed", "Sprog"];
const read = (...rows: string[][]) =>
  readPeople(
    { columns, rows },
    { units, usualUnitId: null, usualLocale: "da", emails: new Set(["anna@nordvarme.example"]) },
  );
const told = (...rows: string[][]) => {
  const found = read(...rows);
  return Array.isArray(found) ? found.map(({ state, problem }) => problem ?? state) : found;
};

test("a row becomes a person with the role and the unit that it names", () => {
  expect(read(["Bo Kjær", " BO@Nordvarme.example ", "leder", "kundeservice", "engelsk"])).toEqual([
    {
      ...{ rowNumber: 2, name: "Bo Kjær", email: "bo@nordvarme.example", locale: "en" },
      ...{ roles: [{ role: "leader", unitId: "service" }], state: "new", problem: null },
    },
  ]);
});

test("in a unit she is an employee where nothing else is said; without either she has no role yet", () => {
  const rows = read(
    ["A", "a@b.dk", "", "Kundeservice", ""],
    ["B", "b@b.dk", "", "", ""],
    ["C", "c@b.dk", "HR", "", ""],
  );
  expect(rows).toMatchObject([
    { roles: [{ role: "employee", unitId: "service" }] },
    { roles: [] },
    { roles: [{ role: "hr", unitId: null }] },
  ]);
});

test("where a usual unit is chosen, whoever has none in the file is in that one", () => {
  const rows = [
    ["A", "a@b.dk", "", "", ""],
    ["B", "b@b.dk", "leder", "", ""],
    ["C", "c@b.dk", "", "Kundeservice", ""],
    ["D", "d@b.dk", "HR", "", ""],
  ];
  expect(
    readPeople({ columns, rows }, { units, usualUnitId: "north", usualLocale: "en", emails: new Set() }),
  ).toMatchObject([
    // The same holds for the language.
    { roles: [{ role: "employee", unitId: "north" }], locale: "en" },
    { roles: [{ role: "leader", unitId: "north" }] },
    { roles: [{ role: "employee", unitId: "service" }] },
    { roles: [{ role: "hr", unitId: null }] },
  ]);
});

test("what cannot be taken says why, and keeps no other row from it", () => {
  expect(
    told(
      ["", "x@b.dk", "", "", ""],
      ["X", "", "", "", ""],
      ["X", "x at b.dk", "", "", ""],
      ["X", "x@b.dk", "chef for alt", "", ""],
      ["Y", "y@b.dk", "leder", "", ""],
      ["Z", "z@b.dk", "leder", "Lageret", ""],
      ["W", "w@b.dk", "leder", "Butikken", ""],
      ["Anna", "Anna@nordvarme.example", "leder", "Butikken", ""],
      ["V", "v@b.dk", "", "", ""],
      ["V igen", "V@b.dk", "", "", ""],
    ),
  ).toEqual([
    ...["nameMissing", "emailMissing", "emailInvalid", "roleUnknown", "unitMissing", "unitUnknown"],
    ...["unitAmbiguous", "here", "new", "repeated"],
  ]);
});

test("columns may stand in any order and be called what they are called; without a name or an address there is nothing to read", () => {
  const rows = [["a@b.dk", "Kundeservice", "A"]];
  expect(
    readPeople(
      { columns: ["Email", "Unit", "Name"], rows },
      { units, usualUnitId: null, usualLocale: "da", emails: new Set() },
    ),
  ).toMatchObject([{ name: "A", state: "new" }]);
  expect(
    readPeople(
      { columns: ["Navn", "Telefon"], rows },
      { units, usualUnitId: null, usualLocale: "da", emails: new Set() },
    ),
  ).toMatchObject({
    refusal: "columnsMissing",
  });
});
