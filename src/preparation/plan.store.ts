import { sql } from "kysely";
import { readJourney } from "#guide/store.ts";
import type { Viewer } from "#organisation/model.ts";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { isRefusal, type Refusal, refuse } from "#platform/refusal.ts";
import type { Locale } from "#platform/text/index.ts";
import { agendaWords, questionsOfJourney } from "./agendaWords.ts";
import {
  changeMeeting,
  findMeeting,
  listAgenda,
  listMeetings,
  listParticipants,
  listSlides,
  type Meeting,
  type MeetingColumns,
  saveAgenda,
  saveMeeting,
} from "./meeting.store.ts";
import type { MeetingSummary, Plan, PlanChange } from "./meeting.wire.ts";
import { type AgendaItem, suggestAgenda } from "./model/agenda.ts";
import { changedParts, toSend } from "./model/changes.ts";
import { type ReadyTask, readyTasks } from "./model/checklist.ts";
import { heldAt, momentOf, suggestedDay, wallTimeOf } from "./model/moment.ts";
import { mayChange, obstaclesOf } from "./model/sending.ts";
import { addParticipants, peopleOfUnit } from "./participant.store.ts";
import { whoHasHeard } from "./send.store.ts";
import { makeSlidesOf } from "./slide.store.ts";
import { stageName } from "./stages/stageName.ts";
import { text } from "./text.ts";

const usualMinutes = 120;
const usualTime = "13:00";

/** The agenda that the guide and the length suggest, in words. */
function suggested(minutes: number, questions: readonly string[], locale: Locale): AgendaItem[] {
  const t = text(locale);
  return suggestAgenda(minutes, questions.length).map(({ kind, question, ...item }) => ({
    ...item,
    id: newId(),
    title: questions[question] ?? (kind === "break" ? t("agenda.break") : stageName(locale, kind)),
    notes: "",
  }));
}

/**
 * A meeting for a journey, ready to be looked through: a day two weeks on, an agenda and slides from the guide, the unit's people.
 * Two who press at once get the same one.
 */
export async function planMeeting(
  tx: Transaction,
  viewer: Pick<Viewer, "organisationId" | "personId">,
  journeyId: string,
  { locale, secret, now }: { locale: Locale; secret: string; now: Date },
): Promise<{ id: string; isNew: boolean } | Refusal> {
  const { organisationId } = viewer;
  const place = await tx
    .selectFrom("journey")
    .innerJoin("unit", (join) =>
      join
        .onRef("unit.organisationId", "=", "journey.organisationId")
        .onRef("unit.id", "=", "journey.unitId"),
    )
    .select(["journey.unitId", "unit.timeZone", "unit.name"])
    .where("journey.organisationId", "=", organisationId)
    .where("journey.id", "=", journeyId)
    .forUpdate("journey")
    .executeTakeFirst();
  const journey = await readJourney(tx, organisationId, journeyId, locale);
  if (!place || !journey) return refuse("notFound", { status: 404 });
  const already = (await listMeetings(tx, organisationId, { journeyId })).find(
    ({ state }) => state === "planned" || state === "running",
  );
  if (already) return { id: already.id, isNew: false };

  const { unitId, timeZone } = place;
  const dueOn = journey.progress.find(({ stepKey }) => stepKey === "meeting")?.dueOn;
  const today = wallTimeOf(now.toISOString(), timeZone).day;
  const day = dueOn && dueOn > today ? dueOn : suggestedDay(now, timeZone);
  const moment = momentOf({ day, time: usualTime, timeZone });
  const { id } = await saveMeeting(tx, organisationId, {
    ...{ unitId, journeyId, timeZone, minutes: usualMinutes, createdBy: viewer.personId },
    title: journey.title.slice(0, 200),
    startsAt: "instant" in moment ? new Date(moment.instant) : null,
  });
  const questions = await questionsOfJourney(tx, organisationId, journeyId, locale);
  await saveAgenda(tx, organisationId, id, suggested(usualMinutes, questions, locale));
  const people = await peopleOfUnit(tx, organisationId, unitId);
  const others = people.filter(({ personId }) => personId !== viewer.personId);
  await addParticipants(tx, organisationId, id, others, secret);
  const planned = await findMeeting(tx, organisationId, id);
  if (planned) await makeSlidesOf(tx, planned, locale);
  return { id, isNew: true };
}

