import { sql } from "kysely";
import { listBehaviours } from "#behaviour/store.ts";
import { readJourney } from "#guide/store.ts";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import { type Locale, locales } from "#platform/text/index.ts";
import { allValues } from "#values/reads.ts";
import type { SlidesToPrint } from "./documents.ts";
import { listSlides, type Meeting } from "./meeting.store.ts";
import type { Answered, NewSlide, SlideChange } from "./meeting.wire.ts";
import { pointsOf } from "./model/guideText.ts";
import { type Draft, type Material, makeSlides, remakeSlides, type StandingSlide } from "./model/slides.ts";
import { listStatements } from "./statement.store.ts";
import { text } from "./text.ts";
import { listThemes } from "./theme.store.ts";

const mostSlides = 200;

// The guide asks the leader; the slide tells the employees. A point of an adapted guide keeps its own words.
const knownPoints = ["alive", "considered", "examples", "involvement", "followUp"] as const;
const isKnownPoint = (key: string): key is (typeof knownPoints)[number] =>
  (knownPoints as readonly string[]).includes(key);

async function materialOf(tx: Transaction, meeting: Meeting, locale: Locale): Promise<Material> {
  const { organisationId, journeyId, title, unitName } = meeting;
  const journey = journeyId && (await readJourney(tx, organisationId, journeyId, locale));
  if (!journey)
    return {
      ...{
        title,
        unitName,
        values: [],
        points: [],
        statements: [],
        themes: [],
        behaviours: [],
        nextSteps: [],
      },
    };
  const answersOf = (stepKey: string) =>
    journey.progress.find((step) => step.stepKey === stepKey)?.answers ?? {};
  const { statements } = await listStatements(tx, organisationId, journey.id, { only: "picked", page: 1 });
  const kinds = ["pointedTo", "leadersOwn"] as const;
  const next = journey.guide.steps.find(({ key }) => key === "nextSteps")?.prompts ?? [];
  return {
    ...{ title, unitName, statements },
    themes: await listThemes(tx, organisationId, journey.id),
    values: (await allValues(tx, organisationId)).filter(({ isInForce }) => isInForce),
    points: pointsOf(journey.guide.steps).map((point) => ({
      title: isKnownPoint(point.key) ? text(locale)(`slide.${point.key}`) : point.title,
      answer: answersOf("meeting")[point.key] ?? "",
    })),
    behaviours: await listBehaviours(tx, organisationId, { journeyId: journey.id, kinds: [...kinds] }),
    nextSteps: next.map(({ key, question }) => ({
      title: question,
      answer: answersOf("nextSteps")[key] ?? "",
    })),
  };
}

async function draftsOf(tx: Transaction, meeting: Meeting, locale: Locale): Promise<Draft[]> {
  const t = text(locale);
  return makeSlides(await materialOf(tx, meeting, locale), {
    customerSays: t("slide.customerSays"),
    customerSaysOf: (theme) => t("slide.customerSaysOf", { theme }),
    themes: t("slide.themes"),
    themeLine: (name, count) => t("slide.themeLine", { name, count }),
    readAloud: t("slide.readAloud"),
    when: (situation, act) => t("slide.when", { situation, act }),
    behaviours: t("slide.behaviours"),
    leadersOwn: t("slide.leadersOwn"),
    nextSteps: t("slide.nextSteps"),
    noAnswer: t("slide.noAnswer"),
    values: t("slide.values"),
  });
}

/**
 * Whether what the slides are made from has changed since. They may have been made in either language, whoever looks now.
 */
export async function hasNews(tx: Transaction, meeting: Meeting): Promise<boolean> {
  const standing = await listSlides(tx, meeting.organisationId, meeting.id, { withHidden: true });
  for (const locale of locales) {
    const { order, changed, removed } = remakeSlides(standing, await draftsOf(tx, meeting, locale));
    if (changed.length + removed.length === 0 && order.length === standing.length) return false;
  }
  return true;
}

