import type { Transaction } from "#platform/database/index.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import { changeMeeting, holdMeeting } from "./meeting.store.ts";
import type { Resuming } from "./meeting.wire.ts";
import { momentOf } from "./model/moment.ts";

/**
 * A meeting that was called off has a day again. It is planned as it was; people are asked anew, since their calendars
 * have dropped it and their answers were to another day.
 */
export async function resumeMeeting(
  tx: Transaction,
  organisationId: string,
  id: string,
  { version, startsAtLocal, now }: Resuming & { now: Date },
): Promise<{ version: number } | Refusal> {
  const meeting = await holdMeeting(tx, organisationId, id);
  if (!meeting || meeting.version !== version) return refuse("changedMeanwhile", { status: 409 });
  if (meeting.state !== "cancelled") return refuse("notCancelled", { status: 409 });
  const { timeZone, openedAt, calendarSequence } = meeting;
  const [day, time] = startsAtLocal.split("T") as [string, string];
  // Where an hour comes twice it is the first of them; the plan can say otherwise.
  const moment = momentOf({ day, time, timeZone }, "earlier");
  if ("problem" in moment)
    return refuse(moment.problem === "doesNotExist" ? "hourMissing" : "timeInvalid", {
      field: "startsAtLocal",
      values: { time },
    });
  const startsAt = new Date(moment.instant);
  if (startsAt <= now) return refuse("timePassed", { field: "startsAtLocal" });
  await tx
    .updateTable("participant")
    .set({ sentSequence: null, reply: "none", repliedAt: null })
    .where("organisationId", "=", organisationId)
    .where("meetingId", "=", id)
    .execute();
  const again = {
    ...{ state: openedAt ? ("running" as const) : ("planned" as const), startsAt },
    ...{ cancelledAt: null, cancelMessage: "", sent: null, invitedAt: null, remindedOf: null },
    // Above what took it out of the calendars.
    calendarSequence: calendarSequence + 1,
  };
  return changeMeeting(tx, organisationId, id, again, version);
}
