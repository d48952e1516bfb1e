import { sql } from "kysely";
import type { Config } from "#platform/config.ts";
import type { Transaction } from "#platform/database/index.ts";
import { queueMail } from "#platform/mail/index.ts";
import { readBrand } from "./brand.store.ts";
import { requestKey } from "./keys.ts";
import { type Asked, askingMail, type Brand, messageIdOf } from "./mail.ts";
import { type Language, languagesOf } from "./model/questions.ts";
import { type SendingHours, sendingEnd } from "./model/sending.ts";
import { questionsOf } from "./response.store.ts";

export type Sending = {
  organisationId: string;
  pulseId: string;
  now: Date;
  config: Pick<Config, "secret" | "baseUrl">;
  unitId: string;
  restingDays: number;
  asked: (language: Language) => Asked;
  /** Read with the first mail that has it; null: every mail is neutral. */
  brand: () => Promise<Brand | null>;
  languages: Language[];
  defaultLanguage: Language;
  /** What has not left by then is taken back. */
  leaveBefore: Date;
};

/** The measurement with what its mails take from elsewhere. Whoever holds it is the only one who asks for it. */
export const holdPulse = (tx: Transaction, organisationId: string, pulseId: string) =>
  tx
    .selectFrom("pulse")
    .innerJoin("unit", (join) =>
      join.onRef("unit.organisationId", "=", "pulse.organisationId").onRef("unit.id", "=", "pulse.unitId"),
    )
    .innerJoin("organisation", "organisation.organisationId", "pulse.organisationId")
    .selectAll("pulse")
    .select(["unit.timeZone", "organisation.restingDays", "organisation.locale"])
    .select(["organisation.privacyTextDa", "organisation.privacyTextEn"])
    .where("pulse.organisationId", "=", organisationId)
    .where("pulse.id", "=", pulseId)
    // Not against those who only point to it: a response that is written meanwhile waits for nothing.
    .forNoKeyUpdate("pulse")
    .executeTakeFirst();
type Held = NonNullable<Awaited<ReturnType<typeof holdPulse>>>;

/** All that its mails are made of now, and when they may leave. */
export async function sendingOf(
  tx: Transaction,
  config: Pick<Config, "secret" | "baseUrl">,
  pulse: Held,
  now: Date,
): Promise<{ sending: Sending; hours: SendingHours }> {
  const { organisationId, id: pulseId } = pulse;
  const questions = await questionsOf(tx, organisationId, pulseId);
  const { senderName, introDa, introEn, closesAt, timeZone } = pulse;
  const hours: SendingHours = {
    ...{ timeZone, opensAt: pulse.opensAt, closesAt, sendWeekdays: pulse.sendWeekdays },
    sendFrom: pulse.sendFrom.slice(0, 5),
    sendUntil: pulse.sendUntil.slice(0, 5),
  };
  let brand: Promise<Brand | null> | undefined;
  const sending: Sending = {
    leaveBefore: sendingEnd(now, hours),
    ...{ organisationId, pulseId, now, config, unitId: pulse.unitId, restingDays: pulse.restingDays },
    asked: (language) => ({
      ...{ senderName, introDa, introEn, closesAt, timeZone, questions },
      privacyText: language === "da" ? pulse.privacyTextDa : pulse.privacyTextEn,
    }),
    brand: () => {
      brand ??= readBrand(tx, organisationId);
      return brand;
    },
    languages: languagesOf(questions),
    defaultLanguage: pulse.locale as Language,
  };
  return { sending, hours };
}

export const languageFor = ({ languages, defaultLanguage }: Sending, wanted: string | null): Language =>
  [wanted as Language, defaultLanguage].find((language) => languages.includes(language)) ??
  languages[0] ??
  "da";

/** How and when she agreed to mail is recorded with the file she came in, or the call that told of her. */
export const hasConsent = sql`(contact.consent <> '' or exists (select from customer_import i
  where i.organisation_id = contact.organisation_id and i.id = contact.import_id and i.consent <> ''))`;

export async function queueAsking(
  tx: Transaction,
  { organisationId, pulseId, config, asked, brand, leaveBefore }: Sending,
  to: { requestId: string; locale: Language; email: string; happenedOn: string | null; hasConsent: boolean },
  isReminder: boolean,
): Promise<string> {
  const mail = askingMail(asked(to.locale), {
    language: to.locale,
    link: `${config.baseUrl}/s/${requestKey(config.secret, to.requestId)}`,
    happenedOn: to.happenedOn,
    isReminder,
    isTrial: false,
    brand: to.hasConsent ? await brand() : null,
    messageId: messageIdOf(to.requestId, config.baseUrl, isReminder),
  });
  const { id } = await queueMail(tx, {
    organisationId,
    to: { email: to.email },
    ...mail,
    kind: isReminder ? "pulseReminder" : "pulse",
    about: pulseId,
    leaveBefore,
  });
  return id;
}
