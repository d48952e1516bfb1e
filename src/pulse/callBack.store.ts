import { sql } from "kysely";
import { addActions } from "#behaviour/store.ts";
import { heldToday } from "#organisation/heldToday.ts";
import type { Transaction } from "#platform/database/index.ts";
import type { Language } from "./model/questions.ts";
import { nowhere } from "./model/release.ts";
import { wallClock } from "./model/sending.ts";
import { text } from "./text.ts";

/** A customer who wants to be called becomes the leader's task, once; who changes her mind takes it back. */
export async function callBack(
  tx: Transaction,
  {
    organisationId,
    unitId,
    organisationLocale,
    timeZone,
  }: { organisationId: string; unitId: string; organisationLocale: Language; timeZone: string },
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
  const { title: pulse } = await tx
    .selectFrom("response")
    .innerJoin("pulse", (join) =>
      join
        .onRef("pulse.organisationId", "=", "response.organisationId")
        .onRef("pulse.id", "=", "response.pulseId"),
    )
    .select("pulse.title")
    .where("response.organisationId", "=", organisationId)
    .where("response.id", "=", responseId)
    .executeTakeFirstOrThrow();
  // Who takes it back leaves no number behind.
  const title =
    contactDetail === null
      ? t("callBack.withdrawn")
      : t("callBack.title", { contact: contactDetail, pulse }).slice(0, 500);
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
    .where(heldToday())
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

/** What a customer wrote to be reached by is taken out everywhere it stands, the task about it included. */
export async function forgetCallBacks(
  tx: Transaction,
  organisationId: string,
  before: Date,
): Promise<number> {
  const { locale } = await tx
    .selectFrom("organisation")
    .select("locale")
    .where("organisationId", "=", organisationId)
    .executeTakeFirstOrThrow();
  const { rows } = await sql<{ id: string }>`update response set wants_contact = false, contact_detail = ''
    where organisation_id = ${organisationId} and contact_detail <> '' and submitted_on < ${before}
    returning id`.execute(tx);
  await tx
    .updateTable("action")
    .set({ title: text(locale as Language)("callBack.erased"), version: sql<number>`version + 1` })
    .where("organisationId", "=", organisationId)
    .where("originKind", "=", "callBack")
    .where("originId", "in", [nowhere, ...rows.map(({ id }) => id)])
    .execute();
  return rows.length;
}
