import { may } from "#organisation/access.ts";
import type { Viewer } from "#organisation/model.ts";

export const choices = ["keep", "change", "start", "stop"] as const;
export type Choice = (typeof choices)[number];
export const reviewKinds = ["effort", "result"] as const;
export type ReviewKind = (typeof reviewKinds)[number];

/**
 * A series belongs to the two of it. The employee keeps reading it whatever changes; the leader does so for as long as
 * she leads the unit that the employee works in. Who comes after her begins a series of her own.
 */
export function mayOpen(
  viewer: Viewer,
  series: { leaderId: string; employeeId: string },
  /** Where the employee works today. */
  employeeUnitId: string | null,
): boolean {
  if (viewer.personId === series.employeeId) return true;
  return (
    viewer.personId === series.leaderId &&
    employeeUnitId !== null &&
    may(viewer, "oneToOne.open", { unitId: employeeUnitId })
  );
}

/** The next conversation: so many weeks on, at the same hour where the unit is; the clocks may have changed between. */
export function nextDay(day: string, everyWeeks: number): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 7 * everyWeeks);
  return date.toISOString().slice(0, 10);
}

/** What a preparation holds: strengths come first. */
export type Preparation = { wentWell: string; workOn: string; help: string };
export const emptyPreparation: Preparation = { wentWell: "", workOn: "", help: "" };

/** Whether a review has a room in which its figures were shown: they stay those of the day that it was opened. */
export const wasShownLive = (live: { state: string } | null | undefined): boolean =>
  live?.state === "running" || live?.state === "closed";

/** What may be seen of the other's preparation: what she has shared, and everything once they have talked. */
export const isShown = (isShared: boolean, state: "planned" | "held"): boolean =>
  isShared || state === "held";

type Asked = { estimate: { mean: number } | null };

/** What customers experience most of what she does: the one or two that stand highest, and above the middle. */
export function strengthsOf<Question extends Asked>(
  pulses: readonly { questions: Question[] }[],
): Question[] {
  const latest = pulses.find(({ questions }) => questions.some(({ estimate }) => estimate));
  const meanOf = ({ estimate }: Question) => estimate?.mean ?? 0;
  return (latest?.questions ?? [])
    .filter((question) => meanOf(question) > 3)
    .sort((a, b) => meanOf(b) - meanOf(a))
    .slice(0, 2);
}

/** How long a conversation and a review meeting stand in calendars, in minutes. */
export const lengths = { oneToOne: 45, effort: 60, result: 60 } as const;
export type CalendarNews = "invitation" | "update" | "cancellation";

/**
 * What people have to be told of a meeting's hour, given what their calendars say; null: nothing. An hour that has passed
 * is nobody's news: somebody writes down when it was.
 */
export function newsFor(startsAt: Date | null, told: Date | null, now: Date): CalendarNews | null {
  if (startsAt?.getTime() === told?.getTime()) return null;
  if (!startsAt) return told && told > now ? "cancellation" : null;
  if (startsAt <= now) return null;
  return told ? "update" : "invitation";
}

export const reviewGuideKey = "reviewMeetings";

type GuideStep = {
  key: string;
  title: string;
  guidance: readonly string[];
  minutes: number;
  prompts: readonly { question: string; hint: string }[];
};
type Block = {
  title: string;
  minutes: number;
  stage: "points" | "dialogue" | "decision" | "nextSteps";
  maySkip: boolean;
  notes: string;
};

/** How much of a step is talk: the rest is what it is for. */
const talkShare = 0.6;

/**
 * The companion guide as the agenda of a live meeting: each of its steps is what it is for (the first one shows, the last
 * one agrees, those between decide) and asks its questions to everybody on the way.
 */
export function agendaOf(steps: readonly GuideStep[]): Block[] {
  return steps.flatMap(({ title, guidance, minutes, prompts }, at): Block[] => {
    const stage = at === 0 ? "points" : at === steps.length - 1 ? "nextSteps" : "decision";
    // Who does what by when is agreed where it is written down, not answered by everybody.
    const asked = stage === "nextSteps" ? [] : prompts;
    const talk = Math.round(asked.length > 0 ? minutes * talkShare : 0);
    const questions = asked.map(({ question, hint }, index): Block => {
      const [until, from] = [index + 1, index].map((count) => Math.round((talk * count) / asked.length));
      return { title: question, minutes: until! - from!, stage: "dialogue", maySkip: true, notes: hint };
    });
    const notes = guidance.join("\n");
    const own: Block = { title, minutes: minutes - talk, stage, maySkip: false, notes };
    return stage === "points" ? [own, ...questions] : [...questions, own];
  });
}
