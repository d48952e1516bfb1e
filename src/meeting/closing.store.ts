/** What closing a meeting leaves for a minute later, and how it is taken back before that. */
import { noteHeldMeeting } from "#guide/steps.store.ts";
import { announce } from "#organisation/webhooks/announce.ts";
import type { Transaction } from "#platform/database/index.ts";
import { addJob } from "#platform/jobs/index.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import { placeInSeries } from "#preparation/series.store.ts";
import { inWords, sendMinutes } from "./close.store.ts";
import { readState } from "./journal.store.ts";
import { minutesAfterSeconds } from "./model/closing.ts";
import { outcomeOf } from "./model/outcome.ts";
import { type State, theMeeting } from "./model/state.ts";
import { removePhotosTakenDown } from "./photo/photo.store.ts";

export const minutesJob = "meeting.minutes";
export type MinutesPayload = { organisationId: string; meetingId: string; closedAt: string };

export const sendMinutesLater = (
  tx: Transaction,
  organisationId: string,
  meetingId: string,
  closedAt: string,
): Promise<void> =>
  addJob(
    tx,
    minutesJob,
    { organisationId, meetingId, closedAt },
    {
      runAt: new Date(Date.parse(closedAt) + minutesAfterSeconds * 1000),
      key: `${minutesJob} ${meetingId}`,
    },
  );

/** Unless the meeting was opened again meanwhile. Nothing that somebody had begun to write outlives it. */
export async function sendMinutesOf(
  tx: Transaction,
  { organisationId, meetingId, closedAt }: MinutesPayload,
  baseUrl: string,
): Promise<void> {
  const meeting = await tx
    .selectFrom("meeting")
    .select(["state", "unitId", "journeyId"])
    .where("organisationId", "=", organisationId)
    .where("id", "=", meetingId)
    .forUpdate()
    .executeTakeFirst();
  if (meeting?.state !== "closed") return;
  const state = await readState(tx, organisationId, meetingId);
  if (theMeeting(state).closedAt !== closedAt) return;
  await sendMinutes(tx, organisationId, meetingId, { state, baseUrl });
  await removePhotosTakenDown(tx, organisationId, meetingId, state);
  const { unitId, journeyId } = meeting;
  await announce(tx, organisationId, "meeting.closed", { meetingId, unitId, journeyId });
  await tx
    .deleteFrom("draft")
    .where("organisationId", "=", organisationId)
    .where("meetingId", "=", meetingId)
    .execute();
}

const isStillNamed = "23503";

/**
 * As if it had not been closed: what was written down is taken back, and nothing is sent. What somebody uses already, in
 * a measurement say, cannot be taken from under her.
 */
export async function undoOutcome(...what: Parameters<typeof takeBack>): Promise<Refusal | undefined> {
  try {
    await takeBack(...what);
  } catch (error) {
    if ((error as { code?: string }).code !== isStillNamed) throw error;
    return refuse("outcomeInUse", { status: 409 });
  }
}

async function takeBack(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
  state: State,
): Promise<void> {
  const outcome = outcomeOf(state);
  const { decisions } = outcome;
  const { journeyId, closedAt } = await tx
    .selectFrom("meeting")
    .select(["journeyId", "closedAt"])
    .where("organisationId", "=", organisationId)
    .where("id", "=", meetingId)
    .executeTakeFirstOrThrow();
  if (journeyId && closedAt) {
    const held = {
      ...{ closedAt, series: await placeInSeries(tx, organisationId, meetingId) },
      ...(await inWords(tx, organisationId, outcome, theMeeting(state).locale)),
    };
    await noteHeldMeeting(tx, organisationId, journeyId, held, "reopened");
  }
  const ids = decisions.map(({ id }) => id);
  await tx
    .deleteFrom("action")
    .where("organisationId", "=", organisationId)
    .where("originKind", "=", "meeting")
    .where("originId", "=", meetingId)
    .execute();
  if (ids.length > 0) {
    await tx
      .updateTable("behaviour")
      .set({ replacedBy: null, retiredAt: null })
      .where("organisationId", "=", organisationId)
      .where("replacedBy", "in", ids)
      .execute();
    await tx
      .deleteFrom("behaviour")
      .where("organisationId", "=", organisationId)
      .where("meetingId", "=", meetingId)
      .where("id", "in", ids)
      .execute();
  }
  await tx
    .updateTable("participant")
    .set({ attended: null })
    .where("organisationId", "=", organisationId)
    .where("meetingId", "=", meetingId)
    .execute();
  await tx
    .updateTable("meeting")
    .set((set) => ({ state: "running", closedAt: null, version: set("version", "+", 1) }))
    .where("organisationId", "=", organisationId)
    .where("id", "=", meetingId)
    .execute();
}
