import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { keyHash } from "#platform/keys.ts";
import { callBack } from "./callBack.store.ts";
import { type Language, languagesOf, type QuestionKind } from "./model/questions.ts";
import { type Given, readForm } from "./model/response.ts";
import { wallClock } from "./model/sending.ts";
import { askForRelease } from "./release.store.ts";
import { openRequests } from "./response.store.ts";

/** What a customer sent with her link. */
export type Sent = { key: string; form: ReadonlyMap<string, string>; now: Date };
export type Outcome =
  | { kind: "saved"; languages: Language[]; locale: Language }
  /** There is nothing in it that could be saved, or something has to be put right first. */
  | { kind: "wrong" }
  /** Never existed, closed, run out: one and the same. */
  | { kind: "closed" };

/** Where an answer belongs: the request it replies to, and all that hangs on it. */
export type Target = {
  organisationId: string;
  requestId: string;
  pulseId: string;
  unitId: string;
  personId: string;
  timeZone: string;
  organisationLocale: Language;
  questions: readonly { id: string; kind: QuestionKind }[];
};
export type Answered = { target: Target; given: Given };

export type AskedQuestion = { id: string; kind: QuestionKind; textDa: string; textEn: string };
/** The questions of a measurement that has begun: they never change, and are read once. */
export type KnownQuestions = Map<string, AskedQuestion[]>;

/**
 * Takes in what came at the same time, in one transaction and few statements: a hundred customers who press send together
 * wait for one commit. The measurements are held for as long, so that none of them is closed meanwhile.
 */
export async function takeIn(
  tx: Transaction,
  sent: readonly Sent[],
  known: KnownQuestions,
): Promise<Outcome[]> {
  const hashes = sent.map(({ key }) => keyHash(key));
  const found = await openRequests(tx, sent[0]?.now ?? new Date(0))
    .select(["request.keyHash", "request.organisationId", "request.id as requestId", "request.pulseId"])
    .select(["request.locale", "pulse.unitId", "pulse.closesAt", "contact.personId", "unit.timeZone"])
    .select(["organisation.locale as organisationLocale"])
    .where("request.keyHash", "in", hashes)
    // In one order, so that two who hold several wait for one another instead of for ever.
    .orderBy("request.id")
    .forShare("pulse")
    .execute();
  const byKey = new Map(found.map((row) => [row.keyHash.toString("base64"), row]));
  const pulseIds = [...new Set(found.map(({ pulseId }) => pulseId))];
  await learnQuestions(
    tx,
    pulseIds.filter((id) => !known.has(id)),
    known,
  );
  // Who sends twice at once has sent the later one.
  const answered = new Map<string, Answered>();
  const outcomes = sent.map(({ form, now }, index): Outcome => {
    const row = byKey.get(hashes[index]!.toString("base64"));
    if (!row || (row.closesAt && row.closesAt <= now)) return { kind: "closed" };
    const asked = known.get(row.pulseId) ?? [];
    const { given, wrong } = readForm(form, asked);
    if (wrong.length > 0) return { kind: "wrong" };
    const { organisationLocale, locale, ...target } = row;
    answered.set(row.requestId, {
      target: { ...target, organisationLocale: organisationLocale as Language, questions: asked },
      given,
    });
    return { kind: "saved", languages: languagesOf(asked), locale: locale as Language };
  });
  if (answered.size > 0) await saveResponses(tx, [...answered.values()], sent[0]!.now);
  return outcomes;
}

async function learnQuestions(tx: Transaction, pulseIds: string[], known: KnownQuestions): Promise<void> {
  if (pulseIds.length === 0) return;
  const rows = await tx
    .selectFrom("question")
    .select(["id", "kind", "textDa", "textEn", "pulseId"])
    .where("pulseId", "in", pulseIds)
    .orderBy("position")
    .execute();
  for (const id of pulseIds) known.set(id, []);
  for (const { pulseId, kind, ...question } of rows)
    known.get(pulseId)?.push({ ...question, kind: kind as QuestionKind });
}

/** Stores what customers sent, each in the place of what she sent before. Called with the measurements held. */
export async function saveResponses(
  tx: Transaction,
  answered: readonly Answered[],
  now: Date,
): Promise<void> {
  const zones = new Set(answered.map(({ target }) => target.timeZone));
  const days = new Map([...zones].map((zone) => [zone, wallClock(now, zone).day]));
  const rows = answered
    .map(({ target, given }) => ({
      ...{
        organisation: target.organisationId,
        id: newId(),
        request: target.requestId,
        pulse: target.pulseId,
      },
      ...{ unit: target.unitId, person: target.personId, day: days.get(target.timeZone) },
      ...{ comment: given.comment, wants: given.wantsContact },
      detail: given.wantsContact ? given.contactDetail : "",
    }))
    // Two servers that were sent the same twice wait for one another in the same order.
    .sort((a, b) => (a.request < b.request ? -1 : 1));
  const answers = answered.flatMap(({ target, given }) =>
    [...given.scores].flatMap(([position, score]) => {
      const question = target.questions[position - 1];
      return question?.kind === "scale"
        ? [{ request: target.requestId, question: question.id, score: score || null }]
        : [];
    }),
  );
  const saved = await sql<{ id: string; requestId: string; version: number }>`
    with saved as (
      insert into response (organisation_id, id, request_id, pulse_id, unit_id, person_id, submitted_on, comment,
        wants_contact, contact_detail)
      select organisation, id, request, pulse, unit, person, day, comment, wants, detail
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(organisation uuid, id uuid, request uuid,
        pulse uuid, unit uuid, person uuid, day date, comment text, wants boolean, detail text)
      on conflict (organisation_id, request_id) do update set comment = excluded.comment,
        wants_contact = excluded.wants_contact, contact_detail = excluded.contact_detail,
        version = response.version + 1, is_counted = false
      returning organisation_id, id, request_id, version
    ), written as (
      insert into answer (organisation_id, response_id, question_id, score)
      select saved.organisation_id, saved.id, row.question, row.score
      from jsonb_to_recordset(${JSON.stringify(answers)}::jsonb) as row(request uuid, question uuid, score smallint)
        join saved on saved.request_id = row.request
      on conflict (organisation_id, response_id, question_id) do update set score = excluded.score
    ), marked as (
      update request set answered_at = ${now} from saved
      where request.organisation_id = saved.organisation_id and request.id = saved.request_id
        and request.answered_at is null
    )
    select id, request_id, version from saved`.execute(tx);
  const byRequest = new Map(saved.rows.map((row) => [row.requestId, row]));
  const changed = saved.rows.filter(({ version }) => version > 1);
  if (changed.length > 0)
    await sql`delete from answer using response
      where response.id = any(${changed.map(({ id }) => id)}::uuid[])
        and answer.organisation_id = response.organisation_id and answer.response_id = response.id
        and not exists (
          select from jsonb_to_recordset(${JSON.stringify(answers)}::jsonb) as row(request uuid, question uuid)
          where row.request = response.request_id and row.question = answer.question_id)`.execute(tx);
  for (const { target, given } of answered) {
    const response = byRequest.get(target.requestId);
    if (response && (given.wantsContact || response.version > 1))
      await callBack(tx, target, response.id, given.wantsContact ? given.contactDetail : null, now);
  }
  const pulses = new Map(answered.map(({ target }) => [target.pulseId, target]));
  await askForRelease(
    tx,
    [...pulses.values()].map(({ organisationId, pulseId }) => ({ organisationId, pulseId })),
  );
}
