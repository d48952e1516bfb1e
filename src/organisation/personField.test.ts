import { expect, test } from "vitest";
import { meantBy } from "./personField.tsx";

const people = ["Gitte Aas", "Gitte Lund", "Bo Lind", "Anne-Mette Bo", "Bo Lind Berg"].map((name) => ({
  name,
}));
const meant = (name: string) => meantBy(name, people).map((person) => person.name);

test("a first name means whoever is called so, a whole name only the one who has it", () => {
  expect(meant(" gitte ")).toEqual(["Gitte Aas", "Gitte Lund"]);
  expect(meant("gitte  aas")).toEqual(["Gitte Aas"]);
  expect(meant("Bo Lind")).toEqual(["Bo Lind"]);
  expect(meant("Mette")).toEqual(["Anne-Mette Bo"]);
  expect(meant("Git")).toEqual([]);
  expect(meant("Alle sammen")).toEqual([]);
});