export async function summariesOf(
  tx: Transaction,
  organisationId: string,
  journeyId: string,
): Promise<MeetingSummary[]> {
  const meetings = await listMeetings(tx, organisationId, { journeyId });
  return Promise.all(
    meetings.map(async (meeting) => {
      const participants = await listParticipants(tx, organisationId, meeting.id);
      return {
        ...{ id: meeting.id, title: meeting.title, timeZone: meeting.timeZone, state: meeting.state },
        startsAt: heldAt(meeting)?.toISOString() ?? null,
        isInvited: meeting.invitedAt !== null,
        participants: participants.length,
        saidYes: participants.filter(({ reply }) => reply === "yes").length,
      };
    }),
  );
}

export async function readPlan(
  tx: Transaction,
  meeting: Meeting,
  { baseUrl, now, locale }: { baseUrl: string; now: Date; locale: Locale },
): Promise<Plan> {
  const { organisationId, id, startsAt, timeZone } = meeting;
  const agenda = await listAgenda(tx, organisationId, id);
  const inWords = await agendaWords(tx, meeting, locale);
  const participants = await listParticipants(tx, organisationId, id);
  const withdrawn = await tx
    .selectFrom("withdrawnParticipant")
    .select(["name"])
    .where("organisationId", "=", organisationId)
    .where("meetingId", "=", id)
    .orderBy("name")
    .execute();
  const wall = startsAt && wallTimeOf(startsAt.toISOString(), timeZone);
  const { unitId, unitName, journeyId, title, minutes, place, videoLink, message } = meeting;
  const { reminderHours, state, joinCode, version, cancelMessage } = meeting;
  return {
    ...{ id, unitId, unitName, journeyId, title, minutes, timeZone, place, videoLink, message },
    ...{ reminderHours, state, joinCode, version, cancelMessage, withdrawn },
    agenda: agenda.map((item) => ({ ...item, title: inWords(item.title) })),
    isOpened: meeting.openedAt !== null,
    // What nobody was told a time of has no entry to take out of a calendar.
    haveHeard:
      meeting.sent || startsAt ? (await whoHasHeard(tx, meeting, participants)).length + withdrawn.length : 0,
    startsAt: startsAt?.toISOString() ?? null,
    startsAtLocal: wall ? `${wall.day}T${wall.time}` : null,
    joinUrl: `${baseUrl}/m/${joinCode}`,
    createdAt: meeting.createdAt.toISOString(),
    invitedAt: meeting.invitedAt?.toISOString() ?? null,
    remindedAt: meeting.remindedOf?.toISOString() ?? null,
    participants: participants.map(({ locale: _, attended: __, sentSequence, repliedAt, ...who }) => ({
      ...who,
      repliedAt: repliedAt?.toISOString() ?? null,
      isInvited: sentSequence !== null,
    })),
    changed:
      meeting.sent && startsAt ? changedParts(meeting.sent, toSend({ ...meeting, startsAt }, agenda)) : [],
    obstacles: obstaclesOf({ state, startsAt, participants: participants.length }, now),
    ready: readyTasks.filter((task) => meeting.ready.includes(task)),
    slides: (await listSlides(tx, organisationId, id)).length,
  };
}

