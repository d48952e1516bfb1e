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

/** The access table as people read it, asked of the same function as the routes and buttons ask. */
export function accessDocument(): string {
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
    "What two people say to each other in a one-to-one is open to those two, whatever roles anybody else holds. Which route asks",
    "for which of these acts stands in `src/access.test.ts`, which asks every route as each of these people, with things of the",
    "own unit, of another unit and of another organisation. A personal access token reaches as far as its scopes and its",
    "person, whichever is less.",
    "",
  ].join("\n");
}
