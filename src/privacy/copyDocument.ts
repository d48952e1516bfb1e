import { formatDate, formatDateTime } from "#design/format.ts";
import {
  type Block,
  type Cell,
  heading,
  line,
  nothing,
  type Printed,
  table as printedTable,
  prose,
  remark,
} from "#platform/documents/block.ts";
import type { Locale } from "#platform/text/index.ts";
import { type Copy, named } from "./store.ts";
import { text } from "./text.ts";

const isNamed = (column: string): column is keyof typeof named => column in named;

/** What only the system itself reads: it is in the file for programs. */
const forPrograms = new Set([
  ...["id", "version", "owner", "place", "lot", "row_number", "sent_sequence", "attempts", "handed_by"],
  ...[
    "about",
    "details",
    "leave_before",
    "held_back",
    "is_taken",
    "created_by",
    "done_by",
    "comment_hidden_by",
  ],
]);
/** What the product itself writes there; what people wrote stays as it is. */
const coded = new Set([
  ...["role", "state", "kind", "reply", "origin", "origin_kind", "visible_to", "locale"],
  ...["action", "scopes"],
]);
/** What comes first in an entry; the rest follows as it stands in the table. */
const first = [
  ...["title", "name", "subject", "text", "content", "role", "kind", "unit_id", "meeting_id", "pulse_id"],
  ...["at", "action", "person_id", "about_person_id", "starts_on", "ends_on"],
];
const placeOf = (column: string): number => {
  const place = first.indexOf(column);
  return place < 0 ? first.length : place;
};

/** Whether a column of a copy stands on paper. */
export const isOnPaper = (column: string): boolean =>
  isNamed(column) || !(forPrograms.has(column) || column.endsWith("_id"));

type Words = { locale: Locale; timeZone: string; names: ReadonlyMap<string, string> };

/** A word of the tables in the reader's language, where there is one for it. */
function inWords(kind: "table" | "column" | "value", word: string, locale: Locale): string {
  const t = text(locale);
  const key = `copy.${kind}.${word}` as const;
  const said = t(key as "copy.title");
  return said === key ? word.replaceAll("_", " ") : said;
}

/** What somebody did, as the log's page says it; the kind of a mail is told by its subject. */
function actInWords(act: string, locale: Locale): string {
  const key = `audit.action.${act}` as const;
  const said = text(locale)(key as "audit.action");
  return said === key ? "" : said;
}

function shown(column: string, value: unknown, { locale, timeZone, names }: Words): string {
  if (isNamed(column)) return names.get(String(value)) ?? "";
  if (typeof value === "object" && value !== null)
    return Object.values(value)
      .map((each) => shown(column, each, { locale, timeZone, names }))
      .filter(Boolean)
      .join(" · ");
  if (typeof value === "boolean") return inWords("value", String(value), locale);
  const said = String(value);
  if (coded.has(column))
    return said.includes(".") ? actInWords(said, locale) : inWords("value", said, locale);
  if (/^\d{4}-\d\d-\d\d$/.test(said)) return formatDate(locale, said, { style: "long" });
  if (/^\d{4}-\d\d-\d\dT[\d:.]+([+-]\d\d:\d\d|Z)$/.test(said))
    return formatDateTime(locale, said, { style: "medium", timeZone });
  return said;
}

/** So many columns fit beside one another; more of them, or what people wrote at length, stands as entries below one another. */
const mostColumns = 5;
const mostInColumn = 60;

function rowsOf(table: string, rows: Copy["tables"][string], words: Words): Block {
  const t = text(words.locale);
  const entries = rows.map((row) =>
    Object.entries(row)
      .sort(([a], [b]) => placeOf(a) - placeOf(b))
      .flatMap(([column, value]) => {
        // Whose it is needs no saying, but where somebody else may have done it.
        if (column === "person_id" && table !== "audit_entry") return [];
        if (value === null || value === "" || !isOnPaper(column)) return [];
        const said = shown(column, value, words);
        return said ? [{ label: inWords("column", column, words.locale), said }] : [];
      }),
  );
  const labels = [...new Set(entries.flatMap((entry) => entry.map(({ label }) => label)))];
  const isShort = entries.flat().every(({ said }) => said.length <= mostInColumn && !said.includes("\n"));
  // Where two things are called the same, both are to be read.
  const isOnce = entries.every((entry) => new Set(entry.map(({ label }) => label)).size === entry.length);
  if (rows.length > 1 && labels.length > 0 && labels.length <= mostColumns && isShort && isOnce) {
    const cells = entries.map((entry) =>
      labels.map((label) => [line(entry.find((each) => each.label === label)?.said ?? "")]),
    );
    return printedTable(labels, cells, { widths: labels.map(() => 1) });
  }
  const cells = entries.map((entry): (Cell | readonly Block[])[] => {
    const lines = entry.flatMap(({ label, said }) => {
      const before = { text: `${label}: `, bold: true };
      const written = prose(said);
      return written.length > 1 ? [line(before), ...written] : [line(before, said)];
    });
    return [lines.length > 0 ? lines : [remark(t("copy.onlyNumbers"))]];
  });
  return printedTable([t("copy.entry", { count: rows.length })], cells, { widths: [1] });
}

/** A copy to read: everything that the file has and that says something to a person, in her language. */
export function copyDocument(
  copy: Copy,
  { name, names, locale, timeZone }: Words & { name: string },
): Printed {
  const t = text(locale);
  const tables = Object.entries(copy.tables);
  return {
    title: t("copy.title", { name }),
    subtitle: formatDateTime(locale, copy.madeAt, { style: "long", timeZone }),
    locale,
    foot: t("copy.title", { name }),
    body: [
      line(t("copy.text")),
      ...(tables.length === 0 ? [nothing(t("copy.none"))] : []),
      ...tables.flatMap(([key, rows]) => [
        heading(inWords("table", key, locale)),
        rowsOf(key, rows, { locale, timeZone, names }),
      ]),
    ],
  };
}
