import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { keyHash } from "#platform/keys.ts";
import { callBack } from "./callBack.store.ts";
import { type Language, languagesOf, type QuestionKind } from "./model/questions.ts";
import { type Given, readForm } from "./model/response.ts";
import { wallClock } from "./model/sending.ts";
import { releaseAnswers } from "./release.store.ts";

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

/**
 * Takes in what came at the same time, in one transaction and few statements: a hundred customers who press send together
 * wait for one commit. The measurements are held before anything else is, in one order, so that two servers, and the job
 * that looks after a measurement, wait for one another instead of for ever.
 */
export async function takeIn(tx: Transaction, sent: readonly Sent[]): Promise<Outcome[]> {
  const hashes = sent.map(({ key }) => keyHash(key));
  await sql`select from pulse
    where (organisation_id, id) in (select organisation_id, pulse_id from request where key_hash = any(${hashes}))
    order by organisation_id, id for no key update`.execute(tx);
  const found = await tx
    .selectFrom("request")
    .innerJoin("pulse", (join) =>
      join
        .onRef("pulse.organisationId", "=", "request.organisationId")
        .onRef("pulse.id", "=", "request.pulseId"),
    )
    .innerJoin("contact", (join) =>
      join
        .onRef("contact.organisationId", "=", "request.organisationId")
        .onRef("contact.id", "=", "request.contactId"),
    )
    .innerJoin("unit", (join) =>
      join.onRef("unit.organisationId", "=", "pulse.organisationId").onRef("unit.id", "=", "pulse.unitId"),
    )
    .innerJoin("organisation", "organisation.organisationId", "request.organisationId")
    .select(["request.keyHash", "request.organisationId", "request.id as requestId", "request.pulseId"])
    .select(["request.locale", "pulse.unitId", "pulse.closesAt", "contact.personId", "unit.timeZone"])
    .select(["organisation.locale as organisationLocale"])
    .where("request.keyHash", "in", hashes)
    .where("pulse.state", "in", ["open", "paused"])
    .execute();
  const byKey = new Map(found.map((row) => [row.keyHash.toString("base64"), row]));
  const questions = await questionsOfAll(tx, [...new Set(found.map(({ pulseId }) => pulseId))]);
  // Who sends twice at once has sent the later one.
  const answered = new Map<string, Answered>();
  const outcomes = sent.map(({ form, now }, index): Outcome => {
    const row = byKey.get(hashes[index]!.toString("base64"));
    if (!row || (row.closesAt && row.closesAt <= now)) return { kind: "closed" };
    const asked = questions.get(row.pulseId) ?? [];
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

async function questionsOfAll(tx: Transaction, pulseIds: string[]) {
  const rows =
    pulseIds.length === 0
      ? []
      : await tx
          .selectFrom("question")
          .select(["id", "kind", "textDa", "textEn", "pulseId"])
          .where("pulseId", "in", pulseIds)
          .orderBy("position")
          .execute();
  return Map.groupBy(
    rows.map(({ kind, ...question }) => ({ ...question, kind: kind as QuestionKind })),
    ({ pulseId }) => pulseId,
  );
}

/** Stores what customers sent, each in the place of what she sent before. Called with the measurements held. */
export async function saveResponses(
  tx: Transaction,
  answered: readonly Answered[],
  now: Date,
): Promise<void> {
  const rows = answered.map(({ target, given }) => ({
    ...{ organisation: target.organisationId, id: newId(), request: target.requestId, pulse: target.pulseId },
    ...{ unit: target.unitId, person: target.personId, day: wallClock(now, target.timeZone).day },
    ...{ comment: given.comment, wants: given.wantsContact },
    detail: given.wantsContact ? given.contactDetail : "",
  }));
  const saved = await sql<{ id: string; requestId: string; version: number }>`
    insert into response (organisation_id, id, request_id, pulse_id, unit_id, person_id, submitted_on, comment,
      wants_contact, contact_detail)
    select organisation, id, request, pulse, unit, person, day, comment, wants, detail
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(organisation uuid, id uuid, request uuid, pulse uuid,
      unit uuid, person uuid, day date, comment text, wants boolean, detail text)
    on conflict (organisation_id, request_id) do update set comment = excluded.comment,
      wants_contact = excluded.wants_contact, contact_detail = excluded.contact_detail, version = response.version + 1
    returning id, request_id, version`.execute(tx);
  const byRequest = new Map(saved.rows.map((row) => [row.requestId, row]));
  const all = answered.flatMap(({ target, given }) => {
    const response = byRequest.get(target.requestId);
    return response ? [{ target, given, id: response.id, isChanged: response.version > 1 }] : [];
  });
  await saveAnswers(tx, all);
  await sql`update request set answered_at = ${now}
    where (organisation_id, id) in (select organisation, request
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(organisation uuid, request uuid))
      and answered_at is null`.execute(tx);
  for (const { target, given, id, isChanged } of all)
    if (given.wantsContact || isChanged)
      await callBack(tx, target, id, given.wantsContact ? given.contactDetail : null, now);
  for (const [first, ...others] of Map.groupBy(all, ({ target }) => target.pulseId).values()) {
    const personIds = [...new Set([first!, ...others].map(({ target }) => target.personId))];
    await releaseAnswers(tx, first!.target.organisationId, { ...first!.target, personIds }, now);
  }
}

async function saveAnswers(
  tx: Transaction,
  all: readonly (Answered & { id: string; isChanged: boolean })[],
): Promise<void> {
  const answers = JSON.stringify(
    all.flatMap(({ target, given, id }) =>
      [...given.scores].flatMap(([position, score]) => {
        const question = target.questions[position - 1];
        return question?.kind === "scale"
          ? [
              {
                organisation: target.organisationId,
                response: id,
                question: question.id,
                score: score || null,
              },
            ]
          : [];
      }),
    ),
  );
  const changed = all.flatMap(({ id, isChanged }) => (isChanged ? [id] : []));
  if (changed.length > 0)
    await sql`delete from answer where response_id = any(${changed}::uuid[]) and not exists (
      select from jsonb_to_recordset(${answers}::jsonb) as row(response uuid, question uuid)
      where row.response = answer.response_id and row.question = answer.question_id)`.execute(tx);
  await sql`insert into answer (organisation_id, response_id, question_id, score)
    select organisation, response, question, score from jsonb_to_recordset(${answers}::jsonb)
      as row(organisation uuid, response uuid, question uuid, score smallint)
    on conflict (organisation_id, response_id, question_id) do update set score = excluded.score`.execute(tx);
}
