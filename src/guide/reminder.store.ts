import { dueInWords } from "#behaviour/reminder.store.ts";
import { listBehaviours } from "#behaviour/store.ts";
import { formatDay } from "#design/format.ts";
import { heldToday } from "#organisation/heldToday.ts";
import type { Config } from "#platform/config.ts";
import type { Transaction } from "#platform/database/index.ts";
import { queueMail } from "#platform/mail/index.ts";
import { type Locale, locales } from "#platform/text/index.ts";
import type { Content } from "./editions.store.ts";
import { reminderMail } from "./mail.ts";
import { mainGuideKey, roadOf } from "./model/journey.ts";
import { isReminderDue, toRemindOf } from "./model/reminder.ts";

/** Whether she is reminded of this journey. */
export async function isReminded(
  tx: Transaction,
  organisationId: string,
  journeyId: string,
  personId: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom("journeyReminder")
    .select("isOff")
    .where("organisationId", "=", organisationId)
    .where("journeyId", "=", journeyId)
    .where("personId", "=", personId)
    .executeTakeFirst();
  return !row?.isOff;
}

const write = (
  tx: Transaction,
  key: { organisationId: string; journeyId: string; personId: string },
  set: { isOff: boolean } | { remindedOn: string },
) =>
  tx
    .insertInto("journeyReminder")
    .values({ ...key, ...set })
    .onConflict((conflict) => conflict.columns(["organisationId", "journeyId", "personId"]).doUpdateSet(set))
    .execute();

export const setReminded = async (
  tx: Transaction,
  organisationId: string,
  journeyId: string,
  { personId, isOn }: { personId: string; isOn: boolean },
): Promise<void> => {
  await write(tx, { organisationId, journeyId, personId }, { isOff: !isOn });
};

/** Who leads the units of journeys that are under way, and has not asked not to be reminded. */
const toBeReminded = (tx: Transaction, organisationId: string) =>
  tx
    .selectFrom("journey")
    .innerJoin("unit", (join) =>
      join
        .onRef("unit.organisationId", "=", "journey.organisationId")
        .onRef("unit.id", "=", "journey.unitId"),
    )
    .innerJoin("roleAssignment as held", (join) =>
      join
        .onRef("held.organisationId", "=", "journey.organisationId")
        .onRef("held.unitId", "=", "journey.unitId")
        .on("held.role", "=", "leader"),
    )
    .innerJoin("person", (join) =>
      join
        .onRef("person.organisationId", "=", "held.organisationId")
        .onRef("person.id", "=", "held.personId"),
    )
    .leftJoin("journeyReminder as reminder", (join) =>
      join
        .onRef("reminder.organisationId", "=", "journey.organisationId")
        .onRef("reminder.journeyId", "=", "journey.id")
        .onRef("reminder.personId", "=", "person.id"),
    )
    .where("journey.organisationId", "=", organisationId)
    .where("journey.guideKey", "=", mainGuideKey)
    .where("journey.finishedAt", "is", null)
    .where("journey.archivedAt", "is", null)
    .where("person.archivedAt", "is", null)
    .where(heldToday("held"))
    .where((where) => where.or([where("reminder.isOff", "is", null), where("reminder.isOff", "=", false)]))
    .select([
      "journey.id as journeyId",
      "journey.startedAt",
      "journey.guideContent",
      "unit.name as unitName",
      "unit.timeZone",
      "person.id as personId",
      "person.name",
      "person.email",
      "person.locale",
      "reminder.remindedOn",
    ])
    .distinctOn(["journey.id", "person.id"])
    .execute();

/** On the unit's Monday: what each leader promised to show, and what is over its date. Nothing to say, no mail. */
export async function remindLeaders(
  tx: Transaction,
  organisationId: string,
  { config, now }: { config: Pick<Config, "baseUrl">; now: Date },
): Promise<number> {
  let sent = 0;
  for (const row of await toBeReminded(tx, organisationId)) {
    const today = formatDay(now, row.timeZone);
    const startedOn = formatDay(row.startedAt, row.timeZone);
    if (!isReminderDue(today, { startedOn, remindedOn: row.remindedOn })) continue;
    const { journeyId, personId } = row;
    const progress = await tx
      .selectFrom("journeyStep")
      .select(["stepKey", "doneAt", "dueOn"])
      .where("organisationId", "=", organisationId)
      .where("journeyId", "=", journeyId)
      .execute();
    const locale = locales.find((known) => known === row.locale) ?? "da";
    const guide = (row.guideContent as unknown as Content)[locale as Locale];
    const road = roadOf(
      guide.steps.map(({ key }) => key),
      progress.map((step) => ({ ...step, doneAt: step.doneAt?.toISOString() ?? null })),
      today,
    );
    const promises = await listBehaviours(tx, organisationId, { journeyId, kinds: ["leadersOwn"] });
    const about = toRemindOf(guide.steps, road, promises);
    if (!about) continue;
    const actions = await dueInWords(tx, organisationId, personId, now);
    await queueMail(tx, {
      organisationId,
      to: { name: row.name, email: row.email },
      ...reminderMail({ ...about, ...row, actions, locale, link: `${config.baseUrl}/journeys/${journeyId}` }),
      kind: "journey.reminder",
      about: journeyId,
    });
    await write(tx, { organisationId, journeyId, personId }, { remindedOn: today });
    sent += 1;
  }
  return sent;
}
