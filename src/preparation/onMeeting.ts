import type { Context } from "hono";
import type { Viewer } from "#organisation/model.ts";
import { requireViewer } from "#organisation/viewer.ts";
import { inOrganisation, type Transaction } from "#platform/database/index.ts";
import type { Env } from "#platform/http/context.ts";
import { refuseWith } from "#platform/http/problem.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import { findMeeting, type Meeting, mayLead } from "./meeting.store.ts";
import { mayChange } from "./model/sending.ts";

/** Runs work on a meeting, for those who lead it; a meeting that is not theirs is "not found". */
export async function onMeeting<T>(
  c: Context<Env>,
  id: string,
  work: (tx: Transaction, viewer: Viewer, meeting: Meeting) => Promise<T>,
): Promise<T> {
  const viewer = requireViewer(c);
  return inOrganisation(c.var.db, viewer.organisationId, async (tx) => {
    const meeting = await findMeeting(tx, viewer.organisationId, id);
    if (!meeting || !(await mayLead(tx, viewer, meeting))) throw refuseWith("notFound");
    return work(tx, viewer, meeting);
  });
}

/** The same for a meeting that is still to be held: one that is over or was cancelled stays as people knew it. */
export const onComingMeeting = <T>(
  c: Context<Env>,
  id: string,
  work: (tx: Transaction, viewer: Viewer, meeting: Meeting) => Promise<T>,
): Promise<T | Refusal> =>
  onMeeting<T | Refusal>(c, id, async (tx, viewer, meeting) =>
    mayChange(meeting, "people") ? work(tx, viewer, meeting) : refuse("notPlanned", { status: 409 }),
  );
