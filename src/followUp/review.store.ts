import {
  addActions,
  decideBehaviours,
  listActions,
  listBehaviours,
  refuseUnknownInAction,
} from "#behaviour/store.ts";
import { guideInForce } from "#guide/editions.store.ts";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { isRefusal, type Refusal, refuse } from "#platform/refusal.ts";
import type { Locale } from "#platform/text/index.ts";
import { findMeeting } from "#preparation/meeting.store.ts";
import { wallTimeOf } from "#preparation/model/moment.ts";
import { withoutHidden } from "#pulse/comments.reads.ts";
import { resultsOfUnit } from "#pulse/results.reads.ts";
import type { Results } from "#pulse/results.wire.ts";
import { decidedLive, shownLive } from "./live.store.ts";
import { type Choice, type ReviewKind, reviewGuideKey } from "./model.ts";
import { instantOf, timeZoneOf, type When } from "./when.store.ts";
import type { ReviewDecision, ReviewMeeting, ReviewSummary } from "./wire.ts";

export async function listReviews(
  tx: Transaction,
  organisationId: string,
  unitId: string,
): Promise<ReviewSummary[]> {
  const rows = await tx
    .selectFrom("reviewMeeting")
    .select(["id", "unitId", "kind", "startsAt", "state", "heldAt"])
    .where("organisationId", "=", organisationId)
    .where("unitId", "=", unitId)
    .orderBy("createdAt", "desc")
    .limit(100)
    .execute();
  return rows.map((row) => ({
    ...row,
    kind: row.kind as ReviewKind,
    state: row.state as "planned" | "held",
    startsAt: row.startsAt?.toISOString() ?? null,
    heldAt: row.heldAt?.toISOString() ?? null,
  }));
}

/** A meeting about the journey that the unit is on, or walked last. */
export async function addReview(
  tx: Transaction,
  organisationId: string,
  { unitId, kind, when, createdBy }: { unitId: string; kind: ReviewKind; when: When; createdBy: string },
): Promise<{ id: string } | Refusal> {
  const timeZone = await timeZoneOf(tx, organisationId, unitId);
  const startsAt = instantOf(when, timeZone);
  if (isRefusal(startsAt)) return startsAt;
  const journey = await tx
    .selectFrom("journey")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("unitId", "=", unitId)
    .where("parentJourneyId", "is", null)
    .where("archivedAt", "is", null)
    .orderBy("round", "desc")
    .orderBy("startedAt", "desc")
    .executeTakeFirst();
  const id = newId();
  await tx
    .insertInto("reviewMeeting")
    .values({ organisationId, id, unitId, kind, startsAt, createdBy, journeyId: journey?.id ?? null })
    .execute();
  return { id };
}

export async function unitOfReview(
  tx: Transaction,
  organisationId: string,
  id: string,
): Promise<string | null> {
  const row = await tx
    .selectFrom("reviewMeeting")
    .select("unitId")
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row?.unitId ?? null;
}

