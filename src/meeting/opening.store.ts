import { listActions, listBehaviours } from "#behaviour/store.ts";
import { library } from "#guide/library.ts";
import { mainGuideKey } from "#guide/model/journey.ts";
import type { Guide } from "#guide/wire.ts";
import { heldToday } from "#organisation/heldToday.ts";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { listAgenda, listSlides, type Meeting } from "#preparation/meeting.store.ts";
import { stageName } from "#preparation/stages/stageName.ts";
import { allValues } from "#values/reads.ts";
import { type StageKind, stageKinds } from "./model/kinds.ts";
import type { Opening } from "./model/opening.ts";
import type { RoomBackground } from "./model/room.ts";
import type { SlideRecord } from "./model/state.ts";

type Planned = Pick<Meeting, "id" | "unitId" | "unitName" | "journeyId" | "title" | "joinCode" | "timeZone">;

/** What a meeting is opened with: its plan, its unit, and what was decided and promised before. */
export async function readOpening(
  tx: Transaction,
  organisationId: string,
  meeting: Planned,
  now: Date,
): Promise<Opening> {
  const { locale } = await tx
    .selectFrom("organisation")
    .select("locale")
    .where("organisationId", "=", organisationId)
    .executeTakeFirstOrThrow();
  const values = await allValues(tx, organisationId);
  const guides = await guidesOf(tx, organisationId, meeting.journeyId);
  return {
    ...{ title: meeting.title, unitName: meeting.unitName },
    ...{ joinCode: meeting.joinCode, timeZone: meeting.timeZone },
    locale: locale as "da" | "en",
    openedAt: now.toISOString(),
    leaders: await leadersOf(tx, organisationId, meeting),
    values: values
      .filter(({ isInForce }) => isInForce)
      .map(({ isInForce: _, ...value }, position) => ({ ...value, position })),
    slides: await slidesOf(tx, organisationId, meeting.id),
    background: await backgroundOf(tx, organisationId, meeting),
    stages: await stagesOf(tx, organisationId, meeting.id, guides, locale as "da" | "en"),
  };
}

/** The slides that are prepared, as a room shows them. */
export async function slidesOf(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
): Promise<SlideRecord[]> {
  const slides = await listSlides(tx, organisationId, meetingId);
  return slides.map(({ id, point, title, body, speakerNotes, answered }, position) => ({
    ...{ id, position, point, title, body, speakerNotes },
    ...(answered && { answered }),
  }));
}

type Guides = Record<"da" | "en", Guide>;
async function guidesOf(tx: Transaction, organisationId: string, journeyId: string | null): Promise<Guides> {
  const row = journeyId
    ? await tx
        .selectFrom("journey")
        .select("guideContent")
        .where("organisationId", "=", organisationId)
        .where("id", "=", journeyId)
        .executeTakeFirst()
    : undefined;
  return (row?.guideContent ?? library.get(mainGuideKey)!) as unknown as Guides;
}

const questionsIn = (guide: Guide | undefined) =>
  guide?.steps.find(({ key }) => key === "dialogue")?.prompts ?? [];

/** A question of the guide's in both languages, whichever one the meeting was planned in; null: it is the leader's own. */
function guidesQuestion(guides: Guides, title: string): Record<"da" | "en", string> | null {
  const asked = Object.values(guides)
    .flatMap(questionsIn)
    .find(({ question }) => question.slice(0, 200) === title);
  if (!asked) return null;
  const inLanguage = (locale: "da" | "en") =>
    questionsIn(guides[locale]).find(({ key }) => key === asked.key)?.question ?? title;
  return { da: inLanguage("da"), en: inLanguage("en") };
}

/** The unit's leaders, and those who were named co-leaders of this meeting. */
async function leadersOf(tx: Transaction, organisationId: string, meeting: Planned) {
  return tx
    .selectFrom("person")
    .select(["id as personId", "name"])
    .where("organisationId", "=", organisationId)
    .where("archivedAt", "is", null)
    .where((where) =>
      where.or([
        where(
          "id",
          "in",
          tx
            .selectFrom("roleAssignment")
            .select("personId")
            .where("organisationId", "=", organisationId)
            .where("role", "=", "leader")
            .where(heldToday())
            .where("unitId", "=", meeting.unitId),
        ),
        where(
          "id",
          "in",
          tx
            .selectFrom("participant")
            .select("personId")
            .where("organisationId", "=", organisationId)
            .where("meetingId", "=", meeting.id)
            .where("role", "=", "coLeader")
            .$castTo<{ personId: string }>(),
        ),
      ]),
    )
    .orderBy("name")
    .execute();
}

/** What the meeting begins with: what the last one decided and promised, and what the leader points to. */
async function backgroundOf(
  tx: Transaction,
  organisationId: string,
  { unitId, journeyId }: Planned,
): Promise<RoomBackground[]> {
  const decided = await listBehaviours(tx, organisationId, { unitId, kinds: ["decided"] });
  const pointed = journeyId
    ? await listBehaviours(tx, organisationId, { journeyId, kinds: ["pointedTo", "leadersOwn"] })
    : [];
  const actions = await listActions(tx, organisationId, { unitIds: [unitId], state: "open", limit: 50 });
  return [
    ...[...decided, ...pointed].map(({ id, kind, situation, act, valueId }) => ({
      ...{ id, situation, act, valueId, ownerName: "", dueOn: null },
      kind: kind as "decided" | "pointedTo" | "leadersOwn",
    })),
    ...actions.map(({ id, title, ownerName, dueOn }) => ({
      ...{ id, kind: "action" as const, situation: "", act: title, valueId: null, ownerName, dueOn },
    })),
  ];
}

/** The stages follow the agenda; a lobby before it and a close after it are always there. */
async function stagesOf(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
  guides: Guides,
  locale: "da" | "en",
) {
  const items = await listAgenda(tx, organisationId, meetingId);
  const stage = (kind: StageKind, more: Partial<Opening["stages"][number]> = {}) => ({
    ...{ id: newId(), kind, question: "", minutes: null, maySkip: false, speakerNotes: "", ...more },
  });
  const planned = items.flatMap(({ stage: kind, title, minutes, maySkip, notes }) => {
    if (!kind) return [];
    const isUsual = [stageName("da", kind), stageName("en", kind)].includes(title.trim());
    const inWords = isUsual ? null : guidesQuestion(guides, title.trim());
    const question = isUsual ? "" : (inWords?.[locale] ?? title.trim());
    return stage(kind, {
      question,
      ...(inWords && { inWords }),
      minutes: minutes || null,
      maySkip,
      speakerNotes: notes,
    });
  });
  const between = planned.filter(({ kind }) => kind !== "lobby" && kind !== "close");
  const first = planned.find(({ kind }) => kind === "lobby") ?? stage("lobby");
  const last = planned.find(({ kind }) => kind === "close") ?? stage("close");
  if (between.length > 0) return [first, ...between, last];
  const questions = questionsIn(guides[locale]);
  const asked = (question: string) => {
    const inWords = guidesQuestion(guides, question.slice(0, 200));
    return { question, ...(inWords && { inWords }) };
  };
  const usual = stageKinds.slice(1, -1).flatMap((kind) => {
    if (kind !== "dialogue") return [stage(kind, { maySkip: kind === "vote" || kind === "wall" })];
    return questions.map(({ question, hint }) =>
      stage(kind, { ...asked(question), maySkip: true, speakerNotes: hint }),
    );
  });
  return [first, ...usual, last];
}
