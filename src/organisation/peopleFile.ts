/** Reads people out of a table: row by row, and no row keeps another from being taken. */
import { type Refusal, refuse } from "#platform/refusal.ts";
import { type HeldRole, isUnitRole, type Role } from "./model.ts";

const headings = {
  name: ["navn", "name", "fulde navn", "full name", "medarbejder"],
  email: ["e-mail", "email", "mail", "e-mailadresse", "mailadresse", "e-mail address"],
  role: ["rolle", "role"],
  unit: ["enhed", "unit", "afdeling", "team", "department"],
  language: ["sprog", "language"],
} as const;
type Column = keyof typeof headings;

const roleNames: Record<string, Role> = {
  ...{ leder: "leader", leader: "leader", manager: "leader" },
  ...{ medarbejder: "employee", employee: "employee" },
  ...{ administrator: "administrator", hr: "hr" },
};
const english = ["en", "engelsk", "english", "en-gb", "en-us"];

export const rowProblems = [
  "nameMissing",
  "emailMissing",
  "emailInvalid",
  "roleUnknown",
  "unitMissing",
  "unitUnknown",
  "unitAmbiguous",
  "repeated",
] as const;
export type RowProblem = (typeof rowProblems)[number];
export type FileRow = {
  /** As the program shows it that the file was written with: the headings are row 1. */
  rowNumber: number;
  name: string;
  email: string;
  locale: "da" | "en";
  roles: HeldRole[];
  state: "new" | "here" | "refused";
  problem: RowProblem | null;
};

const fold = (cell: string): string => cell.trim().toLowerCase().replaceAll(/\s+/gu, " ");
const languageIn = (cell: string, usual: FileRow["locale"]): FileRow["locale"] =>
  cell === "" ? usual : english.includes(cell) ? "en" : "da";
const isEmail = (cell: string): boolean => /^[^\s@<>()[\],;:"]+@[^\s@<>()[\],;:"]+\.[^\s@.]{2,}$/u.test(cell);

export function readPeople(
  { columns, rows }: { columns: readonly string[]; rows: readonly (readonly string[])[] },
  known: {
    units: readonly { id: string; name: string }[];
    emails: ReadonlySet<string>;
    /** Where the file names no unit, this is the one that is meant. */
    usualUnitId: string | null;
    /** Where it names no language, it is that of whoever takes them in. */
    usualLocale: FileRow["locale"];
  },
): FileRow[] | Refusal {
  const at = Object.fromEntries(
    Object.entries(headings).map(([column, names]) => [
      column,
      columns.findIndex((heading) => (names as readonly string[]).includes(fold(heading))),
    ]),
  ) as Record<Column, number>;
  if (at.name < 0 || at.email < 0) return refuse("columnsMissing", { field: "file" });
  const seen = new Set<string>();

  return rows.map((row, index): FileRow => {
    const cell = (column: Column) => (row[at[column]] ?? "").trim();
    const email = cell("email").toLowerCase();
    const name = cell("name").slice(0, 200);
    const locale = languageIn(fold(cell("language")), known.usualLocale);
    const roles = rolesIn(cell("role"), cell("unit"), known);
    const of = { rowNumber: index + 2, name, email, locale };
    const refused = (problem: RowProblem): FileRow => ({ ...of, roles: [], state: "refused", problem });
    if (!name) return refused("nameMissing");
    if (!email) return refused("emailMissing");
    if (!isEmail(email) || email.length > 320) return refused("emailInvalid");
    if (seen.has(email)) return refused("repeated");
    seen.add(email);
    if (known.emails.has(email)) return { ...of, roles: [], state: "here", problem: null };
    if (typeof roles === "string") return refused(roles);
    return { ...of, roles, state: "new", problem: null };
  });
}

/** Somebody in a unit is an employee where nothing else is said; somebody without either has no role yet. */
function rolesIn(
  roleCell: string,
  unitCell: string,
  { units, usualUnitId }: { units: readonly { id: string; name: string }[]; usualUnitId: string | null },
): HeldRole[] | RowProblem {
  if (!roleCell && !unitCell && !usualUnitId) return [];
  const role = roleCell ? roleNames[fold(roleCell)] : "employee";
  if (!role) return "roleUnknown";
  if (!isUnitRole(role)) return [{ role, unitId: null }];
  if (!unitCell) return usualUnitId ? [{ role, unitId: usualUnitId }] : "unitMissing";
  const found = units.filter((unit) => fold(unit.name) === fold(unitCell));
  if (found.length !== 1) return found.length === 0 ? "unitUnknown" : "unitAmbiguous";
  return [{ role, unitId: found[0]!.id }];
}
