import { type Action, access, may } from "./access.ts";
import { isUnitRole, type Role, roles, type Viewer } from "./model.ts";

const viewer = (role: Role): Viewer => ({
  organisationId: "hers",
  personId: "she",
  name: "",
  email: "",
  locale: "en",
  timeZone: "UTC",
  roles: [{ role, unitId: isUnitRole(role) ? "hers" : null }],
});

/** What an act is about, as seen from whoever asks. */
const cases = [
  { title: "herself", about: { unitId: null, personId: "she" } },
  { title: "own unit", about: { unitId: "hers", personId: "another" } },
  { title: "other unit", about: { unitId: "other", personId: "another" } },
] as const;

/** A Markdown table, its columns as wide as their longest cell: as the formatter leaves it. */
function table(rows: string[][]): string[] {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  const line = (cells: string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(" | ")} |`;
  const [head, ...rest] = rows as [string[], ...string[][]];
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rest.map(line)];
}

const rules: Record<string, string> = { signedIn: "signed in", theTwo: "the two", open: "open" };
const pathOf = (route: string): string => route.split(" ").toReversed().join(" ");

/** The access table as people read it, asked of the same function as the routes and buttons ask. */
export function accessDocument(routes: Readonly<Record<string, string>>): string {
  const cell = (role: Role, action: Action) => {
    const held = cases.filter(({ about }) => may(viewer(role), action, about)).map(({ title }) => title);
    if (held.length === cases.length) return "everywhere";
    return held.length === 0 ? "–" : held.join(", ");
  };
  const rows = (Object.keys(access) as Action[]).map((action) => [
    `\`${action}\``,
    ...roles.map((role) => cell(role, action)),
  ]);
  return [
    "# Who may do what",
    "",
    "Written by `npm run access` from `src/organisation/access.ts`, the table that routes and buttons ask; a test fails where the",
    "two differ. Each cell says where somebody with that role may: about **herself**, in her **own unit**, in any **other unit**,",
    "or **everywhere** in her organisation. **In another organisation nobody may anything**: no query leaves the asker's, and",
    "row-level security in PostgreSQL stands behind each of them. Nobody without a role may anything of this.",
    "",
    ...table([["act", ...roles], ...rows]),
    "",
    "Somebody who holds a role for a time (a deputy) may this from its first day until and with its last; only `deputy.appoint`",
    "is not hers: nobody hands on what she has been lent.",
    "",
    "What two people say to each other in a one-to-one is open to those two, whatever roles anybody else holds. Which route asks",
    "for which of these acts stands below; `src/access.test.ts` asks every route as each of these people, with things of the",
    "own unit, of another unit and of another organisation. A personal access token reaches as far as its scopes and its",
    "person, whichever is less.",
    "",
    "## What each route asks for",
    "",
    "Of the thing that its address names: a thing that is not hers is not found (404), an act of the whole organisation that is",
    "not hers is refused (403), and whoever is not signed in is asked to (401). _Signed in_: each is shown what is hers. _The two_:",
    "the two of a one-to-one. _Open_: everybody, by a code or a link where there is one.",
    "",
    ...table([
      ["route", "asks for"],
      ...Object.entries(routes)
        .map(([route, rule]) => [`\`${route}\``, rules[rule] ?? `\`${rule}\``])
        .toSorted(([a], [b]) => (pathOf(a!) < pathOf(b!) ? -1 : 1)),
    ]),
    "",
  ].join("\n");
}