/** By slide: what stands in the guide now about the point that it was made from, whatever the slide says of it. */
export async function toldNow(
  tx: Transaction,
  meeting: Meeting,
  locale: Locale,
): Promise<Record<string, { answer: string; isEdited: boolean }>> {
  const { points } = await materialOf(tx, meeting, locale);
  const standing = await listSlides(tx, meeting.organisationId, meeting.id);
  return Object.fromEntries(
    standing.flatMap(({ id, madeFrom, isEdited }) => {
      const number = Number(/^point\.(\d+)$/.exec(madeFrom ?? "")?.[1]);
      const point = points[number - 1];
      return point ? [[id, { answer: point.answer, isEdited }]] : [];
    }),
  );
}

/** The language that the slides are in: made anew they stay in it, whoever presses, until somebody chooses the other. */
export async function localeOfSlides(tx: Transaction, meeting: Meeting, usual: Locale): Promise<Locale> {
  const standing = await listSlides(tx, meeting.organisationId, meeting.id, { withHidden: true });
  const changes = await Promise.all(
    locales.map(async (locale) => ({
      locale,
      count: remakeSlides(standing, await draftsOf(tx, meeting, locale)).changed.length,
    })),
  );
  const least = Math.min(...changes.map(({ count }) => count));
  const fits = changes.filter(({ count }) => count === least);
  return fits.some(({ locale }) => locale === usual) ? usual : fits[0]!.locale;
}

/** Makes the slides from what is there, the first time and again: what she wrote herself stays. */
export async function makeSlidesOf(
  tx: Transaction,
  meeting: Meeting,
  locale: Locale,
): Promise<{ made: number; changed: number; removed: number }> {
  const { organisationId, id: meetingId } = meeting;
  await holdSlides(tx, meeting);
  const drafts = await draftsOf(tx, meeting, locale);
  const standing = await listSlides(tx, organisationId, meetingId, { withHidden: true });
  const { order, changed, removed } = remakeSlides(standing, drafts);
  if (removed.length > 0)
    await tx
      .deleteFrom("slide")
      .where("organisationId", "=", organisationId)
      .where("id", "in", removed)
      .execute();
  let made = 0;
  const changedIds = new Set(changed.map(({ id }) => id));
  for (const [position, slide] of order.entries()) {
    if (!("id" in slide)) {
      made += 1;
      await insert(tx, meeting, { ...slide, id: newId(), isHidden: false, isEdited: false }, position);
      continue;
    }
    const { id, title, body, speakerNotes, point } = slide;
    await tx
      .updateTable("slide")
      .set((set) => ({
        position,
        ...(changedIds.has(id) ? { title, body, speakerNotes, point, version: set("version", "+", 1) } : {}),
      }))
      .where("organisationId", "=", organisationId)
      .where("id", "=", id)
      .execute();
  }
  return { made, changed: changed.length, removed: removed.length };
}

/** One at a time changes the order: two at once wait for each other. */
const holdSlides = (tx: Transaction, { organisationId, id }: Meeting) =>
  tx
    .selectFrom("meeting")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .forUpdate()
    .execute();

const insert = (
  tx: Transaction,
  { organisationId, id: meetingId }: Meeting,
  {
    answered = null,
    ...slide
  }: (Draft | Omit<StandingSlide, "id">) & {
    id: string;
    isHidden: boolean;
    isEdited: boolean;
    answered?: Answered | null;
  },
  position: number,
) =>
  tx
    .insertInto("slide")
    .values({
      ...{ organisationId, meetingId, position, ...slide },
      answered: answered && JSON.stringify(answered),
    })
    .onConflict((conflict) => conflict.columns(["organisationId", "id"]).doNothing())
    .returning("id")
    .executeTakeFirst();

