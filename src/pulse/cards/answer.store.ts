import { sql } from "kysely";
import { heldToday } from "#organisation/heldToday.ts";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { keyHash } from "#platform/keys.ts";
import { callBack } from "../callBack.store.ts";
import type { Language } from "../model/questions.ts";
import { type Given, readForm } from "../model/response.ts";
import { wallClock } from "../model/sending.ts";
import { askForRelease } from "../release.store.ts";
import { questionsOf, type ShownPulse } from "../response.store.ts";

export type OpenCard = ShownPulse & {
  organisationId: string;
  pulseId: string;
  unitId: string;
  personId: string;
  employee: string;
  organisationLocale: Language;
};

/**
 * What a card's link opens: the questions, in their window. Unknown, turned off, closed and run out are one and the same,
 * reached by the same one query.
 */
export async function findCard(tx: Transaction, key: string, now: Date): Promise<OpenCard | null> {
  const row = await tx
    .selectFrom("card")
    .innerJoin("pulse", (join) =>
      join.onRef("pulse.organisationId", "=", "card.organisationId").onRef("pulse.id", "=", "card.pulseId"),
    )
    .innerJoin("person", (join) =>
      join
        .onRef("person.organisationId", "=", "card.organisationId")
        .onRef("person.id", "=", "card.personId"),
    )
    .innerJoin("unit", (join) =>
      join.onRef("unit.organisationId", "=", "pulse.organisationId").onRef("unit.id", "=", "pulse.unitId"),
    )
    .innerJoin("organisation", "organisation.organisationId", "card.organisationId")
    .select(["card.organisationId", "card.pulseId", "card.personId", "person.name as employee"])
    .select(["pulse.unitId", "pulse.senderName", "pulse.introDa", "pulse.introEn", "pulse.closesAt"])
    .select(["unit.name as unitName", "unit.timeZone", "organisation.locale"])
    .select(["organisation.privacyTextDa", "organisation.privacyTextEn"])
    .where("card.keyHash", "=", keyHash(key))
    .where("card.endedAt", "is", null)
    .where("pulse.state", "in", ["open", "paused"])
    .where((where) => where.or([where("pulse.closesAt", "is", null), where("pulse.closesAt", ">", now)]))
    // The card of somebody who no longer meets customers for the unit is closed.
    .where(
      sql<boolean>`exists (select from role_assignment where role_assignment.organisation_id = card.organisation_id
        and role_assignment.person_id = card.person_id and role_assignment.unit_id = pulse.unit_id and ${heldToday()})`,
    )
    .executeTakeFirst();
  if (!row) return null;
  const { privacyTextDa, privacyTextEn, ...found } = row;
  return {
    ...found,
    locale: row.locale as Language,
    organisationLocale: row.locale as Language,
    happenedOn: null,
    privacyTexts: { da: privacyTextDa, en: privacyTextEn },
    privacyText: "",
    questions: await questionsOf(tx, row.organisationId, row.pulseId),
  };
}

export type CardOutcome =
  | { kind: "saved" | "notCounted" | "tooMany" | "wrong"; card: OpenCard }
  | { kind: "closed" };

/**
 * Takes an answer by card in. The first from each device counts and no other; what is sent again because its first
 * answer got lost on the way is the same answer. `once` was drawn for the page that was opened, `mark` for the device.
 */
export async function takeCard(
  tx: Transaction,
  card: OpenCard | null,
  sent: {
    form: ReadonlyMap<string, string>;
    once: string;
    mark: string;
    now: Date;
    isTooMany: (pulseId: string) => boolean;
  },
): Promise<CardOutcome> {
  if (!card) return { kind: "closed" };
  const { given, wrong } = readForm(sent.form, card.questions);
  if (wrong.length > 0) return { kind: "wrong", card };
  // Held, so that it is not closed meanwhile, and the same device cannot be the first twice.
  const held = await tx
    .selectFrom("pulse")
    .select("state")
    .where("organisationId", "=", card.organisationId)
    .where("id", "=", card.pulseId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  if (held.state === "closed") return { kind: "closed" };
  if (await isMarked(tx, card, sent.once)) return { kind: "saved", card };
  if (await isMarked(tx, card, sent.mark)) return notCounted(tx, card, "notCounted");
  if (sent.isTooMany(card.pulseId)) return notCounted(tx, card, "tooMany");
  await tx
    .insertInto("cardMark")
    .values([sent.once, sent.mark].map((mark) => ({ ...placeOf(card), hash: hashOf(card, mark) })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await save(tx, card, given, sent.now);
  return { kind: "saved", card };
}

const placeOf = ({ organisationId, pulseId }: OpenCard) => ({ organisationId, pulseId });
/** With the measurement in it: the same device leaves no mark by which two could be held together. */
const hashOf = ({ pulseId }: OpenCard, mark: string) => keyHash(`${pulseId} ${mark}`);

async function isMarked(tx: Transaction, card: OpenCard, mark: string): Promise<boolean> {
  const found = await tx
    .selectFrom("cardMark")
    .select("pulseId")
    .where("organisationId", "=", card.organisationId)
    .where("pulseId", "=", card.pulseId)
    .where("hash", "=", hashOf(card, mark))
    .executeTakeFirst();
  return found !== undefined;
}

async function notCounted(
  tx: Transaction,
  card: OpenCard,
  kind: "notCounted" | "tooMany",
): Promise<CardOutcome> {
  await tx
    .updateTable("pulse")
    .set({ notCounted: sql<number>`not_counted + 1` })
    .where("organisationId", "=", card.organisationId)
    .where("id", "=", card.pulseId)
    .execute();
  return { kind, card };
}

async function save(tx: Transaction, card: OpenCard, given: Given, now: Date): Promise<void> {
  const { organisationId, pulseId, unitId, personId, timeZone } = card;
  const responseId = newId();
  await tx
    .insertInto("response")
    .values({
      ...{ organisationId, id: responseId, pulseId, unitId, personId, requestId: null },
      ...{ submittedOn: wallClock(now, timeZone).day, comment: given.comment },
      ...{ wantsContact: given.wantsContact, contactDetail: given.wantsContact ? given.contactDetail : "" },
    })
    .execute();
  const answers = [...given.scores].flatMap(([position, score]) => {
    const question = card.questions[position - 1];
    return question ? [{ organisationId, responseId, questionId: question.id, score: score || null }] : [];
  });
  if (answers.length > 0) await tx.insertInto("answer").values(answers).execute();
  if (given.wantsContact) await callBack(tx, card, responseId, given.contactDetail, now);
  await askForRelease(tx, [{ organisationId, pulseId }]);
}
