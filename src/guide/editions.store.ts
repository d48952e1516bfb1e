import { sql } from "kysely";
import { nameOf } from "#organisation/nameOf.ts";
import type { Transaction } from "#platform/database/index.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import type { Locale } from "#platform/text/index.ts";
import { library } from "./library.ts";
import type { Edition, Guide, GuideEdition } from "./wire.ts";

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
    .select(["id", "version", "publishedAt", nameOf("guide", "published_by").as("name")])
    .where("organisationId", "=", organisationId)
    .where("key", "=", key)
    .orderBy("version", "desc")
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
