import { useText } from "#design/index.ts";
import { useDraft } from "#design/useDraft.ts";
import type { Plan } from "./meeting.wire.ts";
import { momentOf } from "./model/moment.ts";
import { text } from "./text.ts";
import { useChange } from "./usePlan.ts";

/** Where an hour comes twice, the earlier moment is the one with the larger distance to UTC. */
const whichOf = (plan: Plan): "earlier" | "later" | null => {
  if (!plan.startsAtLocal || !plan.startsAt) return null;
  const [day, time] = plan.startsAtLocal.split("T") as [string, string];
  const earlier = momentOf({ day, time, timeZone: plan.timeZone });
  if (!("instant" in earlier) || !earlier.isTwice) return null;
  return Date.parse(earlier.instant) === Date.parse(plan.startsAt) ? "earlier" : "later";
};

const savedOf = (plan: Plan) => ({
  title: plan.title,
  day: plan.startsAtLocal?.slice(0, 10) ?? "",
  time: plan.startsAtLocal?.slice(11) ?? "",
  whichHour: whichOf(plan),
  minutes: String(plan.minutes),
  place: plan.place,
  videoLink: plan.videoLink,
  message: plan.message,
  reminder: plan.reminderHours === null ? "" : String(plan.reminderHours),
});

export type Details = ReturnType<typeof useDetails>;

/** When, where and why as they are being written. Who sends the invitation saves them first: people hear what stands there. */
export function useDetails(plan: Plan) {
  const t = useText(text);
  const { draft, setDraft, isOvertaken, isUnsaved, handIn } = useDraft(savedOf(plan));
  const { submit, errors, problem, busy } = useChange(plan, handIn);
  const { day, time } = draft;
  const moment = day && time ? momentOf({ day, time, timeZone: plan.timeZone }) : null;
  const isTwice = moment !== null && "instant" in moment && moment.isTwice;
  const timeProblem =
    moment && "problem" in moment
      ? t(moment.problem === "doesNotExist" ? "refusal.hourMissing" : "refusal.timeInvalid", { time })
      : day && !time
        ? t("details.timeToo")
        : undefined;
  /** False where something has to be put right first; it then stands beside its field. */
  const save = async (): Promise<boolean> => {
    if (timeProblem) return false;
    const { title, place, videoLink, message, reminder, minutes } = draft;
    return submit({
      ...{ title, place, videoLink: videoLink.trim(), message },
      minutes: minutes.trim() === "" ? Number.NaN : Number(minutes),
      startsAtLocal: day && time ? `${day}T${time}` : null,
      ...(isTwice && draft.whichHour ? { whichHour: draft.whichHour } : {}),
      reminderHours: reminder === "" ? null : Number(reminder),
    });
  };
  return {
    draft,
    setDraft,
    isOvertaken,
    isUnsaved,
    moment,
    timeProblem,
    errors,
    problem,
    busy,
    save,
  };
}