export async function readReview(
  tx: Transaction,
  organisationId: string,
  id: string,
  locale: Locale,
): Promise<Omit<ReviewMeeting, "mayEdit">> {
  const row = await tx
    .selectFrom("reviewMeeting")
    .innerJoin("unit", (join) =>
      join
        .onRef("unit.organisationId", "=", "reviewMeeting.organisationId")
        .onRef("unit.id", "=", "reviewMeeting.unitId"),
    )
    .selectAll("reviewMeeting")
    .select(["unit.name as unitName", "unit.timeZone"])
    .where("reviewMeeting.organisationId", "=", organisationId)
    .where("reviewMeeting.id", "=", id)
    .executeTakeFirstOrThrow();
  const live = row.meetingId && (await findMeeting(tx, organisationId, row.meetingId));
  const isDecidedLive = row.state === "planned" && live && live.state === "closed";
  const inForce = await decidedLive(tx, organisationId, isDecidedLive ? live.id : null);
  const changed = new Set(inForce.replaced.map((behaviour) => behaviour.id));
  const stored = await decisionsOf(tx, organisationId, id);
  const decisions = [
    ...stored.filter(({ behaviourId }) => !changed.has(behaviourId ?? "")),
    ...inForce.decisions,
  ];
  const decided = await listBehaviours(tx, organisationId, {
    unitId: row.unitId,
    kinds: ["decided"],
    withRetired: row.state === "held",
  });
  // A held meeting shows what it spoke of; a planned one what holds today.
  const spokenOf = new Set(decisions.map(({ behaviourId }) => behaviourId));
  const behaviours =
    row.state === "held"
      ? decided.filter(({ id: each }) => spokenOf.has(each))
      : [...inForce.replaced, ...decided.filter(({ id: each }) => !inForce.made.has(each))];
  const open = await listActions(tx, organisationId, { unitIds: [row.unitId], state: "open", limit: 100 });
  const own = await listActions(tx, organisationId, {
    originIds: [id, ...(row.meetingId ? [row.meetingId] : [])],
  });
  const actions =
    row.state === "held" ? own : [...new Map([...open, ...own].map((each) => [each.id, each])).values()];
  const next = row.journeyId
    ? await tx
        .selectFrom("journey")
        .select("id")
        .where("organisationId", "=", organisationId)
        .where("previousJourneyId", "=", row.journeyId)
        .where("archivedAt", "is", null)
        .executeTakeFirst()
    : undefined;
  const startsAt = row.startsAt?.toISOString() ?? null;
  const guide = (await guideInForce(tx, organisationId, reviewGuideKey))!.content[locale];
  const frozen =
    row.state === "held" ? (row.results as unknown as Results | null) : shownLive(live, row.results);
  return {
    ...{ id, unitId: row.unitId, unitName: row.unitName, journeyId: row.journeyId, timeZone: row.timeZone },
    kind: row.kind as ReviewKind,
    state: row.state as "planned" | "held",
    startsAt,
    when: startsAt ? wallTimeOf(startsAt, row.timeZone) : null,
    heldAt: row.heldAt?.toISOString() ?? null,
    notes: row.notes,
    agenda: guide.steps.map(({ title, minutes, guidance }) => ({ title, minutes, guidance })),
    behaviours: behaviours.map(({ id: behaviourId, situation, act, valueId, isLeaders }) => ({
      ...{ id: behaviourId, situation, act, valueId, isLeaders },
    })),
    decisions,
    actions,
    results: frozen
      ? await withoutHidden(tx, organisationId, frozen)
      : row.state === "held"
        ? null
        : await resultsOfUnit(tx, organisationId, row.unitId),
    live: live ? { id: live.id, state: live.state } : null,
    nextJourneyId: next?.id ?? null,
    version: row.version,
  };
}

async function decisionsOf(
  tx: Transaction,
  organisationId: string,
  reviewMeetingId: string,
): Promise<ReviewDecision[]> {
  const rows = await tx
    .selectFrom("reviewDecision")
    .select(["id", "behaviourId", "choice", "situation", "act", "valueId", "reason", "version"])
    .where("organisationId", "=", organisationId)
    .where("reviewMeetingId", "=", reviewMeetingId)
    .orderBy("createdAt")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({ ...row, choice: row.choice as Choice, isInForce: false }));
}

export async function changeReview(
  tx: Transaction,
  organisationId: string,
  id: string,
  { when, notes, version }: { when?: When; notes?: string; version: number },
): Promise<{ version: number } | Refusal> {
  const timeZone = await timeZoneOf(tx, organisationId, await unitOfReview(tx, organisationId, id));
  const startsAt = when === undefined ? undefined : instantOf(when, timeZone);
  if (isRefusal(startsAt)) return startsAt;
  const changed = await tx
    .updateTable("reviewMeeting")
    .set({ startsAt, notes, version: version + 1 })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .where("version", "=", version)
    .returning("version")
    .executeTakeFirst();
  return changed ?? refuse("changedMeanwhile", { status: 409 });
}

type NewDecision = Omit<ReviewDecision, "id" | "version" | "isInForce">;

