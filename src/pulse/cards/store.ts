import { sql } from "kysely";
import { audit } from "#organisation/audit.ts";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { keyHash } from "#platform/keys.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import { employeesOf } from "../customers.store.ts";
import { cardKey } from "../keys.ts";
import { askForTick } from "../sending.store.ts";
import { besideOf, makeBeside, openBeside } from "./beside.store.ts";

type Of = { organisationId: string; pulseId: string };
type Making = Of & { secret: string; now: Date };

const cards = (tx: Transaction, organisationId: string, besideId: string) =>
  tx
    .selectFrom("card")
    .where("organisationId", "=", organisationId)
    .where("pulseId", "=", besideId)
    .where("endedAt", "is", null);

export type CardOf = { personId: string; name: string; cardId: string | null; madeAt: Date | null };

/** Everybody who meets customers for the unit today, with her card; and what has come by cards. */
export async function listCards(
  tx: Transaction,
  { organisationId, pulseId, unitId }: Of & { unitId: string },
): Promise<{ isOn: boolean; answered: number; notCounted: number; cards: CardOf[] }> {
  const beside = await besideOf(tx, { organisationId, pulseId });
  if (!beside) return { isOn: false, answered: 0, notCounted: 0, cards: [] };
  const made = await cards(tx, organisationId, beside.id).select(["id", "personId", "madeAt"]).execute();
  const byPerson = new Map(made.map((card) => [card.personId, card]));
  const { answered } = await tx
    .selectFrom("response")
    .select(sql<number>`count(*)::int`.as("answered"))
    .where("organisationId", "=", organisationId)
    .where("pulseId", "=", beside.id)
    .executeTakeFirstOrThrow();
  const employees = await employeesOf(tx, organisationId, unitId);
  return {
    ...{ isOn: true, answered, notCounted: beside.notCounted },
    cards: employees.map(({ id, name }) => {
      const card = byPerson.get(id);
      return { personId: id, name, cardId: card?.id ?? null, madeAt: card?.madeAt ?? null };
    }),
  };
}

/** The measurement, held; one that is over has no cards to be made for. */
async function holdRunning(tx: Transaction, { organisationId, pulseId }: Of) {
  const pulse = await tx
    .selectFrom("pulse")
    .select(["unitId", "state"])
    .where("organisationId", "=", organisationId)
    .where("id", "=", pulseId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  return pulse.state === "closed" ? refuse("notNow", { status: 409 }) : pulse;
}

async function insertCard(
  tx: Transaction,
  { organisationId, secret, now }: Making,
  besideId: string,
  personId: string,
) {
  const id = newId();
  await tx
    .insertInto("card")
    .values({
      ...{ organisationId, id, pulseId: besideId, personId, madeAt: now },
      keyHash: keyHash(cardKey(secret, id)),
    })
    .execute();
}

/** A card for everybody who has never had one in this measurement; whose card was turned off keeps none. */
export async function makeCards(tx: Transaction, making: Making): Promise<{ made: number } | Refusal> {
  const pulse = await holdRunning(tx, making);
  if ("refusal" in pulse) return pulse;
  const besideId = await makeBeside(tx, making);
  const employees = await employeesOf(tx, making.organisationId, pulse.unitId);
  const had = await tx
    .selectFrom("card")
    .select("personId")
    .where("organisationId", "=", making.organisationId)
    .where("pulseId", "=", besideId)
    .execute();
  const without = employees.filter(({ id }) => !had.some(({ personId }) => personId === id));
  for (const { id } of without) await insertCard(tx, making, besideId, id);
  if (pulse.state !== "draft") await begin(tx, making, making.now);
  return { made: without.length };
}

async function begin(tx: Transaction, of: Of, now: Date): Promise<void> {
  const begun = await openBeside(tx, of, now);
  // It closes by itself, as every measurement does.
  if (begun) await askForTick(tx, begun);
}

/** Turned off, or another in its place: from that moment the old one says what a closed one says. */
export async function changeCard(
  tx: Transaction,
  making: Making,
  change: { personId: string; isOn: boolean; changedBy: string },
): Promise<{ done: true } | Refusal> {
  const { organisationId, now } = making;
  const pulse = await holdRunning(tx, making);
  if ("refusal" in pulse) return pulse;
  const beside = await besideOf(tx, making);
  const employees = await employeesOf(tx, organisationId, pulse.unitId);
  if (!beside || !employees.some(({ id }) => id === change.personId))
    return refuse("employeeUnknown", { field: "personId" });
  await tx
    .updateTable("card")
    .set({ endedAt: now })
    .where("organisationId", "=", organisationId)
    .where("pulseId", "=", beside.id)
    .where("personId", "=", change.personId)
    .where("endedAt", "is", null)
    .execute();
  if (change.isOn) await insertCard(tx, making, beside.id, change.personId);
  await audit(tx, organisationId, {
    ...{ personId: change.changedBy, action: "card.changed", aboutPersonId: change.personId },
    details: { pulseId: making.pulseId, isOn: change.isOn },
  });
  return { done: true };
}

/** The cards that somebody holds at this moment, in measurements that run. */
export async function cardsOfPerson(tx: Transaction, organisationId: string, personId: string) {
  return tx
    .selectFrom("card")
    .innerJoin("pulse", (join) =>
      join.onRef("pulse.organisationId", "=", "card.organisationId").onRef("pulse.id", "=", "card.pulseId"),
    )
    .innerJoin("unit", (join) =>
      join.onRef("unit.organisationId", "=", "pulse.organisationId").onRef("unit.id", "=", "pulse.unitId"),
    )
    .select([
      "card.id as cardId",
      "pulse.senderName",
      "pulse.closesAt",
      "unit.name as unitName",
      "unit.timeZone",
    ])
    .where("card.organisationId", "=", organisationId)
    .where("card.personId", "=", personId)
    .where("card.endedAt", "is", null)
    .where("pulse.state", "in", ["open", "paused"])
    .orderBy("pulse.startedAt", "desc")
    .execute();
}
