import type { Transaction } from "#platform/database/index.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import { momentOf } from "#preparation/model/moment.ts";

/** A day and an hour on the clock of the unit's wall; null: not set. */
export type When = { day: string; time: string } | null;

/** The moment that a day and an hour mean where the unit is; refused beside the field where there is none. */
export function instantOf(when: When, timeZone: string): Date | null | Refusal {
  if (!when) return null;
  const moment = momentOf({ ...when, timeZone });
  if ("problem" in moment)
    return refuse(moment.problem === "doesNotExist" ? "hourDoesNotExist" : "noSuchDay", { field: "when" });
  return new Date(moment.instant);
}

/** Where somebody works the clock is her unit's. */
export async function timeZoneOf(
  tx: Transaction,
  organisationId: string,
  unitId: string | null,
): Promise<string> {
  const row = unitId
    ? await tx
        .selectFrom("unit")
        .select("timeZone")
        .where("organisationId", "=", organisationId)
        .where("id", "=", unitId)
        .executeTakeFirst()
    : undefined;
  return row?.timeZone ?? "Europe/Copenhagen";
}
