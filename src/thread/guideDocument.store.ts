import { listActions, listBehaviours } from "#behaviour/store.ts";
import { readJourney } from "#guide/store.ts";
import { readState } from "#meeting/journal.store.ts";
import { takenAlong } from "#meeting/minutes/taken.ts";
import type { Transaction } from "#platform/database/index.ts";
import type { Locale } from "#platform/text/index.ts";
import { listAgenda, listMeetings, listParticipants, listSlides } from "#preparation/meeting.store.ts";
import { listStatements } from "#preparation/statement.store.ts";
import { allValues } from "#values/reads.ts";

/** What of the later rooms this viewer may know; what she may not is not read, and its part is left out. */
export type Sees = { meetings: boolean; actions: boolean; pulses: boolean; notes: boolean };

/** What all the rooms have put into a journey's guide. */
export async function readFilledGuide(
  tx: Transaction,
  organisationId: string,
  id: string,
  { locale, sees }: { locale: Locale; sees: Sees },
) {
  const journey = await readJourney(tx, organisationId, id, locale);
  if (!journey) return null;
  const unit = await tx
    .selectFrom("unit")
    .select("timeZone")
    .where("organisationId", "=", organisationId)
    .where("id", "=", journey.unitId)
    .executeTakeFirstOrThrow();
  const { statements, picked } = await listStatements(tx, organisationId, id, { only: "picked", page: 1 });
  const behaviours = await listBehaviours(tx, organisationId, { journeyId: id });
  const meetings = sees.meetings || sees.actions ? await meetingsOf(tx, organisationId, id) : [];
  const pulses = sees.pulses ? await listPulses(tx, organisationId, id) : [];
  const actions = [];
  const taken = [];
  for (const meeting of meetings) {
    if (sees.actions) actions.push(...(await listActions(tx, organisationId, { originId: meeting.id })));
    if (sees.meetings && meeting.state !== "planned")
      taken.push(...takenAlong(await readState(tx, organisationId, meeting.id)));
  }
  const values = await allValues(tx, organisationId);
  return {
    sees,
    journey,
    timeZone: unit.timeZone,
    statements,
    picked,
    behaviours,
    meetings,
    pulses,
    actions,
    taken,
    values,
  };
}
export type FilledGuide = NonNullable<Awaited<ReturnType<typeof readFilledGuide>>>;

/** The journey's meetings as they were planned; a cancelled one is nobody's any more. */
async function meetingsOf(tx: Transaction, organisationId: string, journeyId: string) {
  const meetings = await listMeetings(tx, organisationId, { journeyId });
  const held = [];
  for (const meeting of meetings.filter(({ state }) => state !== "cancelled")) {
    const participants = await listParticipants(tx, organisationId, meeting.id);
    held.push({
      ...meeting,
      agenda: await listAgenda(tx, organisationId, meeting.id),
      participants: participants.map(({ name }) => name),
      slides: await listSlides(tx, organisationId, meeting.id),
    });
  }
  return held;
}

async function listPulses(tx: Transaction, organisationId: string, journeyId: string) {
  const pulses = await tx
    .selectFrom("pulse")
    .select(["id", "title", "state", "opensAt", "closesAt"])
    .where("organisationId", "=", organisationId)
    .where("journeyId", "=", journeyId)
    .where("source", "=", "lot")
    .orderBy("createdAt")
    .limit(20)
    .execute();
  if (pulses.length === 0) return [];
  const questions = await tx
    .selectFrom("question")
    .select(["pulseId", "textDa", "textEn"])
    .where("organisationId", "=", organisationId)
    .where(
      "pulseId",
      "in",
      pulses.map(({ id }) => id),
    )
    .orderBy("position")
    .execute();
  return pulses.map((pulse) => ({
    ...pulse,
    questions: questions.filter((question) => question.pulseId === pulse.id),
  }));
}