/** One decision for each behaviour; choosing again takes the place of the first. */
export async function decide(
  tx: Transaction,
  organisationId: string,
  reviewMeetingId: string,
  decision: NewDecision,
): Promise<{ id: string } | Refusal> {
  const meeting = await tx
    .selectFrom("reviewMeeting")
    .select(["state", "unitId"])
    .where("organisationId", "=", organisationId)
    .where("id", "=", reviewMeetingId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (meeting.state === "held") return refuse("heldAlready");
  const { behaviourId, choice } = decision;
  if ((choice === "start") !== (behaviourId === null))
    return refuse("whichBehaviour", { field: "behaviourId" });
  if ((choice === "start" || choice === "change") && !decision.act) return refuse("sayHow", { field: "act" });
  if (behaviourId) {
    const [known] = await listBehaviours(tx, organisationId, { ids: [behaviourId], unitId: meeting.unitId });
    if (known?.kind !== "decided") return refuse("behaviourGone", { field: "behaviourId" });
  }
  const unknown = decision.valueId
    ? await tx
        .selectFrom("value")
        .select("id")
        .where("organisationId", "=", organisationId)
        .where("id", "=", decision.valueId)
        .executeTakeFirst()
    : true;
  if (!unknown) return refuse("valueGone", { field: "valueId" });
  const { id } = await tx
    .insertInto("reviewDecision")
    .values({ organisationId, id: newId(), reviewMeetingId, ...decision })
    .onConflict((conflict) =>
      conflict
        .columns(["organisationId", "reviewMeetingId", "behaviourId"])
        .doUpdateSet({ ...decision, version: (set) => set("reviewDecision.version", "+", 1) }),
    )
    .returning("id")
    .executeTakeFirstOrThrow();
  return { id };
}

export async function undecide(
  tx: Transaction,
  organisationId: string,
  reviewMeetingId: string,
  id: string,
): Promise<{ done: true } | Refusal> {
  const removed = await tx
    .deleteFrom("reviewDecision")
    .where("organisationId", "=", organisationId)
    .where("reviewMeetingId", "=", reviewMeetingId)
    .where("id", "=", id)
    .where((where) =>
      where.exists(
        where
          .selectFrom("reviewMeeting")
          .select("id")
          .where("organisationId", "=", organisationId)
          .where("id", "=", reviewMeetingId)
          .where("state", "=", "planned"),
      ),
    )
    .returning("id")
    .executeTakeFirst();
  return removed ? { done: true } : refuse("heldAlready");
}

export async function addReviewTask(
  tx: Transaction,
  organisationId: string,
  { unitId, reviewMeetingId, createdBy }: { unitId: string; reviewMeetingId: string; createdBy: string },
  task: { title: string; ownerPersonId: string | null; ownerName: string; dueOn: string | null },
): Promise<{ id: string } | Refusal> {
  const unknown = await refuseUnknownInAction(tx, organisationId, task);
  if (unknown) return refuse("ownerGone", { field: "ownerPersonId" });
  const [id] = await addActions(tx, organisationId, [
    { ...task, unitId, originKind: "reviewMeeting", originId: reviewMeetingId, createdBy },
  ]);
  return { id: id! };
}

/** The meeting is over: what it decided holds from here on, and its figures stay as they were on the day. */
export async function holdReview(
  tx: Transaction,
  organisationId: string,
  id: string,
  version: number,
  now: Date,
): Promise<{ done: true } | Refusal> {
  const held = await tx
    .updateTable("reviewMeeting")
    .set({ state: "held", heldAt: now, version: version + 1 })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .where("version", "=", version)
    .where("state", "=", "planned")
    .returning(["unitId", "journeyId", "meetingId", "results"])
    .executeTakeFirst();
  if (!held) return refuse("changedMeanwhile", { status: 409 });
  const { unitId, journeyId, meetingId } = held;
  const live = meetingId && (await findMeeting(tx, organisationId, meetingId));
  const results = shownLive(live, held.results) ?? (await resultsOfUnit(tx, organisationId, unitId));
  await tx
    .updateTable("reviewMeeting")
    .set({ results: JSON.stringify(results) })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .execute();
  const behaviours = await listBehaviours(tx, organisationId, { unitId, kinds: ["decided"] });
  for (const { behaviourId, choice, situation, act, valueId, reason } of await decisionsOf(
    tx,
    organisationId,
    id,
  )) {
    const before = behaviours.find((each) => each.id === behaviourId);
    const evidence = { reviewMeetingId: id, choice, reason };
    if (choice === "start" || (choice === "change" && before))
      await decideBehaviours(tx, organisationId, [
        {
          ...{ unitId, journeyId: before?.journeyId ?? journeyId, situation, act, evidence, decidedAt: now },
          valueId: valueId ?? before?.valueId ?? null,
          ...{
            isLeaders: before?.isLeaders ?? false,
            facets: before?.facets ?? [],
            replaces: before?.id ?? null,
          },
          sources: before ? [{ kind: "behaviour", id: before.id }] : [],
        },
      ]);
    if (choice === "stop" && before)
      await tx
        .updateTable("behaviour")
        .set((set) => ({ retiredAt: now, version: set("version", "+", 1) }))
        .where("organisationId", "=", organisationId)
        .where("id", "=", before.id)
        .execute();
  }
  // What the live meeting decided holds already; the review keeps it as its own.
  const inForce = await decidedLive(tx, organisationId, live && live.state === "closed" ? live.id : null);
  for (const { id: _, version: __, isInForce: ___, ...decision } of inForce.decisions)
    await tx
      .insertInto("reviewDecision")
      .values({ organisationId, id: newId(), reviewMeetingId: id, ...decision })
      .onConflict((conflict) =>
        conflict.columns(["organisationId", "reviewMeetingId", "behaviourId"]).doUpdateSet(decision),
      )
      .execute();
  return { done: true };
}