/** A slide of her own, or one that was deleted and comes back as it was. */
export async function addSlide(
  tx: Transaction,
  meeting: Meeting,
  { after, id = newId(), madeFrom, ...slide }: NewSlide,
): Promise<{ id: string } | Refusal> {
  const { organisationId } = meeting;
  await holdSlides(tx, meeting);
  const standing = await listSlides(tx, organisationId, meeting.id, { withHidden: true });
  if (standing.length >= mostSlides) return refuse("slidesFull", { values: { max: mostSlides } });
  const place = after === null ? 0 : standing.findIndex((each) => each.id === after) + 1;
  const isKnown = madeFrom !== null && !standing.some((each) => each.madeFrom === madeFrom);
  const row = { ...slide, id, isEdited: true, statementId: null, madeFrom: isKnown ? madeFrom : null };
  if (!(await insert(tx, meeting, row, place))) return refuse("slideThere", { status: 409 });
  const ids = standing.map((each) => each.id);
  await setOrder(tx, organisationId, [...ids.slice(0, place), id, ...ids.slice(place)]);
  return { id };
}

async function setOrder(tx: Transaction, organisationId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`update slide set position = place.position - 1
    from unnest(${ids}::uuid[]) with ordinality as place (id, position)
    where slide.organisation_id = ${organisationId} and slide.id = place.id`.execute(tx);
}

export async function orderSlides(
  tx: Transaction,
  meeting: Meeting,
  slideIds: readonly string[],
): Promise<{ slides: number } | Refusal> {
  await holdSlides(tx, meeting);
  const standing = await listSlides(tx, meeting.organisationId, meeting.id, { withHidden: true });
  const wanted = new Set(slideIds);
  const isWhole = slideIds.length === standing.length && standing.every((each) => wanted.has(each.id));
  if (!isWhole) return refuse("changedMeanwhile", { status: 409 });
  await setOrder(tx, meeting.organisationId, slideIds);
  return { slides: slideIds.length };
}

export async function changeSlide(
  tx: Transaction,
  meeting: Meeting,
  id: string,
  { version, ...change }: SlideChange,
): Promise<{ version: number } | Refusal> {
  const isWritten =
    change.title !== undefined || change.body !== undefined || change.speakerNotes !== undefined;
  const changed = await tx
    .updateTable("slide")
    .set({ ...change, ...(isWritten ? { isEdited: true } : {}), version: version + 1 })
    .where("organisationId", "=", meeting.organisationId)
    .where("meetingId", "=", meeting.id)
    .where("id", "=", id)
    .where("version", "=", version)
    .returning("version")
    .executeTakeFirst();
  return changed ?? refuse("changedMeanwhile", { status: 409 });
}

export async function removeSlide(
  tx: Transaction,
  meeting: Meeting,
  id: string,
): Promise<{ id: string } | Refusal> {
  const removed = await tx
    .deleteFrom("slide")
    .where("organisationId", "=", meeting.organisationId)
    .where("meetingId", "=", meeting.id)
    .where("id", "=", id)
    .returning("id")
    .executeTakeFirst();
  return removed ?? refuse("notFound", { status: 404 });
}

/** The shown slides with what they stand for, to be printed. */
export async function slidesToPrint(tx: Transaction, meeting: Meeting): Promise<SlidesToPrint> {
  const { organisationId, id } = meeting;
  const slides = await listSlides(tx, organisationId, id);
  const tied = await tx
    .selectFrom("statementValue")
    .innerJoin("slide", (join) =>
      join
        .onRef("slide.organisationId", "=", "statementValue.organisationId")
        .onRef("slide.statementId", "=", "statementValue.statementId"),
    )
    .select(["statementValue.statementId", "statementValue.valueId"])
    .where("slide.organisationId", "=", organisationId)
    .where("slide.meetingId", "=", id)
    .execute();
  const valuesOfStatement = Map.groupBy(tied, ({ statementId }) => statementId);
  const values = await allValues(tx, organisationId);
  return {
    meeting,
    slides,
    values: values.filter((value) => value.isInForce),
    valuesOfStatement: new Map(
      [...valuesOfStatement].map(([statement, rows]) => [statement, rows.map(({ valueId }) => valueId)]),
    ),
  };
}
