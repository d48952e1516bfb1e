import { readLogoOf } from "#organisation/look.store.ts";
import type { Transaction } from "#platform/database/index.ts";
import { logoOnWhite } from "#platform/pictures/index.ts";
import type { Brand } from "./mail.ts";

/** How an organisation's own mails look; null: it has chosen that all of them are neutral. */
export async function readBrand(tx: Transaction, organisationId: string): Promise<Brand | null> {
  const { name, branding, brandColour, brandLineDa, brandLineEn } = await tx
    .selectFrom("organisation")
    .select(["name", "branding", "brandColour", "brandLineDa", "brandLineEn"])
    .where("organisationId", "=", organisationId)
    .executeTakeFirstOrThrow();
  if (branding !== "consented") return null;
  const logo = await readLogoOf(tx, organisationId);
  return {
    ...{ name, colour: brandColour, lineDa: brandLineDa, lineEn: brandLineEn },
    logo: logo && (await logoOnWhite(logo)),
  };
}
