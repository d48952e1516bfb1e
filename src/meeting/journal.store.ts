import { CompiledQuery } from "kysely";
import type pg from "pg";
import type { Transaction } from "#platform/database/index.ts";
import { type Event, emptyState, evolve, type State } from "./model/state.ts";

import { tellNodes } from "./nodes.ts";

export type Entry = { seq: number; commandId: string; events: Event[] };

/** What happened after `seq`, in order. */
export async function readJournal(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
  after = 0,
): Promise<Entry[]> {
  const rows = await tx
    .selectFrom("meetingEvent")
    .select(["seq", "commandId", "events"])
    .where("organisationId", "=", organisationId)
    .where("meetingId", "=", meetingId)
    .where("seq", ">", after)
    .orderBy("seq")
    .execute();
  return rows.map((row) => ({ ...row, events: row.events as unknown as Event[] }));
}

/** How a meeting stands, all of it told anew. */
export async function readState(tx: Transaction, organisationId: string, meetingId: string): Promise<State> {
  const state = emptyState();
  for (const { events } of await readJournal(tx, organisationId, meetingId))
    for (const event of events) evolve(state, event);
  return state;
}

/**
 * One statement for everything that came together. Two nodes cannot both write the same seq: the second fails.
 * It arms row-level security itself: alone, outside a transaction, it is one of its own.
 */
const append = `insert into meeting_event (organisation_id, meeting_id, seq, command_id, events)
  select $1::uuid, $2::uuid, seq, "commandId", events
  from (select set_config('app.organisation_id', $1, true)) as armed,
    jsonb_to_recordset($3::jsonb) as entry (seq int, "commandId" text, events jsonb)`;

/** The same, and other servers are told when it is committed. */
const appendAndTell = `with entry as (${append} returning seq) ${tellNodes}`;

/** Written within a transaction, beside what else belongs to it. */
export async function appendJournal(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
  entries: Entry[],
  isTold = false,
): Promise<void> {
  if (entries.length === 0) return;
  const values = [organisationId, meetingId, JSON.stringify(entries)];
  await tx.executeQuery(CompiledQuery.raw(isTold ? appendAndTell : append, values));
}

/** The same by itself, with one way there and back: a statement that the database has planned once and knows by name. */
export async function appendJournalAlone(
  pool: pg.Pool,
  organisationId: string,
  meetingId: string,
  entries: Entry[],
  isTold: boolean,
): Promise<void> {
  if (entries.length === 0) return;
  const values = [organisationId, meetingId, JSON.stringify(entries)];
  const name = isTold ? "meeting.appendAndTell" : "meeting.append";
  const text = isTold ? appendAndTell : append;
  await pool.query({ name, text, values });
}

export const isSeqTaken = (error: unknown): boolean => (error as { code?: string })?.code === "23505";
