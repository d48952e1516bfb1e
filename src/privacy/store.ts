import { sql } from "kysely";
import { administratorsOf } from "#organisation/store.ts";
import type { DB, Transaction } from "#platform/database/index.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import { type Kind, type Rule, rules, type Who } from "./rules.ts";

export type Copy = { about: Kind; madeAt: string; tables: Record<string, Record<string, unknown>[]> };

export const tableName = (key: string): string =>
  key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export const rulesFor = (kind: Kind): [string, Rule][] =>
  (Object.keys(rules) as (keyof DB)[]).flatMap((key) => {
    const table = rules[key];
    const rule = "holdsNobody" in table ? undefined : table[kind];
    return rule ? [[tableName(key), rule] as [string, Rule]] : [];
  });

/** Somebody of this organisation; a customer is found by the address that she writes from. */
export async function findWho(
  tx: Transaction,
  organisationId: string,
  kind: Kind,
  by: { id: string } | { email: string },
): Promise<Who | null> {
  const found = await tx
    .selectFrom(kind)
    .select(["id", "email", "name"])
    .where("organisationId", "=", organisationId)
    .where((where) => ("id" in by ? where("id", "=", by.id) : where("email", "=", by.email.toLowerCase())))
    .where("email", "not like", "erased-%@erased.invalid")
    .executeTakeFirst();
  return found ? { kind, ...found } : null;
}

/** Everything that is about her, as it stands in the tables. */
export async function copyOf(
  tx: Transaction,
  organisationId: string,
  who: Who,
  { now, isOwn }: { now: Date; isOwn: boolean },
): Promise<Copy> {
  const tables: Copy["tables"] = {};
  for (const [table, { rows, without = [], isNotCopied, isPrivate }] of rulesFor(who.kind)) {
    if (isNotCopied || (isPrivate && !isOwn)) continue;
    const { rows: found } = await sql<{ row: Record<string, unknown> }>`
      select to_jsonb(t) - ${["organisation_id", ...without]}::text[] as row from ${sql.table(table)} as t
      where organisation_id = ${organisationId} and ${rows(who)}`.execute(tx);
    if (found.length > 0) tables[table] = found.map(({ row }) => row);
  }
  return { about: who.kind, madeAt: now.toISOString(), tables };
}

/** Columns that lead to something with a name: on paper it stands instead of the number. */
export const named = {
  unit_id: "unit",
  pulse_id: "pulse",
  meeting_id: "meeting",
  person_id: "person",
  about_person_id: "person",
  leader_id: "person",
} as const satisfies Record<string, "unit" | "pulse" | "meeting" | "person">;
/** What the units, measurements, meetings and people are called that a copy points to. */
export async function namesIn(
  tx: Transaction,
  organisationId: string,
  copy: Copy,
): Promise<Map<string, string>> {
  const wanted = {
    unit: new Set<string>(),
    pulse: new Set<string>(),
    meeting: new Set<string>(),
    person: new Set<string>(),
  };
  for (const row of Object.values(copy.tables).flat())
    for (const [column, table] of Object.entries(named))
      if (typeof row[column] === "string") wanted[table].add(row[column]);
  const names = new Map<string, string>();
  for (const [table, column] of [
    ["unit", "name"],
    ["pulse", "title"],
    ["meeting", "title"],
    ["person", "name"],
  ] as const) {
    const { rows } = await sql<{ id: string; name: string }>`select id, ${sql.ref(column)} as name
      from ${sql.table(table)} where organisation_id = ${organisationId}
      and id = any(${[...wanted[table]]}::uuid[])`.execute(tx);
    for (const { id, name } of rows) names.set(id, name);
  }
  return names;
}

/** An organisation is never left without somebody who can administer it. */
async function isLastAdministrator(
  tx: Transaction,
  organisationId: string,
  personId: string,
): Promise<boolean> {
  const administrators = await administratorsOf(tx, organisationId);
  return administrators.length > 0 && administrators.every((id) => id === personId);
}

/** Carries the rules out, all in the caller's transaction. What leads to her is changed last: other rules find her by it. */
export async function erase(
  tx: Transaction,
  organisationId: string,
  who: Who,
): Promise<Refusal | { rows: number }> {
  if (who.kind === "person" && (await isLastAdministrator(tx, organisationId, who.id)))
    return refuse("lastAdministrator", { status: 409 });
  const last = ["request", "response", "participant", "person", "customer"];
  const inOrder = rulesFor(who.kind).sort(([a], [b]) => last.indexOf(a) - last.indexOf(b));
  // Responses are found by their requests, and answers by both.
  const account = who.kind === "person" ? await accountOf(tx, organisationId, who) : null;
  let count = 0;
  for (const [table, rule] of inOrder) {
    if (rule.erase === "keep") continue;
    const which = sql`organisation_id = ${organisationId} and ${rule.rows(who)}`;
    const done =
      rule.erase === "delete"
        ? await sql`delete from ${sql.table(table)} where ${which}`.execute(tx)
        : await sql`update ${sql.table(table)} set ${rule.erase(who)} where ${which}`.execute(tx);
    count += Number(done.numAffectedRows ?? 0);
  }
  if (account) await sql`delete from identity."user" where id = ${account}`.execute(tx);
  return { rows: count };
}

/** Her account, with which she signs in: if it leads to her alone. */
async function accountOf(tx: Transaction, organisationId: string, who: Who): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select u.id from identity."user" u
    where lower(u.email) = ${who.email} and not exists (
      select from person p where (p.user_id = u.id or p.email = ${who.email})
        and (p.organisation_id, p.id) <> (${organisationId}::uuid, ${who.id}::uuid))`.execute(tx);
  return rows[0]?.id ?? null;
}

type AuditLine = {
  id: string;
  at: string;
  action: string;
  by: string | null;
  about: string | null;
};

/** The newest first; for one who is no administrator what she did and what concerns her. */
export async function readAudit(
  tx: Transaction,
  organisationId: string,
  { of, page, perPage }: { of: string | null; page: number; perPage: number },
): Promise<{ lines: AuditLine[]; hasMore: boolean }> {
  const rows = await tx
    .selectFrom("auditEntry as entry")
    .leftJoin("person as doer", (on) =>
      on.onRef("doer.organisationId", "=", "entry.organisationId").onRef("doer.id", "=", "entry.personId"),
    )
    .leftJoin("person as subject", (on) =>
      on
        .onRef("subject.organisationId", "=", "entry.organisationId")
        .onRef("subject.id", "=", "entry.aboutPersonId"),
    )
    .select(["entry.id", "entry.at", "entry.action", "doer.name as by", "subject.name as about"])
    .where("entry.organisationId", "=", organisationId)
    // When somebody signs in is hers alone: it stands on her own page.
    .where("entry.action", "not like", "signIn%")
    .$if(of !== null, (query) =>
      query.where((where) =>
        where.or([where("entry.personId", "=", of), where("entry.aboutPersonId", "=", of)]),
      ),
    )
    .orderBy("entry.at", "desc")
    .orderBy("entry.id", "desc")
    .offset((page - 1) * perPage)
    .limit(perPage + 1)
    .execute();
  return {
    lines: rows.slice(0, perPage).map((row) => ({ ...row, at: row.at.toISOString() })),
    hasMore: rows.length > perPage,
  };
}
