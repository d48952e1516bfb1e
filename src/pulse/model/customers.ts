/** A file of customers, row by row: which contacts it holds, and what is to be said about each row. */
import { toDay } from "#platform/model/day.ts";
import type { Language } from "./questions.ts";

export const fields = ["email", "employee", "name", "happenedOn", "language", "occasion"] as const;
export type Field = (typeof fields)[number];
/** Which column holds what, by its index; null: the file does not have it. */
export type Mapping = Record<Field, number | null>;

export const longestName = 200;
export const longestOccasion = 200;

/** Reasons for which a row is not taken. */
export const refusals = [
  "emailMissing",
  "emailInvalid",
  "employeeMissing",
  "employeeUnknown",
  "employeeAmbiguous",
  "dateImpossible",
  "dateInFuture",
  "repeated",
] as const;
/** What was repaired or noticed in a row that is taken. */
const notices = [
  "sameCustomer",
  "optedOut",
  "dateMissing",
  "longAgo",
  "languageUnknown",
  "nameShortened",
  "textCleaned",
  "looksLikeFormula",
  "occasionShortened",
] as const;
export type RemarkCode = (typeof refusals)[number] | (typeof notices)[number];
export type Remark = { code: RemarkCode; values?: Record<string, string | number> };

export type ImportedContact = {
  rowNumber: number;
  email: string;
  name: string;
  personId: string;
  happenedOn: string | null;
  language: Language | null;
  occasion: string;
};
export type RowReport = { rowNumber: number; isTaken: boolean; remarks: Remark[] };
export type ReadCustomers = { contacts: ImportedContact[]; report: RowReport[] };

export type Employee = { id: string; name: string; email: string };
export type Known = {
  employees: readonly Employee[];
  /** Customers who said no for good: told now, held back later. */
  optedOut: ReadonlySet<string>;
  /** Contacts that the measurement has already, as `contactKey` writes them. */
  contacts: ReadonlySet<string>;
  /** The day in the unit's time zone, YYYY-MM-DD. */
  today: string;
};

const headings: Record<Field, RegExp> = {
  email: /^(kundens? )?(e-?mail|mail|e-?post)|(e-?mail|mail) ?(address|adresse)/iu,
  employee: /medarbejder|ansvarlig|sagsbehandler|konsulent|sælger|employee|agent|advisor|handled by|staff/iu,
  name: /kundenavn|^kunde$|^navn$|customer ?name|^customer$|^name$|full ?name/iu,
  happenedOn: /dato|date|tidspunkt|hvornår|^when$/iu,
  language: /sprog|language|locale/iu,
  occasion: /type|kanal|channel|anledning|occasion|emne|subject|kontaktform/iu,
};

const isEmail = (cell: string) => toEmail(cell) !== null;

/** What each column most likely is, by its heading first and by what stands in it second. */
export function guessMapping(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  employees: readonly Employee[],
): Mapping {
  const mapping: Mapping = {
    email: null,
    employee: null,
    name: null,
    happenedOn: null,
    language: null,
    occasion: null,
  };
  const free = new Set(columns.keys());
  const take = (field: Field, column: number | undefined) => {
    if (column === undefined || mapping[field] !== null) return;
    mapping[field] = column;
    free.delete(column);
  };
  const sample = rows.slice(0, 200);
  const share = (column: number, test: (cell: string) => boolean): number => {
    const cells = sample.map((row) => row[column] ?? "").filter((cell) => cell !== "");
    return cells.length === 0 ? 0 : cells.filter(test).length / cells.length;
  };
  const names = new Set(employees.flatMap(({ name, email }) => [fold(name), email]));
  // A heading such as "Medarbejders e-mail" is about the employee, so employees are looked for before addresses.
  for (const field of ["employee", "email", "happenedOn", "language", "name", "occasion"] as const)
    take(
      field,
      [...free].find((column) => headings[field].test(columns[column] ?? "")),
    );
  const likeliest = (test: (cell: string) => boolean) =>
    [...free].find((column) => share(column, test) > 0.5);
  take(
    "employee",
    likeliest((cell) => names.has(fold(cell))),
  );
  take("email", likeliest(isEmail));
  take(
    "happenedOn",
    likeliest((cell) => typeof toDay(cell) === "string"),
  );
  return mapping;
}

const fold = (cell: string): string => cell.normalize("NFC").trim().toLowerCase().replace(/\s+/gu, " ");

/** Signs that are not seen: they can turn a text around or smuggle a line into a mail's header. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu;

const oneLine = (cell: string): string =>
  cell
    .replace(/[\r\n\t]+/gu, " ")
    .replace(unseen, "")
    .replace(/ {2,}/g, " ")
    .trim();

/** An address a mail can go to, in small letters; null where it is none. Unseen signs make it none. */
export function toEmail(cell: string): string | null {
  const email = cell.trim().toLowerCase();
  if (email.length > 254 || /[\p{Cc}\p{Cf}]/u.test(email)) return null;
  const isFitting =
    /^[^\s@<>()[\]\\,;:"]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)+$/u.test(
      email,
    );
  return isFitting && !/^\.|\.\.|\.@/.test(email) ? email : null;
}

