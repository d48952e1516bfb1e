import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import { insertContacts } from "../customers.store.ts";
import type { Mapping } from "../model/customers.ts";
import type { CustomerImport, ReportRow } from "../wire.ts";
import type { FileSummary, Part } from "./read.ts";

const underWay = ["waiting", "reading", "taking"];

type Sent = { fileName: string; legalBasis: string; consent: string; createdBy: string };

const said = ({ encoding, delimiter, columns, mapping, rowsRead, rowsTaken, rowsRefused }: FileSummary) => ({
  ...{ encoding, delimiter, rowsRead, rowsTaken, rowsRefused },
  columns: JSON.stringify(columns),
  mapping: JSON.stringify(mapping),
});

/** Keeps a large file until the job has taken it in. */
export async function keepFile(
  tx: Transaction,
  organisationId: string,
  pulseId: string,
  { fileName, ...sent }: Sent & { bytes: Uint8Array; mapping: Mapping | null },
): Promise<string> {
  const id = newId();
  const { bytes, mapping, legalBasis, consent, createdBy } = sent;
  await tx
    .insertInto("customerImport")
    .values({
      ...{ organisationId, id, pulseId, legalBasis, consent, createdBy, state: "waiting" },
      ...{ encoding: "", columns: "[]", rowsRead: 0, rowsTaken: 0, rowsRefused: 0 },
      fileName: fileName.slice(0, 300),
      mapping: JSON.stringify(mapping),
      file: Buffer.from(bytes),
    })
    .execute();
  return id;
}

/** Takes a small file in at once. */
export async function takeFile(
  tx: Transaction,
  organisationId: string,
  pulseId: string,
  { fileName, legalBasis, consent, createdBy }: Sent,
  { summary, parts }: { summary: FileSummary; parts: Iterable<Part> | AsyncIterable<Part> },
): Promise<string> {
  const id = newId();
  await tx
    .insertInto("customerImport")
    .values({
      ...{ organisationId, id, pulseId, legalBasis, consent, createdBy, ...said(summary) },
      fileName: fileName.slice(0, 300),
      rowsDone: summary.rowsRead,
    })
    .execute();
  for await (const part of parts) await writePart(tx, organisationId, pulseId, id, part);
  return id;
}

/** A file that waits to be taken in, or was begun by a server that is gone; null: it is done, or was taken out again. */
export async function beginImport(tx: Transaction, organisationId: string, id: string) {
  const row = await tx
    .updateTable("customerImport")
    .set({ state: "reading", rowsDone: 0 })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .where("state", "in", underWay)
    .returning(["pulseId", "mapping", "file"])
    .executeTakeFirst();
  if (!row?.file) return null;
  return { pulseId: row.pulseId, mapping: row.mapping as unknown as Mapping | null, bytes: row.file };
}

/** What the file turned out to hold; false: it has been taken out meanwhile. */
export const beginTaking = (tx: Transaction, organisationId: string, id: string, summary: FileSummary) =>
  turn(tx, organisationId, id, { state: "taking", ...said(summary) });

/** Takes in some rows of it; false: it has been taken out meanwhile, or the measurement has begun. */
export async function takePart(
  tx: Transaction,
  organisationId: string,
  { id, pulseId }: { id: string; pulseId: string },
  part: Part,
): Promise<boolean> {
  // Held while they are written, so that nothing is begun in between; the next rows ask anew.
  const pulse = await tx
    .selectFrom("pulse")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("id", "=", pulseId)
    .where("state", "=", "draft")
    .forShare()
    .executeTakeFirst();
  if (!pulse) return false;
  const isThere = await turn(tx, organisationId, id, { rowsDone: sql<number>`rows_done + ${part.rows}` });
  if (isThere) await writePart(tx, organisationId, pulseId, id, part);
  return isThere;
}

export const endImport = (tx: Transaction, organisationId: string, id: string, failed: Refusal | null) =>
  turn(tx, organisationId, id, {
    state: failed ? "failed" : "done",
    failure: failed && JSON.stringify({ code: failed.refusal, values: failed.values }),
    file: null,
  });

