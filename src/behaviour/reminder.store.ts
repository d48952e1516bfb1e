import { sql } from "kysely";
import { formatDate } from "#design/format.ts";
import type { Config } from "#platform/config.ts";
import type { Transaction } from "#platform/database/index.ts";
import { queueMail } from "#platform/mail/index.ts";
import { isOverdue } from "./model.ts";
import { text } from "./text.ts";

/** What has been late for longer is on the front page, and in the next meeting: a mail would be nagging. */
const daysLate = 7;

type Due = {
  id: string;
  title: string;
  dueOn: string;
  today: string;
  personId: string;
  name: string;
  email: string;
  locale: "da" | "en";
};

/**
 * What has been promised for tomorrow or before, by those who want to be reminded of it; of each date it is given out once.
 * @param ofPerson hers alone
 */
async function takeDue(
  tx: Transaction,
  organisationId: string,
  { now, ofPerson = null }: { now: Date; ofPerson?: string | null },
): Promise<Due[]> {
  const { rows } = await sql<Due>`
    with today as (select (${now}::timestamptz at time zone time_zone)::date as day from organisation
      where organisation_id = ${organisationId}),
    due as (
      update action set reminded_for = due_on from person, today
      where action.organisation_id = ${organisationId} and action.state = 'open'
        and action.due_on between today.day - ${daysLate}::int and today.day + 1
        and action.reminded_for is distinct from action.due_on
        and (${ofPerson}::uuid is null or action.owner_person_id = ${ofPerson}::uuid)
        and person.organisation_id = action.organisation_id and person.id = action.owner_person_id
        and person.archived_at is null and person.email <> '' and person.reminds_of_actions
      returning action.id, action.title, action.due_on, today.day as today, person.id as person_id, person.name,
        person.email, person.locale)
    select * from due order by person_id, due_on, id`.execute(tx);
  return rows;
}

/** "Rings Frode (by 1 March 2027)". */
function inWords({ title, dueOn, today, locale }: Due): string {
  const date = formatDate(locale, dueOn);
  const isLate = isOverdue({ state: "open", dueOn }, today);
  return text(locale)(isLate ? "mail.reminder.late" : "mail.reminder.due", { title, date });
}

/** For a mail that leaves anyway: what she has promised stands in it, and no other mail tells of it. */
export const dueInWords = async (
  tx: Transaction,
  organisationId: string,
  personId: string,
  now: Date,
): Promise<string[]> => (await takeDue(tx, organisationId, { now, ofPerson: personId })).map(inWords);

/** One mail to each who has promised something for tomorrow or before. */
export async function remindOfActions(
  tx: Transaction,
  organisationId: string,
  { config, now }: { config: Pick<Config, "baseUrl">; now: Date },
): Promise<void> {
  const due = await takeDue(tx, organisationId, { now });
  for (const [, all] of Map.groupBy(due, ({ personId }) => personId)) {
    const { name, email, locale } = all[0]!;
    const t = text(locale);
    const list = all.map((each) => `– ${inWords(each)}`).join("\n");
    await queueMail(tx, {
      ...{ organisationId, to: { name, email }, kind: "actionReminder" },
      subject: t("mail.reminder.subject", { count: all.length }),
      text: t("mail.reminder.text", { name, list, link: `${config.baseUrl}/actions` }),
    });
  }
}

export const wantsReminders = async (
  tx: Transaction,
  organisationId: string,
  personId: string,
): Promise<boolean> =>
  (
    await tx
      .selectFrom("person")
      .select("remindsOfActions")
      .where("organisationId", "=", organisationId)
      .where("id", "=", personId)
      .executeTakeFirstOrThrow()
  ).remindsOfActions;

export const setReminders = (
  tx: Transaction,
  organisationId: string,
  personId: string,
  remindsOfActions: boolean,
): Promise<unknown> =>
  tx
    .updateTable("person")
    .set({ remindsOfActions })
    .where("organisationId", "=", organisationId)
    .where("id", "=", personId)
    .execute();
