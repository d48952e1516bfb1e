import { dueInWords } from "#behaviour/reminder.store.ts";
import { listBehaviours } from "#behaviour/store.ts";
import { formatDay } from "#design/format.ts";
import { heldToday } from "#organisation/heldToday.ts";
import type { Config } from "#platform/config.ts";
import type { Transaction } from "#platform/database/index.ts";
import { queueMail } from "#platform/mail/index.ts";
import { type Locale, locales } from "#platform/text/index.ts";
import type { Content } from "./editions.store.ts";
import { type ReminderSection, reminderMail } from "./mail.ts";
import { mainGuideKey, roadOf } from "./model/journey.ts";
import { isNew, isReminderDay, toRemindOf } from "./model/reminder.ts";

/** Whether she is reminded of this journey, and whether she is of any. */
export async function remindsOf(
  tx: Transaction,
  organisationId: string,
  journeyId: string,
  personId: string,
): Promise<{ ofThis: boolean; ofAny: boolean }> {
  const row = await tx
    .selectFrom("person")
    .leftJoin("journeyReminder as reminder", (join) =>
      join
        .onRef("reminder.organisationId", "=", "person.organisationId")
        .onRef("reminder.personId", "=", "person.id")
        .on("reminder.journeyId", "=", journeyId),
    )
    .select(["person.remindsOfJourneys", "reminder.isOff"])
    .where("person.organisationId", "=", organisationId)
    .where("person.id", "=", personId)
    .executeTakeFirstOrThrow();
  return { ofThis: !row.isOff, ofAny: row.remindsOfJourneys };
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

/** Of every journey that she leads, now and later. */
export const setRemindedOfAny = (
  tx: Transaction,
  organisationId: string,
  personId: string,
  remindsOfJourneys: boolean,
): Promise<unknown> =>
  tx
    .updateTable("person")
    .set({ remindsOfJourneys })
    .where("organisationId", "=", organisationId)
    .where("id", "=", personId)
    .execute();

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
    .where("person.remindsOfJourneys", "=", true)
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

type Row = Awaited<ReturnType<typeof toBeReminded>>[number];

/** What there is to remind her of in one journey. Null: nothing. */
async function sectionOf(
  tx: Transaction,
  organisationId: string,
  { journeyId, guideContent, unitName }: Row,
  { locale, today, baseUrl }: { locale: Locale; today: string; baseUrl: string },
): Promise<ReminderSection | null> {
  const progress = await tx
    .selectFrom("journeyStep")
    .select(["stepKey", "doneAt", "dueOn"])
    .where("organisationId", "=", organisationId)
    .where("journeyId", "=", journeyId)
    .execute();
  const guide = (guideContent as unknown as Content)[locale];
  const road = roadOf(
    guide.steps.map(({ key }) => key),
    progress.map((step) => ({ ...step, doneAt: step.doneAt?.toISOString() ?? null })),
    today,
  );
  const promises = await listBehaviours(tx, organisationId, { journeyId, kinds: ["leadersOwn"] });
  const about = toRemindOf(guide.steps, road, promises);
  return about && { ...about, unitName, link: `${baseUrl}/journeys/${journeyId}` };
}

/** One run at a time: what a first has sent, and by that has written down, a second finds. */
const holdReminding = (tx: Transaction, organisationId: string): Promise<{ timeZone: string }> =>
  tx
    .selectFrom("organisation")
    .select("timeZone")
    .where("organisationId", "=", organisationId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();

/**
 * On her Monday: what a leader has promised to show herself and what is over its date, in one mail for all the journeys
 * that she leads. Nothing to say, no mail. It is written down in the same transaction that puts the mail in the post.
 */
export async function remindLeaders(
  tx: Transaction,
  organisationId: string,
  { config, now }: { config: Pick<Config, "baseUrl">; now: Date },
): Promise<number> {
  const { timeZone } = await holdReminding(tx, organisationId);
  let sent = 0;
  for (const [personId, rows] of Map.groupBy(
    await toBeReminded(tx, organisationId),
    ({ personId }) => personId,
  )) {
    const [{ name, email, ...first }] = rows as [Row, ...Row[]];
    // Her week begins where her units are; where they lie in several zones, where the organisation is.
    const zones = new Set(rows.map((row) => row.timeZone));
    const today = formatDay(now, zones.size === 1 ? first.timeZone : timeZone);
    const due = rows.map(({ startedAt, remindedOn, timeZone }) => ({
      startedOn: formatDay(startedAt, timeZone),
      remindedOn,
    }));
    if (!isReminderDay(today, due)) continue;
    const locale: Locale = locales.find((known) => known === first.locale) ?? "da";
    const sections: ReminderSection[] = [];
    for (const [index, row] of rows.entries()) {
      if (isNew(today, due[index]!)) continue;
      const section = await sectionOf(tx, organisationId, row, { locale, today, baseUrl: config.baseUrl });
      if (section) sections.push(section);
    }
    if (sections.length === 0) continue;
    sections.sort((a, b) => a.unitName.localeCompare(b.unitName, locale));
    const actions = await dueInWords(tx, organisationId, personId, now);
    await queueMail(tx, {
      organisationId,
      to: { name, email },
      ...reminderMail({ sections, actions, name, locale }),
      kind: "journey.reminder",
      ...(rows.length === 1 && { about: first.journeyId }),
    });
    // Of all of them, so that what is written later on the same day waits for the next Monday.
    for (const { journeyId } of rows)
      await write(tx, { organisationId, journeyId, personId }, { remindedOn: today });
    sent += 1;
  }
  return sent;
}
