import { Temporal } from "temporal-polyfill";

/** What has to be ready before a meeting, and how many days before it at the latest. */
const tasks = {
  statements: 14,
  behaviours: 12,
  invitation: 10,
  slides: 5,
  papers: 2,
  room: 0,
} as const;
/** What the product cannot see for itself: the leader says when it is done. */
export const readyTasks = ["papers", "room"] as const satisfies (keyof typeof tasks)[];
export type ReadyTask = (typeof readyTasks)[number];
export type Task = keyof typeof tasks;
export type TaskState = "done" | "overdue" | "today" | "ahead";
export type CheckedTask = { task: Task; by: string; state: TaskState };

/** A day at work: what falls on a weekend is done on the Friday before. */
const workday = (day: Temporal.PlainDate): Temporal.PlainDate =>
  day.dayOfWeek > 5 ? day.subtract({ days: day.dayOfWeek - 5 }) : day;

/**
 * The preparation of a meeting with dates counted back from its day (YYYY-MM-DD, as all days here), what is to be done
 * first, first. A date that had passed when the meeting was planned is not held against anybody: it is the day of planning.
 */
export function checklist(
  meetingDay: string,
  { today, plannedOn, done }: { today: string; plannedOn: string; done: ReadonlySet<Task> },
): CheckedTask[] {
  return (Object.keys(tasks) as Task[]).map((task) => {
    const counted = Temporal.PlainDate.from(meetingDay).subtract({ days: tasks[task] });
    const due = tasks[task] === 0 ? counted : workday(counted);
    const by = due.toString() < plannedOn ? plannedOn : due.toString();
    const state = done.has(task) ? "done" : by < today ? "overdue" : by === today ? "today" : "ahead";
    return { task, by, state };
  });
}
