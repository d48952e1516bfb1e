import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Badge, Link, LinkButton, Notice, Page, Skeleton, useFormat, useText } from "#design/index.ts";
import { GuideTable } from "./guideTable.tsx";
import styles from "./journey.module.css";
import { companionFor, nextStep, roadOf, type StepState } from "./model/journey.ts";
import { NewerEdition } from "./newerEdition.tsx";
import { PreconditionCard } from "./precondition.tsx";
import { journeyQuery } from "./queries.ts";
import { ReminderSwitch } from "./reminderSwitch.tsx";
import { allPageExtras, rowExtrasOf } from "./rowExtras.ts";
import { text } from "./text.ts";
import type { GuideStep } from "./wire.ts";

function Road({ steps, states }: { steps: readonly GuideStep[]; states: ReadonlyMap<string, StepState> }) {
  const t = useText(text);
  return (
    <div className={styles["roadFrame"]}>
      <ol className={styles["road"]} aria-label={t("journey.road")}>
        {steps.map((step) => {
          const state = states.get(step.key) ?? "next";
          return (
            <li
              key={step.key}
              className={styles["stop"]}
              data-state={state}
              aria-current={state === "now" ? "step" : undefined}
            >
              {step.title}
              <span className={styles["state"]}>{t(`state.${state}`)}</span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** The guide's table itself: six rows, and in each what has been put in. */
export function JourneyPage() {
  const t = useText(text);
  const format = useFormat();
  const { journeyId } = useParams({ strict: false }) as { journeyId: string };
  const { data: journey } = useQuery(journeyQuery(journeyId));
  if (!journey)
    return (
      <Page title={t("journey.loading")}>
        <Skeleton lines={8} />
      </Page>
    );
  const { guide, progress } = journey;
  const states = roadOf(
    guide.steps.map((step) => step.key),
    progress,
    format.today(),
  );
  const next = nextStep(states);
  const nextTitle = guide.steps.find((step) => step.key === next)?.title;
  const isMain = !journey.parentJourneyId;
  const mayBegin = !isMain || companionFor(journey) === null;
  const progressOf = (step: GuideStep) => progress.find(({ stepKey }) => stepKey === step.key);
  const stepLink = (key: string) => `/journeys/${journey.id}/steps/${key}`;
  return (
    <Page
      title={journey.title}
      lead={guide.purpose}
      width="wide"
      path={
        journey.parentJourneyId
          ? [{ label: t("journey.back"), href: `/journeys/${journey.parentJourneyId}` }]
          : [{ label: journey.unitName, href: `/units/${journey.unitId}` }]
      }
      actions={
        <>
          {next && mayBegin && (
            <LinkButton href={stepLink(next)} variant="primary">
              {t("journey.next", { step: nextTitle ?? "" })}
            </LinkButton>
          )}
          {allPageExtras().map(([name, Extra]) => (
            <Extra key={name} journeyId={journey.id} unitId={journey.unitId} mayEdit={journey.mayEdit} />
          ))}
        </>
      }
    >
      {isMain && !mayBegin && journey.mayEdit && <PreconditionCard journey={journey} isAnswered={false} />}
      {journey.newer && journey.mayEdit && <NewerEdition journey={journey} newer={journey.newer} />}
      {!next && <Notice tone="good">{isMain ? t("journey.walked") : t("journey.companionWalked")}</Notice>}
      <Road steps={guide.steps} states={states} />
      <GuideTable
        guide={guide}
        title={(step) => <Link href={stepLink(step.key)}>{step.title}</Link>}
        activity={(step) => {
          const answers = progressOf(step)?.answers ?? {};
          const answered = step.prompts.filter((prompt) => answers[prompt.key]?.trim()).length;
          return (
            <div className={styles["cell"]}>
              <span>{step.activity}</span>
              {answered > 0 && <span>{t("step.answered", { answered, prompts: step.prompts.length })}</span>}
              {rowExtrasOf(step.key).map(({ name, Extra }) => (
                <Extra key={name} journeyId={journey.id} unitId={journey.unitId} mayEdit={journey.mayEdit} />
              ))}
            </div>
          );
        }}
        responsible={(step) => {
          const state = progressOf(step);
          return (
            <div className={styles["cell"]}>
              <span>{state?.responsible ?? step.responsible}</span>
              {state?.doneAt && (
                <Badge tone="good">
                  {t("step.doneOn", { date: format.date(state.doneAt, { style: "medium" }) })}
                </Badge>
              )}
              {!state?.doneAt && state?.dueOn && (
                <Badge tone={states.get(step.key) === "overdue" ? "notice" : "neutral"}>
                  {t(states.get(step.key) === "overdue" ? "step.dueWas" : "step.dueOn", {
                    date: format.date(state.dueOn, { style: "medium" }),
                  })}
                </Badge>
              )}
            </div>
          );
        }}
      />
      {isMain && mayBegin && journey.mayEdit && <PreconditionCard journey={journey} isAnswered />}
      {isMain && next && journey.reminds && (
        <ReminderSwitch journeyId={journey.id} reminds={journey.reminds} />
      )}
      <p>
        <Link href="/guides">{t("journey.guides")}</Link>
      </p>
    </Page>
  );
}
