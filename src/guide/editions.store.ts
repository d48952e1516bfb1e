import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import type { Locale } from "#platform/text/index.ts";
import { library } from "./library.ts";
import { type Draft, type Flaw, flawsOf, fromDraft, toDraft } from "./model/draft.ts";
import { companionsOf } from "./model/journey.ts";
import { type Edition, Guide, type GuideDraft, type GuideEdition, workAreas } from "./wire.ts";

/** An organisation's guides: what comes with the product, and of each the editions that it has made of it. */

export type Content = Record<Locale, Guide>;
export type InForce = Edition & { content: Content; publishedAt: Date | null };

const ofProduct = (content: Content): InForce => ({
  guideId: null,
  version: content.da.version,
  content,
  publishedAt: null,
});

/** The edition that a journey begins on today, of every guide, by its key. */
export async function guidesInForce(tx: Transaction, organisationId: string): Promise<Map<string, InForce>> {
  const own = await tx
    .selectFrom("guide")
    .distinctOn("key")
    .select(["id", "key", "version", "content", "publishedAt"])
    .where("organisationId", "=", organisationId)
    .where("withdrawnAt", "is", null)
    .orderBy("key")
    .orderBy("version", "desc")
    .execute();
  const editions = new Map([...library].map(([key, content]) => [key, ofProduct(content)]));
  for (const { id, key, version, content, publishedAt } of own)
    if (library.has(key))
      editions.set(key, { guideId: id, version, content: content as unknown as Content, publishedAt });
  return editions;
}

export const guideInForce = async (
  tx: Transaction,
  organisationId: string,
  key: string,
): Promise<InForce | null> => (await guidesInForce(tx, organisationId)).get(key) ?? null;

/** One edition: the organisation's own by its id, or the product's. */
export async function readEdition(
  tx: Transaction,
  organisationId: string,
  key: string,
  guideId: string | null,
): Promise<InForce | null> {
  if (guideId === null) return library.has(key) ? ofProduct(library.get(key)!) : null;
  const row = await tx
    .selectFrom("guide")
    .select(["id", "version", "content", "publishedAt"])
    .where("organisationId", "=", organisationId)
    .where("key", "=", key)
    .where("id", "=", guideId)
    .executeTakeFirst();
  if (!row) return null;
  return { ...row, guideId: row.id, content: row.content as unknown as Content };
}

export async function draftKeys(tx: Transaction, organisationId: string): Promise<Set<string>> {
  const rows = await tx
    .selectFrom("guideDraft")
    .select("key")
    .where("organisationId", "=", organisationId)
    .execute();
  return new Set(rows.map(({ key }) => key));
}

export async function readDraft(
  tx: Transaction,
  organisationId: string,
  key: string,
): Promise<GuideDraft | null> {
  const row = await tx
    .selectFrom("guideDraft")
    .leftJoin("person", (join) =>
      join
        .onRef("person.organisationId", "=", "guideDraft.organisationId")
        .onRef("person.id", "=", "guideDraft.changedBy"),
    )
    .select(["guideDraft.fields", "guideDraft.version", "guideDraft.changedAt", "person.name"])
    .where("guideDraft.organisationId", "=", organisationId)
    .where("guideDraft.key", "=", key)
    .executeTakeFirst();
  if (!row) return null;
  const { underWay } = await tx
    .selectFrom("journey")
    .select(sql<number>`count(*)::int`.as("underWay"))
    .where("organisationId", "=", organisationId)
    .where("guideKey", "=", key)
    .where("finishedAt", "is", null)
    .where("archivedAt", "is", null)
    .executeTakeFirstOrThrow();
  return {
    key,
    fields: row.fields as Draft,
    version: row.version,
    changedAt: row.changedAt.toISOString(),
    changedByName: row.name,
    nextVersion: await nextVersion(tx, organisationId, key),
    underWay,
  };
}

