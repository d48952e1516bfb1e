import { listActions, listBehaviours } from "#behaviour/store.ts";
import type { Behaviour } from "#behaviour/wire.ts";
import { formatDate } from "#design/format.ts";
import { guideInForce } from "#guide/editions.store.ts";
import type { Viewer } from "#organisation/model.ts";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { isRefusal, type Refusal, refuse } from "#platform/refusal.ts";
import type { Locale } from "#platform/text/index.ts";
import { findMeeting, type MeetingState, saveAgenda, saveMeeting } from "#preparation/meeting.store.ts";
import type { NewSlide } from "#preparation/meeting.wire.ts";
import { addParticipants, peopleOfUnit } from "#preparation/participant.store.ts";
import { addSlide, makeSlidesOf } from "#preparation/slide.store.ts";
import { readIn } from "#pulse/model/questions.ts";
import { resultsOfUnit } from "#pulse/results.reads.ts";
import type { Results } from "#pulse/results.wire.ts";
import { agendaOf, type ReviewKind, reviewGuideKey, wasShownLive } from "./model.ts";
import { text } from "./text.ts";
import type { ReviewDecision } from "./wire.ts";

type Opening = { locale: Locale; secret: string; now: Date };
type Slide = Pick<NewSlide, "title" | "body" | "speakerNotes" | "answered">;

/**
 * The live meeting that a review is held in: its agenda is the companion guide's, the last promises and the figures are on
 * its slides, the unit's people are on its list. Opened twice, or by two at once, it is one.
 */
export async function openLive(
  tx: Transaction,
  viewer: Pick<Viewer, "organisationId" | "personId">,
  reviewId: string,
  { locale, secret, now }: Opening,
): Promise<{ id: string } | Refusal> {
  const { organisationId, personId } = viewer;
  const review = await tx
    .selectFrom("reviewMeeting")
    .innerJoin("unit", (join) =>
      join
        .onRef("unit.organisationId", "=", "reviewMeeting.organisationId")
        .onRef("unit.id", "=", "reviewMeeting.unitId"),
    )
    .select(["unitId", "kind", "state", "startsAt", "meetingId", "unit.name as unitName", "unit.timeZone"])
    .where("reviewMeeting.organisationId", "=", organisationId)
    .where("reviewMeeting.id", "=", reviewId)
    .forUpdate("reviewMeeting")
    .executeTakeFirstOrThrow();
  if (review.state === "held") return refuse("heldAlready");
  const before = review.meetingId && (await findMeeting(tx, organisationId, review.meetingId));
  if (before && before.state !== "cancelled") return { id: before.id };

  const { unitId, unitName, timeZone, startsAt } = review;
  const guide = (await guideInForce(tx, organisationId, reviewGuideKey))!.content[locale];
  const agenda = agendaOf(guide.steps);
  const { id } = await saveMeeting(tx, organisationId, {
    ...{ unitId, journeyId: null, timeZone, startsAt, createdBy: personId },
    title: text(locale)(`calendar.${review.kind as ReviewKind}`, { name: unitName }).slice(0, 200),
    minutes: Math.max(
      5,
      agenda.reduce((sum, { minutes }) => sum + minutes, 0),
    ),
  });
  await saveAgenda(
    tx,
    organisationId,
    id,
    agenda.map((item) => ({ ...item, id: newId(), title: item.title.slice(0, 200) })),
  );
  const people = await peopleOfUnit(tx, organisationId, unitId);
  const others = people.filter((each) => each.personId !== personId);
  await addParticipants(tx, organisationId, id, others, secret);
  const meeting = (await findMeeting(tx, organisationId, id))!;
  await makeSlidesOf(tx, meeting, locale);
  let after: string | null = await firstSlideOf(tx, organisationId, id);
  const results = await resultsOfUnit(tx, organisationId, unitId);
  for (const slide of await slidesOf(tx, { organisationId, unitId, locale, results, now })) {
    const added = await addSlide(tx, meeting, { ...slide, point: 0, after, madeFrom: null, isHidden: false });
    if (isRefusal(added)) break;
    after = added.id;
  }
  await tx
    .updateTable("reviewMeeting")
    .set({ meetingId: id, results: JSON.stringify(results) })
    .where("organisationId", "=", organisationId)
    .where("id", "=", reviewId)
    .execute();
  return { id };
}

