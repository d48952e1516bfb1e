import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { keyHash } from "#platform/keys.ts";
import type { Asked } from "./mail.ts";
import type { Language, QuestionKind } from "./model/questions.ts";
import { nowhere } from "./model/release.ts";
import type { Given } from "./model/response.ts";
import { takeBackFrom } from "./takeBack.store.ts";

export type ShownPulse = Asked & {
  unitName: string;
  locale: Language;
  happenedOn: string | null;
  privacyTexts: Record<Language, string>;
  questions: { id: string; kind: QuestionKind; textDa: string; textEn: string }[];
};
export type OpenRequest = ShownPulse & {
  organisationId: string;
  requestId: string;
  pulseId: string;
  unitId: string;
  personId: string;
  organisationLocale: Language;
  given: Given | null;
};

/** What may be answered now, with all that hangs on it. What has run out is not even found: a link that never was takes the same work. */
export const openRequests = (tx: Transaction, now: Date) =>
  tx
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
    .where("pulse.state", "in", ["open", "paused"])
    .where((where) => where.or([where("pulse.closesAt", "is", null), where("pulse.closesAt", ">", now)]));

/**
 * What a link opens: its own question, in its window, and what was answered to it. Unknown, closed and expired are one
 * and the same answer, reached by the same one query.
 */
export async function findOpen(tx: Transaction, key: string, now: Date): Promise<OpenRequest | null> {
  const row = await openRequests(tx, now)
    .select(["request.organisationId", "request.id as requestId", "request.pulseId", "request.locale"])
    .select(["pulse.unitId", "pulse.senderName", "pulse.introDa", "pulse.introEn", "pulse.closesAt"])
    .select(["contact.personId", "contact.happenedOn", "unit.name as unitName", "unit.timeZone"])
    .select(["organisation.locale as organisationLocale"])
    .select(["organisation.privacyTextDa", "organisation.privacyTextEn"])
    .where("request.keyHash", "=", keyHash(key))
    .executeTakeFirst();
  if (!row) return null;
  const { privacyTextDa, privacyTextEn, ...found } = row;
  const questions = await questionsOf(tx, row.organisationId, row.pulseId);
  return {
    ...found,
    locale: row.locale as Language,
    organisationLocale: row.organisationLocale as Language,
    privacyTexts: { da: privacyTextDa, en: privacyTextEn },
    privacyText: "",
    questions,
    given: await readGiven(tx, row.organisationId, row.requestId, questions),
  };
}

/** As they are put to customers, in their order. */
export async function questionsOf(tx: Transaction, organisationId: string, pulseId: string) {
  const rows = await tx
    .selectFrom("question")
    .select(["id", "kind", "textDa", "textEn"])
    .where("organisationId", "=", organisationId)
    .where("pulseId", "=", pulseId)
    .orderBy("position")
    .execute();
  return rows.map(({ kind, ...question }) => ({ ...question, kind: kind as QuestionKind }));
}

/** The page as it stands now, for looking at it before anybody is asked. */
export async function findTrial(
  tx: Transaction,
  pulseId: string,
): Promise<(ShownPulse & { organisationId: string }) | null> {
  const row = await tx
    .selectFrom("pulse")
    .innerJoin("unit", (join) =>
      join.onRef("unit.organisationId", "=", "pulse.organisationId").onRef("unit.id", "=", "pulse.unitId"),
    )
    .innerJoin("organisation", "organisation.organisationId", "pulse.organisationId")
    .select(["pulse.organisationId", "pulse.senderName", "pulse.introDa", "pulse.introEn", "pulse.closesAt"])
    .select(["unit.name as unitName", "unit.timeZone", "organisation.locale"])
    .select(["organisation.privacyTextDa", "organisation.privacyTextEn"])
    .where("pulse.id", "=", pulseId)
    .executeTakeFirst();
  if (!row) return null;
  const { organisationId, privacyTextDa, privacyTextEn, ...found } = row;
  return {
    ...found,
    organisationId,
    locale: row.locale as Language,
    happenedOn: null,
    privacyTexts: { da: privacyTextDa, en: privacyTextEn },
    privacyText: "",
    questions: await questionsOf(tx, organisationId, pulseId),
  };
}

async function readGiven(
  tx: Transaction,
  organisationId: string,
  requestId: string,
  questions: { id: string }[],
): Promise<Given | null> {
  const response = await tx
    .selectFrom("response")
    .select(["id", "comment", "wantsContact", "contactDetail"])
    .where("organisationId", "=", organisationId)
    .where("requestId", "=", requestId)
    .executeTakeFirst();
  if (!response) return null;
  const answers = await tx
    .selectFrom("answer")
    .select(["questionId", "score"])
    .where("organisationId", "=", organisationId)
    .where("responseId", "=", response.id)
    .execute();
  const { comment, wantsContact, contactDetail } = response;
  return {
    scores: new Map(
      answers.map(({ questionId, score }) => [
        questions.findIndex(({ id }) => id === questionId) + 1,
        score ?? 0,
      ]),
    ),
    ...{ comment, wantsContact, contactDetail },
  };
}

/** No for good, from any of her links, however old. Says nothing of whether there was such a link. */
export async function optOut(tx: Transaction, key: string, now: Date): Promise<void> {
  const { rows } = await sql<{ organisationId: string; id: string }>`
    update customer set opted_out_at = coalesce(opted_out_at, ${now})
    from request
    where request.key_hash = ${keyHash(key)}
      and customer.organisation_id = request.organisation_id and customer.id = request.customer_id
    returning customer.organisation_id, customer.id`.execute(tx);
  // What another unit has just queued for her does not leave any more. For a link that never was as well: it is answered by
  // the same work, so that not even the time tells that it never was.
  const { organisationId, id } = rows[0] ?? { organisationId: nowhere, id: nowhere };
  await takeBackFrom(tx, organisationId, id);
}
