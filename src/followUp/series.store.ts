import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";

/** A leader's conversations with somebody, and the one that comes next. Begun twice it is one. */
export async function startSeries(
  tx: Transaction,
  organisationId: string,
  {
    startsAt,
    ...series
  }: { leaderId: string; employeeId: string; everyWeeks: number; startsAt: Date | null },
): Promise<string> {
  const { id } = await tx
    .insertInto("oneToOneSeries")
    .values({ organisationId, id: newId(), ...series })
    .onConflict((conflict) =>
      conflict
        .columns(["organisationId", "leaderId", "employeeId"])
        .doUpdateSet({ everyWeeks: series.everyWeeks }),
    )
    .returning("id")
    .executeTakeFirstOrThrow();
  return nextOf(tx, organisationId, id, startsAt);
}

/** The one that is planned; there is never more than one. */
export async function nextOf(
  tx: Transaction,
  organisationId: string,
  seriesId: string,
  startsAt: Date | null,
): Promise<string> {
  await tx
    .insertInto("oneToOne")
    .values({ organisationId, id: newId(), seriesId, startsAt })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { id } = await tx
    .selectFrom("oneToOne")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("seriesId", "=", seriesId)
    .where("state", "=", "planned")
    .executeTakeFirstOrThrow();
  return id;
}

/** A conversation with its series and the two of it, to select from. */
export const conversation = (tx: Transaction, organisationId: string, id: string) =>
  tx
    .selectFrom("oneToOne")
    .innerJoin("oneToOneSeries as series", (join) =>
      join
        .onRef("series.organisationId", "=", "oneToOne.organisationId")
        .onRef("series.id", "=", "oneToOne.seriesId"),
    )
    .innerJoin("person as leader", (join) =>
      join
        .onRef("leader.organisationId", "=", "series.organisationId")
        .onRef("leader.id", "=", "series.leaderId"),
    )
    .innerJoin("person as employee", (join) =>
      join
        .onRef("employee.organisationId", "=", "series.organisationId")
        .onRef("employee.id", "=", "series.employeeId"),
    )
    .where("oneToOne.organisationId", "=", organisationId)
    .where("oneToOne.id", "=", id);