/** The moment that is meant by a time on the unit's clock, or why there is none. */
export function startOf(
  { timeZone }: { timeZone: string },
  { startsAtLocal, whichHour }: { startsAtLocal: string; whichHour?: "earlier" | "later" | undefined },
): Date | Refusal {
  const [day, time] = startsAtLocal.split("T") as [string, string];
  const moment = momentOf({ day, time, timeZone }, whichHour);
  if ("problem" in moment)
    return refuse(moment.problem === "doesNotExist" ? "hourMissing" : "timeInvalid", {
      field: "startsAtLocal",
      values: { time },
    });
  if (moment.isTwice && !whichHour) return refuse("hourTwice", { field: "whichHour", values: { time } });
  return new Date(moment.instant);
}

export async function changePlan(
  tx: Transaction,
  meeting: Meeting,
  { version, startsAtLocal, whichHour, ...columns }: PlanChange,
): Promise<{ version: number } | Refusal> {
  if (!mayChange(meeting, "people")) return refuse("notPlanned", { status: 409 });
  if (columns.title !== undefined && columns.title !== meeting.title && !mayChange(meeting, "title"))
    return refuse("titleInUse", { field: "title" });
  const change: MeetingColumns = columns;
  if (startsAtLocal === null) {
    // What people have in their calendars has a time; it can be moved or cancelled.
    if (meeting.invitedAt) return refuse("timeNeeded", { field: "startsAtLocal" });
    change.startsAt = null;
  } else if (startsAtLocal !== undefined) {
    const startsAt = startOf(meeting, { startsAtLocal, whichHour });
    if (isRefusal(startsAt)) return startsAt;
    change.startsAt = startsAt;
  }
  return changeMeeting(tx, meeting.organisationId, meeting.id, change, version);
}

export async function changeAgenda(
  tx: Transaction,
  meeting: Meeting,
  { items, version }: { items: readonly AgendaItem[]; version: number },
): Promise<{ version: number } | Refusal> {
  if (!mayChange(meeting, "agenda")) return refuse("agendaInUse", { status: 409 });
  const ids = new Set(items.map(({ id }) => id));
  if (ids.size !== items.length) return refuse("agendaTwice", { field: "items" });
  const changed = await changeMeeting(tx, meeting.organisationId, meeting.id, {}, version);
  if ("refusal" in changed) return changed;
  // An id is a row's for good: one that another meeting has is not taken over.
  const elsewhere = ids.size
    ? await tx
        .selectFrom("agendaItem")
        .select("id")
        .where("organisationId", "=", meeting.organisationId)
        .where("meetingId", "!=", meeting.id)
        .where("id", "in", [...ids])
        .executeTakeFirst()
    : undefined;
  if (elsewhere) return refuse("agendaTwice", { field: "items" });
  await saveAgenda(tx, meeting.organisationId, meeting.id, items);
  return changed;
}

/** The agenda made anew for the meeting's length. What stood there is given back by the page's undo. */
export async function suggestForMeeting(
  tx: Transaction,
  meeting: Meeting,
  locale: Locale,
  version: number,
): Promise<{ version: number } | Refusal> {
  const questions = await questionsOfJourney(tx, meeting.organisationId, meeting.journeyId, locale);
  const items = suggested(meeting.minutes, questions, locale);
  if (items.length === 0) return refuse("tooShortForAgenda", { field: "minutes" });
  return changeAgenda(tx, meeting, { items, version });
}

/** What the leader has got ready herself; pressed twice it is said once. */
export async function setReady(
  tx: Transaction,
  { organisationId, id }: Meeting,
  { task, isDone }: { task: ReadyTask; isDone: boolean },
): Promise<{ ready: ReadyTask[] }> {
  const { ready } = await tx
    .updateTable("meeting")
    .set({
      ready: isDone
        ? sql<string[]>`array_append(array_remove(ready, ${task}), ${task})`
        : sql<string[]>`array_remove(ready, ${task})`,
    })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .returning("ready")
    .executeTakeFirstOrThrow();
  return { ready: readyTasks.filter((each) => ready.includes(each)) };
}
