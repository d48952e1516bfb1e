import { formatDay } from "#design/format.ts";
import type { Transaction } from "#platform/database/index.ts";
import { isRefusal, type Refusal, refuse } from "#platform/refusal.ts";
import { addStatements } from "#preparation/statement.store.ts";
import { allComments } from "./comments.reads.ts";
import { resultsOfUnit } from "./results.reads.ts";
import type { CommentsToTake } from "./wire.ts";

const nowhere = { scope: "unit", personId: null } as const;

/**
 * What customers wrote in the unit's measurements that are over, as far as it may be shown: a journey begins with it.
 * While a measurement runs, a customer can still change her words.
 */
export async function commentsToTake(
  tx: Transaction,
  organisationId: string,
  { unitId, journeyId }: { unitId: string; journeyId: string },
): Promise<CommentsToTake> {
  const { pulses, minimum } = await resultsOfUnit(tx, organisationId, unitId);
  const closed = pulses.filter(({ state }) => state === "closed");
  if (closed.length === 0) return [];
  const { timeZone } = await tx
    .selectFrom("unit")
    .select("timeZone")
    .where("organisationId", "=", organisationId)
    .where("id", "=", unitId)
    .executeTakeFirstOrThrow();
  const ends = await tx
    .selectFrom("pulse")
    .select(["id", "closedAt", "closesAt"])
    .where("organisationId", "=", organisationId)
    .where(
      "id",
      "in",
      closed.map(({ pulseId }) => pulseId),
    )
    .execute();
  const taken = await tx
    .selectFrom("statement")
    .select("originId")
    .where("organisationId", "=", organisationId)
    .where("journeyId", "=", journeyId)
    .where("origin", "=", "pulse")
    .where("archivedAt", "is", null)
    .execute();
  const takenIds = new Set(taken.map(({ originId }) => originId));
  const found: CommentsToTake = [];
  for (const pulse of closed) {
    const comments = await allComments(tx, organisationId, { ...nowhere, unitId }, pulse, minimum);
    const end = ends.find(({ id }) => id === pulse.pulseId);
    const over = end?.closedAt ?? end?.closesAt;
    if (comments.length > 0)
      found.push({
        pulseId: pulse.pulseId,
        title: pulse.title,
        // When a single customer wrote is nobody's business: the day is the measurement's.
        endedOn: over ? formatDay(over, timeZone) : null,
        comments: comments.map((comment) => ({ ...comment, isTaken: takenIds.has(comment.id) })),
      });
  }
  return found;
}

/** Takes comments into a journey as what customers say, tied to the value of the behaviour they are about; each once. */
export async function takeComments(
  tx: Transaction,
  organisationId: string,
  of: { unitId: string; journeyId: string },
  {
    commentIds,
    sourceOf,
    createdBy,
  }: { commentIds: readonly string[]; sourceOf: (title: string) => string; createdBy: string },
): Promise<{ taken: number } | Refusal> {
  // One at a time takes: pressed twice, it is taken once.
  await tx
    .selectFrom("journey")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("id", "=", of.journeyId)
    .forUpdate()
    .execute();
  const pulses = await commentsToTake(tx, organisationId, of);
  const wanted = new Set(commentIds);
  const known = new Set(pulses.flatMap(({ comments }) => comments.map(({ id }) => id)));
  if (commentIds.some((id) => !known.has(id))) return refuse("commentUnknown", { field: "commentIds" });
  const values = await tx
    .selectFrom("behaviour")
    .select(["id", "valueId"])
    .where("organisationId", "=", organisationId)
    .where("unitId", "=", of.unitId)
    .execute();
  const valueIds = new Map(values.map(({ id, valueId }) => [id, valueId]));
  let taken = 0;
  for (const { title, endedOn, comments } of pulses) {
    const chosen = comments.filter(({ id, isTaken }) => wanted.has(id) && !isTaken);
    if (chosen.length === 0) continue;
    const added = await addStatements(tx, organisationId, of.journeyId, {
      statements: chosen.map(({ id, text, behaviourId }) => {
        const valueId = behaviourId && valueIds.get(behaviourId);
        return { text, originId: id, valueIds: valueId ? [valueId] : [] };
      }),
      ...{ source: sourceOf(title), saidOn: endedOn, origin: "pulse", createdBy },
    });
    if (isRefusal(added)) return added;
    taken += added.ids.length;
  }
  return { taken };
}
