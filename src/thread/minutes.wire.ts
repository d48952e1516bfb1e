import { z } from "@hono/zod-openapi";
import { actionStates, readEvidence } from "#behaviour/model.ts";
import { FacetText } from "#behaviour/wire.ts";
import type { Minutes } from "#meeting/minutes/minutes.ts";
import { Answered, meetingStates } from "#preparation/meeting.wire.ts";

const tally = {
  dots: z.number(),
  voters: z.number().nullable(),
  place: z.number().nullable(),
  of: z.number().nullable(),
  isTied: z.boolean(),
};
const Answers = z.array(z.object({ question: z.string(), notes: z.array(z.string()) }));
const Evidence = z.object({
  notes: z.array(z.object({ id: z.string(), text: z.string() })),
  cluster: z.object({ id: z.string(), name: z.string() }).nullable(),
  vote: z.object({ ...tally, again: z.array(z.object(tally)).optional() }).nullable(),
  consent: z.object({ yes: z.number(), concerns: z.array(z.object({ reason: z.string() })) }).nullable(),
  attended: z.number().nullable(),
  reopened: z.number().optional(),
});

/** What the minutes of a meeting tell, the same as their Word document. */
export const MeetingMinutes = z
  .object({
    id: z.uuid(),
    unitId: z.uuid(),
    unitName: z.string(),
    journeyId: z.uuid().nullable(),
    title: z.string(),
    state: z.enum(meetingStates),
    startsAt: z.string().nullable(),
    timeZone: z.string(),
    place: z.string(),
    /** `attended` is null where nobody has said. */
    participants: z.array(z.object({ name: z.string(), attended: z.boolean().nullable() })),
    byCode: z.array(z.string()),
    plan: z.object({ how: z.string(), askOn: z.string(), resultsOn: z.string() }),
    agenda: z.array(z.object({ title: z.string(), minutes: z.int() })),
    photos: z.array(z.object({ id: z.string(), caption: z.string(), width: z.int(), height: z.int() })),
    taken: Answers,
    /** What customers answered, as the room looked at it. */
    answered: z.array(z.object({ question: z.string(), answered: Answered })),
    /** What was answered besides; null for all but those who lead. */
    said: Answers.nullable(),
    decisions: z.array(
      z.object({
        id: z.uuid(),
        valueId: z.uuid().nullable(),
        situation: z.string(),
        act: z.string(),
        facets: z.array(FacetText),
        isLeaders: z.boolean(),
        reviewOn: z.string().nullable(),
        evidence: Evidence,
        /** What became of it since. */
        since: z.enum(["retired", "replaced"]).nullable(),
      }),
    ),
    actions: z.array(
      z.object({
        title: z.string(),
        ownerName: z.string(),
        dueOn: z.string().nullable(),
        state: z.enum(actionStates),
      }),
    ),
    values: z.array(z.object({ id: z.uuid(), name: z.string(), colour: z.string(), mark: z.string() })),
  })
  .openapi("MeetingMinutes");
export type MeetingMinutes = z.infer<typeof MeetingMinutes>;

/** Field by field: what else stands in the rows, a leader's own notes among it, is nobody's to read here. */
export function toWire(minutes: Minutes, { leads }: { leads: boolean }): MeetingMinutes {
  const named = new Set([
    ...minutes.decisions.map(({ valueId }) => valueId),
    ...minutes.answered.map(({ answered }) => answered.valueId),
  ]);
  return {
    id: minutes.id,
    unitId: minutes.unitId,
    unitName: minutes.unitName,
    journeyId: minutes.journeyId,
    title: minutes.title,
    state: minutes.state,
    startsAt: minutes.startsAt?.toISOString() ?? null,
    timeZone: minutes.timeZone,
    place: minutes.place,
    participants: minutes.participants.map(({ name, attended }) => ({ name, attended })),
    agenda: minutes.agenda.map(({ title, minutes: length }) => ({ title, minutes: length })),
    byCode: [...minutes.byCode],
    plan: minutes.plan,
    taken: minutes.taken,
    answered: minutes.answered.map(({ question, answered }) => ({ question, answered })),
    photos: minutes.photos.map(({ id, caption, width, height }) => ({ id, caption, width, height })),
    said: leads ? minutes.said : null,
    decisions: minutes.decisions.map((decision) => ({
      id: decision.id,
      valueId: decision.valueId,
      situation: decision.situation,
      act: decision.act,
      facets: decision.facets,
      isLeaders: decision.isLeaders,
      reviewOn: decision.reviewOn,
      evidence: readEvidence(decision.evidence),
      since: decision.retiredAt ? (decision.replacedBy ? "replaced" : "retired") : null,
    })),
    actions: minutes.actions.map(({ title, ownerName, dueOn, state }) => ({
      ...{ title, ownerName, dueOn },
      state: state as "open",
    })),
    values: [...minutes.values].flatMap(([id, { name, colour, mark }]) =>
      named.has(id) ? [{ id, name, colour, mark }] : [],
    ),
  };
}