const languages: Record<string, Language> = {
  da: "da",
  dk: "da",
  dansk: "da",
  danish: "da",
  "da-dk": "da",
  en: "en",
  gb: "en",
  uk: "en",
  engelsk: "en",
  english: "en",
  "en-gb": "en",
  "en-us": "en",
};

type Writable = { happenedOn: string | null; personId: string; email: string; occasion: string };

/** The same customer, employee, day and occasion are the same contact. */
export const contactKey = ({ email, personId, happenedOn, occasion }: Writable): string =>
  JSON.stringify([email, personId, happenedOn, fold(occasion)]);

function employeeFinder(employees: readonly Employee[]) {
  const byName = new Map<string, string | "ambiguous">();
  for (const { id, name } of employees) byName.set(fold(name), byName.has(fold(name)) ? "ambiguous" : id);
  const byEmail = new Map(employees.map(({ id, email }) => [email, id]));
  return (cell: string) => byEmail.get(fold(cell)) ?? byName.get(fold(cell));
}

/** The first row of a file is its headings; people count from there. */
const rowNumberOf = (index: number): number => index + 2;

/** Reads every row; no row keeps another from being taken. */
export function readCustomers(
  rows: readonly (readonly string[])[],
  mapping: Mapping,
  known: Known,
): ReadCustomers {
  const findEmployee = employeeFinder(known.employees);
  const firstRowOf = new Map<string, number>();
  const seen = new Map<string, number>();
  const contacts: ImportedContact[] = [];
  const report = rows.map((row, index): RowReport => {
    const rowNumber = rowNumberOf(index);
    const cell = (field: Field) => (mapping[field] === null ? "" : (row[mapping[field]] ?? ""));
    const remarks: Remark[] = [];
    const say = (code: RemarkCode, values?: Remark["values"]) => {
      remarks.push(values ? { code, values } : { code });
      return undefined;
    };
    const email =
      cell("email").trim() === "" ? say("emailMissing") : (toEmail(cell("email")) ?? say("emailInvalid"));
    const personId = readEmployee(cell("employee"), findEmployee, say);
    const happenedOn = readDay(cell("happenedOn"), mapping.happenedOn !== null, known.today, say);
    const language = languages[fold(cell("language"))] ?? null;
    if (language === null && cell("language").trim() !== "") say("languageUnknown");
    const name = readText(cell("name"), longestName, "nameShortened", say);
    const occasion = readText(cell("occasion"), longestOccasion, "occasionShortened", say);
    if (email && personId && happenedOn !== undefined) {
      const contact = { rowNumber, email, name, personId, happenedOn, language, occasion };
      const key = contactKey(contact);
      const before = seen.get(key);
      if (before !== undefined) say("repeated", { row: before });
      else if (known.contacts.has(key)) say("repeated", { row: 0 });
      else {
        const first = firstRowOf.get(email);
        if (first !== undefined) say("sameCustomer", { row: first });
        else firstRowOf.set(email, rowNumber);
        if (known.optedOut.has(email)) say("optedOut");
        seen.set(key, rowNumber);
        contacts.push(contact);
        return { rowNumber, isTaken: true, remarks };
      }
    }
    return { rowNumber, isTaken: false, remarks: remarks.filter(({ code }) => isReason(code)) };
  });
  return { contacts, report };
}

const isReason = (code: RemarkCode): boolean => (refusals as readonly string[]).includes(code);
type Say = (code: RemarkCode, values?: Remark["values"]) => undefined;

function readEmployee(
  cell: string,
  find: (cell: string) => string | undefined,
  say: Say,
): string | undefined {
  if (cell.trim() === "") return say("employeeMissing");
  const found = find(cell);
  if (found === "ambiguous") return say("employeeAmbiguous");
  return found ?? say("employeeUnknown");
}

/** After so many days a customer hardly remembers the contact, and what she says is of little use to anybody. */
const longestAgo = 60;
export const isLongAgo = (day: string, today: string): boolean =>
  Date.parse(`${today}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`) > longestAgo * 86_400_000;

/** How many of these rows tell of a contact that lies months back. */
/** In the order in which they are looked at: what cannot be taken first, however much is to be said of the others. */
export const refusedFirst = (report: readonly RowReport[]): RowReport[] => [
  ...report.filter(({ isTaken }) => !isTaken),
  ...report.filter(({ isTaken }) => isTaken),
];

export const longAgoIn = (report: readonly RowReport[]): number =>
  report.filter(({ remarks }) => remarks.some(({ code }) => code === "longAgo")).length;

/** undefined: the row cannot be taken; null: no day is known. */
function readDay(cell: string, isExpected: boolean, today: string, say: Say): string | null | undefined {
  const day = toDay(cell);
  if (day === "impossible") return say("dateImpossible");
  if (day === null && isExpected) say("dateMissing");
  if (day !== null && day > today) return say("dateInFuture");
  if (day !== null && isLongAgo(day, today)) say("longAgo");
  return day;
}

function readText(cell: string, longest: number, shortened: RemarkCode, say: Say): string {
  const text = oneLine(cell);
  if (text !== cell.trim()) say("textCleaned");
  if (/^[=@]|^[+-][^\d\s]/u.test(text)) say("looksLikeFormula");
  if (text.length > longest) say(shortened, { max: longest });
  return text.slice(0, longest);
}
