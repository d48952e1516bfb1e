import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { audit } from "../audit.ts";
import { type WayIn, waysIn } from "./model.ts";
import type { SignIn } from "./wire.ts";

type Whose = { organisationId: string; personId: string };
type Device = { browser: string; system: string };
const shown = 30;

/** Writes a sign-in down. True where she has signed in before, and never from such a browser in the last year. */
export async function noteSignIn(
  tx: Transaction,
  { organisationId, personId }: Whose,
  how: { way: WayIn } & Device,
): Promise<{ isNewDevice: boolean }> {
  const before = await tx
    .selectFrom("auditEntry")
    .select(({ fn }) => [
      fn.countAll<string>().as("all"),
      sql<number>`count(*) filter (where details ->> 'browser' = ${how.browser}
        and details ->> 'system' = ${how.system})::int`.as("alike"),
    ])
    .where("organisationId", "=", organisationId)
    .where("aboutPersonId", "=", personId)
    .where("action", "=", "signIn.done")
    .where("at", ">", sql<Date>`now() - interval '1 year'`)
    .executeTakeFirstOrThrow();
  await audit(tx, organisationId, {
    ...{ personId, aboutPersonId: personId, action: "signIn.done" },
    details: how,
  });
  return { isNewDevice: Number(before.all) > 0 && before.alike === 0 };
}

/** Somebody tried to come in as her, and did not. Who it was is not known. */
export const noteRefusedSignIn = (
  tx: Transaction,
  { organisationId, personId }: Whose,
  how: { way: WayIn } & Device,
) =>
  audit(tx, organisationId, {
    ...{ personId: null, aboutPersonId: personId, action: "signIn.refused" },
    details: how,
  });

const said = (details: unknown, key: keyof Device): string => {
  const value = (details as Partial<Record<string, unknown>>)[key];
  return typeof value === "string" ? value : "";
};

/** The latest, those that were refused with them. */
export async function listSignIns(tx: Transaction, { organisationId, personId }: Whose): Promise<SignIn[]> {
  const rows = await tx
    .selectFrom("auditEntry")
    .select(["id", "at", "action", "details"])
    .where("organisationId", "=", organisationId)
    .where("aboutPersonId", "=", personId)
    .where("action", "in", ["signIn.done", "signIn.refused"])
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(shown)
    .execute();
  return rows.map(({ id, at, action, details }) => ({
    id,
    at: at.toISOString(),
    isRefused: action === "signIn.refused",
    way: waysIn.find((way) => way === (details as { way?: unknown }).way) ?? "link",
    browser: said(details, "browser"),
    system: said(details, "system"),
  }));
}