async function nextVersion(tx: Transaction, organisationId: string, key: string): Promise<number> {
  const { newest } = await tx
    .selectFrom("guide")
    .select(sql<number>`coalesce(max(version), 0)`.as("newest"))
    .where("organisationId", "=", organisationId)
    .where("key", "=", key)
    .executeTakeFirstOrThrow();
  return newest + 1;
}

/** A draft to adapt, copied from the guide in force; who comes second goes on with the one that is there. */
export async function beginDraft(
  tx: Transaction,
  organisationId: string,
  key: string,
  changedBy: string,
  fields?: Draft,
): Promise<{ version: number } | Refusal> {
  const edition = await guideInForce(tx, organisationId, key);
  if (!edition) return refuse("guideUnknown", { status: 404 });
  await tx
    .insertInto("guideDraft")
    .values({
      organisationId,
      key,
      fields: JSON.stringify(fields ?? toDraft(edition.content)),
      changedBy,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return tx
    .selectFrom("guideDraft")
    .select("version")
    .where("organisationId", "=", organisationId)
    .where("key", "=", key)
    .executeTakeFirstOrThrow();
}

export async function changeDraft(
  tx: Transaction,
  organisationId: string,
  key: string,
  { fields, version, changedBy }: { fields: Draft; version: number; changedBy: string },
): Promise<{ version: number } | Refusal> {
  const changed = await tx
    .updateTable("guideDraft")
    .set({
      // What is not named stays: two who adapt different steps do not meet.
      fields: sql`fields || ${JSON.stringify(fields)}::jsonb`,
      version: version + 1,
      changedBy,
      changedAt: new Date(),
    })
    .where("organisationId", "=", organisationId)
    .where("key", "=", key)
    .where("version", "=", version)
    .returning("version")
    .executeTakeFirst();
  if (changed) return changed;
  return (await draftKeys(tx, organisationId)).has(key)
    ? refuse("changedMeanwhile", { status: 409 })
    : refuse("draftGone", { status: 404 });
}

/** What is in the draft is thrown away: the page that does it still has it, and can bring it back. */
export async function discardDraft(tx: Transaction, organisationId: string, key: string): Promise<void> {
  await tx
    .deleteFrom("guideDraft")
    .where("organisationId", "=", organisationId)
    .where("key", "=", key)
    .execute();
}

/** The draft becomes the edition in force; or what is wrong with it, each with its place. Running journeys keep theirs. */
export async function publishDraft(
  tx: Transaction,
  organisationId: string,
  key: string,
  { version, publishedBy }: { version: number; publishedBy: string },
): Promise<{ guideId: string; version: number } | { flaws: Flaw[] } | Refusal> {
  // One guide after another: two that are published at once could lead to each other.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`guide ${organisationId}`}, 0))`.execute(tx);
  const draft = await tx
    .selectFrom("guideDraft")
    .select(["fields", "version"])
    .where("organisationId", "=", organisationId)
    .where("key", "=", key)
    .forUpdate()
    .executeTakeFirst();
  if (!draft) return refuse("draftGone", { status: 404 });
  if (draft.version !== version) return refuse("changedMeanwhile", { status: 409 });
  const companions = new Map(
    [...(await guidesInForce(tx, organisationId))]
      .filter(([other]) => other !== key)
      .map(([other, { content }]) => [other, companionsOf(content.da)]),
  );
  const fields = draft.fields as Draft;
  const flaws = flawsOf(fields, key, companions);
  if (flaws.length > 0) return { flaws };
  const next = await nextVersion(tx, organisationId, key);
  const as = { key, version: next, areas: workAreas };
  const content: Content = {
    da: Guide.parse(fromDraft(fields, as, "da")),
    en: Guide.parse(fromDraft(fields, as, "en")),
  };
  const guideId = newId();
  await tx
    .insertInto("guide")
    .values({
      organisationId,
      id: guideId,
      key,
      version: next,
      content: JSON.stringify(content),
      publishedBy,
    })
    .execute();
  await discardDraft(tx, organisationId, key);
  return { guideId, version: next };
}

/** New journeys begin on the product's guide again. */
export async function withdrawEditions(
  tx: Transaction,
  organisationId: string,
  key: string,
): Promise<{ guideId: string } | Refusal> {
  const edition = await guideInForce(tx, organisationId, key);
  if (!edition?.guideId) return refuse("notAdapted", { status: 409 });
  await tx
    .updateTable("guide")
    .set({ withdrawnAt: new Date() })
    .where("organisationId", "=", organisationId)
    .where("key", "=", key)
    .where("withdrawnAt", "is", null)
    .execute();
  return { guideId: edition.guideId };
}

/** An edition that was published before comes into force again, and what came after it is withdrawn. */
export async function restoreEdition(
  tx: Transaction,
  organisationId: string,
  key: string,
  guideId: string,
): Promise<{ version: number } | Refusal> {
  const edition = await readEdition(tx, organisationId, key, guideId);
  if (!edition) return refuse("notFound", { status: 404 });
  await tx
    .updateTable("guide")
    .set({
      withdrawnAt: sql`case when version = ${edition.version} then null else coalesce(withdrawn_at, now()) end`,
    })
    .where("organisationId", "=", organisationId)
    .where("key", "=", key)
    .where("version", ">=", edition.version)
    .execute();
  return { version: edition.version };
}

/** Every edition of a guide, newest first and the product's last, and the journeys that walk each. */
export async function listEditions(
  tx: Transaction,
  organisationId: string,
  key: string,
): Promise<GuideEdition[]> {
  const own = await tx
    .selectFrom("guide")
    .leftJoin("person", (join) =>
      join
        .onRef("person.organisationId", "=", "guide.organisationId")
        .onRef("person.id", "=", "guide.publishedBy"),
    )
    .select(["guide.id", "guide.version", "guide.publishedAt", "person.name"])
    .where("guide.organisationId", "=", organisationId)
    .where("guide.key", "=", key)
    .orderBy("guide.version", "desc")
    .execute();
  const journeys = await tx
    .selectFrom("journey")
    .innerJoin("unit", (join) =>
      join
        .onRef("unit.organisationId", "=", "journey.organisationId")
        .onRef("unit.id", "=", "journey.unitId"),
    )
    .select([
      "journey.id",
      "journey.guideId",
      "journey.guideVersion",
      "journey.unitId",
      "unit.name as unitName",
      "journey.round",
      "journey.finishedAt",
      sql<number>`(select count(*)::int from journey_step s where s.organisation_id = journey.organisation_id
        and s.journey_id = journey.id and s.done_at is not null)`.as("stepsDone"),
      sql<number>`jsonb_array_length(journey.guide_content -> 'da' -> 'steps')`.as("steps"),
    ])
    .where("journey.organisationId", "=", organisationId)
    .where("journey.guideKey", "=", key)
    .where("journey.archivedAt", "is", null)
    .orderBy("journey.startedAt", "desc")
    .limit(500)
    .execute();
  const walking = (guideId: string | null, version: number) =>
    journeys
      .filter((journey) => journey.guideId === guideId && journey.guideVersion === version)
      .map(({ guideId: _, guideVersion: __, finishedAt, ...journey }) => ({
        ...journey,
        finishedAt: finishedAt?.toISOString() ?? null,
      }));
  const inForce = await guideInForce(tx, organisationId, key);
  // The product's own guide has versions too: journeys that began before an upgrade walk an older one.
  const ofTheProduct = new Set([
    library.get(key)!.da.version,
    ...journeys.filter(({ guideId }) => guideId === null).map(({ guideVersion }) => guideVersion),
  ]);
  return [
    ...own.map(({ id, version, publishedAt, name }) => ({
      guideId: id,
      version,
      publishedAt: publishedAt.toISOString(),
      publishedByName: name,
      isInForce: inForce?.guideId === id,
      journeys: walking(id, version),
    })),
    ...[...ofTheProduct]
      .sort((a, b) => b - a)
      .map((version) => ({
        guideId: null,
        version,
        publishedAt: null,
        publishedByName: null,
        isInForce: inForce?.guideId === null && inForce.version === version,
        journeys: walking(null, version),
      })),
  ];
}
