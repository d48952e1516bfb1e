/** The measurement of cards that stands beside one by lot: it asks the same, for as long, and is seen apart from it. */
import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { insertQuestions, questionsOf } from "../questions.store.ts";
import { releaseAtClose } from "../release.store.ts";
import { text } from "../text.ts";

type Of = { organisationId: string; pulseId: string };

export async function besideOf(
  tx: Transaction,
  { organisationId, pulseId }: Of,
): Promise<{ id: string; notCounted: number } | undefined> {
  return tx
    .selectFrom("pulse")
    .select(["id", "notCounted"])
    .where("organisationId", "=", organisationId)
    .where("besidePulseId", "=", pulseId)
    .executeTakeFirst();
}

/** Made once; it is begun with the measurement that it stands beside. */
export async function makeBeside(tx: Transaction, { organisationId, pulseId }: Of): Promise<string> {
  const there = await besideOf(tx, { organisationId, pulseId });
  if (there) return there.id;
  const id = newId();
  await sql`insert into pulse (organisation_id, id, unit_id, journey_id, source, beside_pulse_id, previous_pulse_id, round,
      title, lot_seed, created_by)
    select organisation_id, ${id}, unit_id, journey_id, 'card', id, (select before.id from pulse before
        where before.organisation_id = pulse.organisation_id and before.beside_pulse_id = pulse.previous_pulse_id),
      round, title, ${newId()}, created_by
    from pulse where organisation_id = ${organisationId} and id = ${pulseId}`.execute(tx);
  return id;
}

/** With the questions as they were begun with; null: there are no cards, or they have been begun with before. */
export async function openBeside(
  tx: Transaction,
  of: Of,
  now: Date,
): Promise<{ organisationId: string; pulseId: string } | null> {
  const { organisationId, pulseId } = of;
  const { rows } = await sql<{
    id: string;
  }>`update pulse set state = 'open', started_at = ${now}, opens_at = ${now},
      started_by = main.started_by, version = pulse.version + 1
    from pulse main
    where pulse.organisation_id = ${organisationId} and pulse.beside_pulse_id = ${pulseId} and pulse.state = 'draft'
      and main.organisation_id = pulse.organisation_id and main.id = pulse.beside_pulse_id
    returning pulse.id`.execute(tx);
  const id = rows[0]?.id;
  if (!id) return null;
  await followMain(tx, of);
  const questions = (await questionsOf(tx, organisationId, pulseId)).map(
    ({ kind, behaviourId, textDa, textEn }) => ({ kind, behaviourId, textDa, textEn }),
  );
  await insertQuestions(tx, organisationId, id, questions);
  return { organisationId, pulseId: id };
}

/** It is called, says and ends as the one beside it. */
export async function followMain(tx: Transaction, { organisationId, pulseId }: Of): Promise<void> {
  const { locale } = await tx
    .selectFrom("organisation")
    .select("locale")
    .where("organisationId", "=", organisationId)
    .executeTakeFirstOrThrow();
  const byCard = text(locale === "en" ? "en" : "da")("cards.inTitle");
  await sql`update pulse set title = left(main.title, 170) || ${byCard}, closes_at = main.closes_at,
      sender_name = main.sender_name, intro_da = main.intro_da, intro_en = main.intro_en,
      notice_on = main.notice_on, version = pulse.version + 1
    from pulse main
    where pulse.organisation_id = ${organisationId} and pulse.beside_pulse_id = ${pulseId}
      and main.organisation_id = pulse.organisation_id and main.id = pulse.beside_pulse_id`.execute(tx);
}

/** Closes with the one beside it; nothing is left of which devices have answered. */
export async function closeBeside(
  tx: Transaction,
  { organisationId, pulseId }: Of,
  now: Date,
): Promise<void> {
  const closed = await tx
    .updateTable("pulse")
    .set({ state: "closed", closedAt: now, version: sql<number>`version + 1` })
    .where("organisationId", "=", organisationId)
    .where("besidePulseId", "=", pulseId)
    .where("state", "!=", "closed")
    .returning(["id", "unitId", "startedAt"])
    .executeTakeFirst();
  if (!closed) return;
  await forgetDevices(tx, { organisationId, pulseId: closed.id });
  if (closed.startedAt)
    await releaseAtClose(tx, organisationId, { pulseId: closed.id, unitId: closed.unitId }, now);
}

const forgetDevices = (tx: Transaction, { organisationId, pulseId }: Of) =>
  tx
    .deleteFrom("cardMark")
    .where("organisationId", "=", organisationId)
    .where("pulseId", "=", pulseId)
    .execute();