async function turn(
  tx: Transaction,
  organisationId: string,
  id: string,
  change: Record<string, unknown>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("customerImport")
    .set(change)
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .where("state", "in", underWay)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Writes rows of a file and what is said of them; rows that a first attempt wrote stay as they are. */
async function writePart(
  tx: Transaction,
  organisationId: string,
  pulseId: string,
  id: string,
  { contacts, report }: Part,
): Promise<void> {
  await sql`insert into customer_import_row (organisation_id, import_id, row_number, is_taken, remarks, cells)
    select ${organisationId}, ${id}, "rowNumber", "isTaken", remarks, cells
    from jsonb_to_recordset(${report}::jsonb)
      as row("rowNumber" int, "isTaken" boolean, remarks jsonb, cells jsonb)
    on conflict do nothing`.execute(tx);
  await insertContacts(tx, organisationId, pulseId, contacts, { origin: "imported", importId: id });
}

const toImport = <Row extends { createdAt: Date; state: string; failure: unknown }>(row: Row) => ({
  ...row,
  failure: row.failure as CustomerImport["failure"],
  state: row.state as CustomerImport["state"],
  createdAt: row.createdAt.toISOString(),
});

const imports = (tx: Transaction, organisationId: string, pulseId: string) =>
  tx
    .selectFrom("customerImport")
    .select(["id", "fileName", "state", "failure", "rowsRead", "rowsDone", "rowsTaken", "rowsRefused"])
    .select(["legalBasis", "consent", "createdAt"])
    .where("organisationId", "=", organisationId)
    .where("pulseId", "=", pulseId);

export const listImports = async (
  tx: Transaction,
  organisationId: string,
  pulseId: string,
): Promise<CustomerImport[]> =>
  (await imports(tx, organisationId, pulseId).orderBy("createdAt", "desc").execute()).map(toImport);

export const readImport = async (
  tx: Transaction,
  organisationId: string,
  pulseId: string,
  id: string,
): Promise<CustomerImport> =>
  toImport(await imports(tx, organisationId, pulseId).where("id", "=", id).executeTakeFirstOrThrow());

/** What the report of a file is about; null: there is no such file. */
export async function reportOf(tx: Transaction, organisationId: string, pulseId: string, id: string) {
  const file = await tx
    .selectFrom("customerImport")
    .select(["fileName", "columns"])
    .where("organisationId", "=", organisationId)
    .where("pulseId", "=", pulseId)
    .where("id", "=", id)
    .executeTakeFirst();
  return file ? { fileName: file.fileName, columns: file.columns as unknown as string[] } : null;
}

const reportedAtOnce = 2000;

/** Rows of the report after this one, so many as are read at once. */
export async function reportRows(
  tx: Transaction,
  organisationId: string,
  id: string,
  after: number,
): Promise<ReportRow[]> {
  const rows = await tx
    .selectFrom("customerImportRow")
    .select(["rowNumber", "isTaken", "remarks", "cells"])
    .where("organisationId", "=", organisationId)
    .where("importId", "=", id)
    .where("rowNumber", ">", after)
    .orderBy("rowNumber")
    .limit(reportedAtOnce)
    .execute();
  return rows as unknown as ReportRow[];
}

/**
 * Takes a file's contacts out again, or stops it while it is being taken in; customers who are in no other measurement
 * are forgotten with them.
 */
export async function removeImport(
  tx: Transaction,
  organisationId: string,
  pulseId: string,
  id: string,
): Promise<{ removed: number } | Refusal> {
  // First, so that a job that takes it in at this moment is waited for, and takes in no more.
  const gone = await tx
    .selectFrom("customerImport")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("pulseId", "=", pulseId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!gone) return refuse("importUnknown", { status: 404 });
  // Who said no for good, or was asked lately, is remembered all the same.
  const { rows } = await sql<{ removed: number }>`with gone as (
      delete from contact
      where organisation_id = ${organisationId} and pulse_id = ${pulseId} and import_id = ${id}
      returning customer_id
    ), forgotten as (
      delete from customer where organisation_id = ${organisationId}
        and id in (select customer_id from gone)
        and opted_out_at is null and bounced_at is null and last_asked_at is null
        and not exists (select from contact c where c.organisation_id = customer.organisation_id
          and c.customer_id = customer.id and c.import_id is distinct from ${id})
    ) select count(*)::int as removed from gone`.execute(tx);
  await tx
    .deleteFrom("customerImport")
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .execute();
  return rows[0]!;
}
