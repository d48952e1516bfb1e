import type { Transaction } from "#platform/database/index.ts";
import { type House, neutralHouse } from "#platform/documents/look.ts";
import { contrast, readable, readableOn } from "#platform/model/colour.ts";
import type { Logo } from "#platform/pictures/index.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import type { Look } from "./wire.ts";

/** Slides stand on a warmer white than paper: whoever can be read there can be read on both. */
const ground = "FAF8F4";

const find = (tx: Transaction, organisationId: string) =>
  tx
    .selectFrom("organisationLook")
    .select(["accent", "logoWidth", "logoHeight", "version"])
    .where("organisationId", "=", organisationId)
    .executeTakeFirst();

export async function readLook(tx: Transaction, organisationId: string): Promise<Look> {
  const row = await find(tx, organisationId);
  return {
    accent: row?.accent ?? null,
    logo: row?.logoWidth && row.logoHeight ? { width: row.logoWidth, height: row.logoHeight } : null,
    version: row?.version ?? 0,
  };
}

export async function readLogoOf(tx: Transaction, organisationId: string): Promise<Buffer | null> {
  const row = await tx
    .selectFrom("organisationLook")
    .select("logo")
    .where("organisationId", "=", organisationId)
    .executeTakeFirst();
  return row?.logo ?? null;
}

/** How the organisation's documents look. */
export async function houseOf(tx: Transaction, organisationId: string): Promise<House> {
  const row = await tx
    .selectFrom("organisationLook")
    .innerJoin("organisation", "organisation.organisationId", "organisationLook.organisationId")
    .select(["accent", "logo", "logoWidth", "logoHeight", "organisation.name"])
    .where("organisationLook.organisationId", "=", organisationId)
    .executeTakeFirst();
  if (!row) return neutralHouse;
  const { accent, logo, logoWidth: width, logoHeight: height, name } = row;
  return {
    accent: accent ?? neutralHouse.accent,
    logo: logo && width && height ? { png: logo, width, height, alt: name } : null,
  };
}

type Change = { accent?: string | null; logo?: Logo | null };

/**
 * What is not part of the change stays; whoever changed it meanwhile is not written over. A colour that could not be
 * read on paper is refused, with the nearest shade that can.
 */
export async function changeLook(
  tx: Transaction,
  organisationId: string,
  { version, accent, logo }: Change & { version: number },
): Promise<Look | Refusal> {
  const colour = accent?.toUpperCase();
  if (colour && contrast(colour, ground) < readable)
    return refuse("colourTooLight", {
      field: "accent",
      values: { contrast: contrast(colour, ground).toFixed(1), better: `#${readableOn(ground, colour)}` },
    });
  const columns = {
    ...(accent === undefined ? {} : { accent: colour ?? null }),
    ...(logo === undefined
      ? {}
      : { logo: logo?.png ?? null, logoWidth: logo?.width ?? null, logoHeight: logo?.height ?? null }),
  };
  const written = await tx
    .insertInto("organisationLook")
    .values({ organisationId, ...columns })
    .onConflict((conflict) =>
      conflict
        .column("organisationId")
        .doUpdateSet({ ...columns, version: version + 1, changedAt: new Date() })
        .where("organisationLook.version", "=", version),
    )
    .returning("version")
    .executeTakeFirst();
  return written ? readLook(tx, organisationId) : refuse("changedMeanwhile", { status: 409 });
}
