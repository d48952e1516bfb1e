import { sql } from "kysely";
import { nameOf } from "#organisation/nameOf.ts";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import { type Content, guideInForce, guidesInForce } from "./editions.store.ts";
import { type Draft, type Flaw, flawsOf, fromDraft, toDraft } from "./model/draft.ts";
import { companionsOf } from "./model/journey.ts";
import { Guide, type GuideDraft, workAreas } from "./wire.ts";

/** Guides that an administrator is adapting: at most one draft of each, until it is published or thrown away. */

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
    .select(["fields", "version", "changedAt", nameOf("guide_draft", "changed_by").as("name")])
    .where("organisationId", "=", organisationId)
    .where("key", "=", key)
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
