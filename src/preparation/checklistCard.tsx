import { useQuery } from "@tanstack/react-query";
import { behavioursQuery } from "#behaviour/queries.ts";
import { formatDay } from "#design/format.ts";
import { Badge, Card, Checkbox, FormErrors, Link, useFormat, useSubmit, useText } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import styles from "./meeting.module.css";
import type { Plan } from "./meeting.wire.ts";
import { checklist, type ReadyTask, readyTasks, type Task, type TaskState } from "./model/checklist.ts";
import { pickedQuery } from "./queries.ts";
import { text } from "./text.ts";
import { useLatest } from "./usePlan.ts";

const tones: Record<TaskState, "good" | "notice" | "neutral"> = {
  done: "good",
  overdue: "notice",
  today: "neutral",
  ahead: "neutral",
};

const isReadyTask = (task: Task): task is ReadyTask => (readyTasks as readonly Task[]).includes(task);

/** What has to be ready, by when, and what is: the product knows what was done in it, the rest is ticked by hand. */
export function ChecklistCard({ plan, startsAt }: { plan: Plan; startsAt: string }) {
  const t = useText(text);
  const format = useFormat();
  const { journeyId } = plan;
  const isOfJourney = journeyId !== null;
  const { data: picked } = useQuery({ ...pickedQuery(journeyId ?? ""), enabled: isOfJourney });
  const { data: behaviours } = useQuery({
    ...behavioursQuery({ journeyId: journeyId ?? "" }),
    enabled: isOfJourney,
  });
  const latest = useLatest(plan);
  const tick = useSubmit(
    (json: { task: ReadyTask; isDone: boolean }) =>
      answer(client.meetings[":id"].ready.$put({ param: { id: plan.id }, json })),
    ({ ready }) => {
      latest.put({ ready });
    },
  );
  if (isOfJourney && (!picked || !behaviours)) return null;
  const day = (moment: string) => formatDay(new Date(moment), plan.timeZone);
  const done = new Set<Task>([
    ...(picked && picked.total > 0 ? ["statements" as const] : []),
    ...(behaviours?.some(({ kind }) => kind === "pointedTo") ? ["behaviours" as const] : []),
    ...(plan.invitedAt ? ["invitation" as const] : []),
    ...(plan.slides > 0 ? ["slides" as const] : []),
    ...plan.ready,
  ]);
  const tasks = checklist(day(startsAt), {
    today: format.today(),
    plannedOn: day(plan.createdAt),
    done,
  }).filter(({ task }) => isOfJourney || (task !== "statements" && task !== "behaviours"));
  const hrefs: Partial<Record<Task, string>> = {
    statements: `/journeys/${journeyId}/statements`,
    behaviours: `/journeys/${journeyId}/behaviours`,
    invitation: "#invitation",
    slides: `/meetings/${plan.id}/slides`,
    papers: "#papers",
  };
  return (
    <Card title={t("checklist.title")}>
      <p>{t("checklist.lead")}</p>
      <ul className={styles.checklist}>
        {tasks.map(({ task, by, state }) => {
          const href = hrefs[task];
          const words = t(`checklist.${task}`);
          return (
            <li key={task}>
              <span className={styles.task}>
                {isReadyTask(task) && (
                  <Checkbox
                    isSelected={plan.ready.includes(task)}
                    onChange={(isDone) => void tick.submit({ task, isDone })}
                  >
                    <span className="unseen">{words}</span>
                  </Checkbox>
                )}
                {href?.startsWith("#") ? (
                  <a href={href}>{words}</a>
                ) : href ? (
                  <Link href={href}>{words}</Link>
                ) : (
                  words
                )}
              </span>
              <Badge tone={tones[state]}>
                {t(`checklist.state.${state}`, { date: format.date(by, { style: "medium" }) })}
              </Badge>
            </li>
          );
        })}
      </ul>
      <FormErrors problem={tick.problem} />
    </Card>
  );
}