/** The title stands first. */
const firstSlideOf = async (tx: Transaction, organisationId: string, meetingId: string) =>
  (
    await tx
      .selectFrom("slide")
      .select("id")
      .where("organisationId", "=", organisationId)
      .where("meetingId", "=", meetingId)
      .orderBy("position")
      .executeTakeFirst()
  )?.id ?? null;

/** As many as a room reads from a slide. */
const mostActions = 8;

type Shown = { organisationId: string; unitId: string; locale: Locale; results: Results; now: Date };

/** What was promised last comes first, then one slide for each behaviour that there are answers enough about. */
async function slidesOf(
  tx: Transaction,
  { organisationId, unitId, locale, results, now }: Shown,
): Promise<Slide[]> {
  const t = text(locale);
  const actions = await listActions(tx, organisationId, { unitIds: [unitId], state: "open", limit: 100 });
  const said = ({ title, ownerName, dueOn }: (typeof actions)[number]) =>
    [title, ownerName, dueOn && t("task.dueAt", { date: formatDate(locale, dueOn, { style: "medium" }) })]
      .filter(Boolean)
      .join(" · ");
  const [shown, rest] = [actions.slice(0, mostActions), actions.slice(mostActions)];
  const promises: Slide = {
    title: t("review.lastTime"),
    body: shown.length > 0 ? shown.map(said).join("\n\n") : t("task.none"),
    speakerNotes: rest.map(said).join("\n"),
    answered: null,
  };
  const newest = results.pulses.find(({ questions }) => questions.some(({ estimate }) => estimate));
  const figures = (newest?.questions ?? []).flatMap((question): Slide[] => {
    const { valueId, estimate: mean, counts, didNotComeUp } = question;
    if (!mean) return [];
    const answered = { valueId, mean, counts, notRelevant: didNotComeUp };
    return [
      {
        ...{ title: readIn(question, locale).slice(0, 300), body: "", speakerNotes: t("live.figureNotes") },
        answered: { ...answered, source: newest!.title, at: now.toISOString() },
      },
    ];
  });
  return [promises, ...figures];
}

/** The figures that the room looked at, as long as it is held there; null: the meeting has a room no longer, or never had one. */
export const shownLive = (
  live: { state: MeetingState } | null | undefined | "",
  results: unknown,
): Results | null => (wasShownLive(live || null) ? (results as Results | null) : null);

/** What a closed live meeting decided of what the review is about: it holds already. */
export async function decidedLive(
  tx: Transaction,
  organisationId: string,
  meetingId: string | null,
): Promise<{ decisions: ReviewDecision[]; made: Set<string>; replaced: Behaviour[] }> {
  const made = meetingId
    ? await listBehaviours(tx, organisationId, { meetingId, kinds: ["decided"], withRetired: true })
    : [];
  const madeIds = made.map(({ id }) => id);
  const replaced =
    made.length > 0
      ? await tx
          .selectFrom("behaviour")
          .select(["id", "replacedBy"])
          .where("organisationId", "=", organisationId)
          .where("replacedBy", "in", madeIds)
          .execute()
      : [];
  const tookPlaceOf = new Map(replaced.map(({ id, replacedBy }) => [replacedBy, id]));
  return {
    decisions: made.map(({ id, situation, act, valueId }) => {
      const behaviourId = tookPlaceOf.get(id) ?? null;
      const choice = behaviourId ? ("change" as const) : ("start" as const);
      return { id, behaviourId, choice, situation, act, valueId, reason: "", version: 1, isInForce: true };
    }),
    made: new Set(madeIds),
    replaced: await listBehaviours(tx, organisationId, {
      ids: replaced.map(({ id }) => id),
      withRetired: true,
    }),
  };
}
