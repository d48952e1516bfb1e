import { sql } from "kysely";
import { addActions } from "#behaviour/store.ts";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { keyHash } from "#platform/keys.ts";
import type { Asked } from "./mail.ts";
import type { Language, QuestionKind } from "./model/questions.ts";
import type { Given } from "./model/response.ts";
import { wallClock } from "./model/sending.ts";
import { releaseAnswers } from "./release.store.ts";
import { text } from "./text.ts";

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

/**
 * What a link opens: its own question, in its window, and what was answered to it. Unknown, closed and expired are one
 * and the same answer, reached by the same one query.
 */
export async function findOpen(
  tx: Transaction,
  key: string,
  now: Date,
  forUpdate = false,
): Promise<OpenRequest | null> {
  let query = tx
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
    .select(["request.organisationId", "request.id as requestId", "request.pulseId", "request.locale"])
    .select(["pulse.unitId", "pulse.senderName", "pulse.introDa", "pulse.introEn", "pulse.closesAt"])
    .select(["contact.personId", "contact.happenedOn", "unit.name as unitName", "unit.timeZone"])
    .select(["organisation.locale as organisationLocale"])
    .select(["organisation.privacyTextDa", "organisation.privacyTextEn"])
    .where("request.keyHash", "=", keyHash(key))
    .where("pulse.state", "in", ["open", "paused"])
    .where((where) => where.or([where("pulse.closesAt", "is", null), where("pulse.closesAt", ">", now)]));
  if (forUpdate) query = query.forUpdate("request");
  const row = await query.executeTakeFirst();
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

async function questionsOf(tx: Transaction, organisationId: string, pulseId: string) {
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
export async function findTrial(tx: Transaction, pulseId: string): Promise<ShownPulse | null> {
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

/** Stores what the customer sent, in the place of what she sent before. Called with her request held. */
export async function saveResponse(
  tx: Transaction,
  open: OpenRequest,
  given: Given,
  now: Date,
): Promise<void> {
  const { organisationId, requestId, pulseId, unitId, personId } = open;
  const { comment, wantsContact } = given;
  const contactDetail = wantsContact ? given.contactDetail : "";
  const { id } = await tx
    .insertInto("response")
    .values({
      ...{ organisationId, id: newId(), requestId, pulseId, unitId, personId },
      ...{ comment, wantsContact, contactDetail },
      submittedOn: wallClock(now, open.timeZone).day,
    })
    .onConflict((conflict) =>
      conflict.columns(["organisationId", "requestId"]).doUpdateSet({
        ...{ comment, wantsContact, contactDetail },
        version: sql<number>`response.version + 1`,
      }),
    )
    .returning("id")
    .executeTakeFirstOrThrow();
  const answers = [...given.scores].flatMap(([position, score]) => {
    const question = open.questions[position - 1];
    return question?.kind === "scale"
      ? [{ organisationId, responseId: id, questionId: question.id, score: score === 0 ? null : score }]
      : [];
  });
  const ofResponse = tx
    .deleteFrom("answer")
    .where("organisationId", "=", organisationId)
    .where("responseId", "=", id);
  await (answers.length > 0
    ? ofResponse.where(
        "questionId",
        "not in",
        answers.map(({ questionId }) => questionId),
      )
    : ofResponse
  ).execute();
  if (answers.length > 0)
    await tx
      .insertInto("answer")
      .values(answers)
      .onConflict((conflict) =>
        conflict
          .columns(["organisationId", "responseId", "questionId"])
          .doUpdateSet({ score: sql<number>`excluded.score` }),
      )
      .execute();
  await tx
    .updateTable("request")
    .set({ answeredAt: sql<Date>`coalesce(answered_at, ${now})` })
    .where("organisationId", "=", organisationId)
    .where("id", "=", requestId)
    .execute();
  await callBack(tx, open, id, wantsContact ? contactDetail : null, now);
  await releaseAnswers(tx, organisationId, { pulseId, unitId, personId }, now);
}

/** A customer who wants to be called becomes the leader's task, once; who changes her mind takes it back. */
async function callBack(
  tx: Transaction,
  { organisationId, unitId, organisationLocale, timeZone }: OpenRequest,
  responseId: string,
  contactDetail: string | null,
  now: Date,
): Promise<void> {
  const task = await tx
    .selectFrom("action")
    .select(["id", "state"])
    .where("organisationId", "=", organisationId)
    .where("originKind", "=", "callBack")
    .where("originId", "=", responseId)
    .executeTakeFirst();
  if (contactDetail === null && !task) return;
  const t = text(organisationLocale);
  // Who takes it back leaves no number behind.
  const title =
    contactDetail === null
      ? t("callBack.withdrawn")
      : t("callBack.title", { contact: contactDetail }).slice(0, 500);
  if (task) {
    const change = { title, state: contactDetail === null ? "dropped" : "open" };
    await tx
      .updateTable("action")
      .set({ ...change, version: sql<number>`version + 1` })
      .where("organisationId", "=", organisationId)
      .where("id", "=", task.id)
      .where("state", "!=", "done")
      .execute();
    return;
  }
  const leader = await tx
    .selectFrom("roleAssignment")
    .select("personId")
    .where("organisationId", "=", organisationId)
    .where("unitId", "=", unitId)
    .where("role", "=", "leader")
    .where("endsOn", "is", null)
    .orderBy("startsOn")
    .executeTakeFirst();
  const dueOn = wallClock(new Date(now.getTime() + 2 * 86_400_000), timeZone).day;
  await addActions(tx, organisationId, [
    {
      ...{ unitId, title, dueOn, originKind: "callBack", originId: responseId },
      ownerPersonId: leader?.personId ?? null,
      // Without a leader nobody would see it, were it for its owner only.
      visibleTo: leader ? "owner" : "unit",
    },
  ]);
}

/** No for good, from any of her links, however old. Says nothing of whether there was such a link. */
export async function optOut(tx: Transaction, key: string, now: Date): Promise<void> {
  await sql`update customer set opted_out_at = coalesce(opted_out_at, ${now})
    from request
    where request.key_hash = ${keyHash(key)}
      and customer.organisation_id = request.organisation_id and customer.id = request.customer_id`.execute(
    tx,
  );
}
