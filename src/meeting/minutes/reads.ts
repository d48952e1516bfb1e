import { listActions, listBehaviours } from "#behaviour/store.ts";
import type { Transaction } from "#platform/database/index.ts";
import { findMeeting, listAgenda, listParticipants } from "#preparation/meeting.store.ts";
import { heldAt } from "#preparation/model/moment.ts";
import { allValues } from "#values/reads.ts";
import { readState } from "../journal.store.ts";
import { byCode } from "../model/outcome.ts";
import { theMeeting } from "../model/state.ts";
import { readPhotos } from "../photo/photo.store.ts";
import type { Minutes } from "./minutes.ts";
import { saidBesides, takenAlong } from "./taken.ts";

/** Mailed to everybody: so many bytes of pictures, or the small ones of them. */
const mostInADocument = 4_000_000;

/** The pictures that belong into the minutes' document, by id. */
export async function picturesFor(
  tx: Transaction,
  organisationId: string,
  { id, photos }: Minutes,
): Promise<Map<string, Buffer>> {
  const ids = photos.map((photo) => photo.id);
  return readPhotos(tx, organisationId, id, ids, mostInADocument);
}

/** Everything that the minutes of a meeting tell; null where there is no such meeting. */
export async function readMinutes(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
): Promise<Minutes | null> {
  const meeting = await findMeeting(tx, organisationId, meetingId);
  if (!meeting) return null;
  const participants = await listParticipants(tx, organisationId, meetingId);
  const agenda = await listAgenda(tx, organisationId, meetingId);
  const decisions = await listBehaviours(tx, organisationId, {
    meetingId,
    kinds: ["decided"],
    withRetired: true,
  });
  const actions = await listActions(tx, organisationId, { originId: meetingId });
  const values = new Map((await allValues(tx, organisationId)).map((value) => [value.id, value]));
  const state = await readState(tx, organisationId, meetingId);
  return {
    ...meeting,
    startsAt: heldAt(meeting),
    byCode: byCode(state),
    plan: theMeeting(state)?.plan ?? { how: "", askOn: "", resultsOn: "" },
    taken: takenAlong(state),
    answered: [...state.slides.values()]
      .sort((a, b) => a.position - b.position)
      .flatMap(({ title, answered }) => (answered ? [{ question: title, answered }] : [])),
    photos: [...state.photos.values()].sort((a, b) => a.position - b.position),
    said: saidBesides(state),
    participants,
    ...{ agenda, decisions, actions, values },
  };
}
