import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Fragment } from "react";
import {
  Button,
  Card,
  ConflictNotice,
  DateField,
  FieldRow,
  GuidancePanel,
  Link,
  LinkButton,
  NotesField,
  Page,
  Row,
  SavingStatus,
  Skeleton,
  TextArea,
  TextField,
  useText,
  useToast,
} from "#design/index.ts";
import { CompanionButton } from "./companion.tsx";
import { FromCompanion } from "./fromCompanion.tsx";
import { OwnPromises } from "./ownPromises.tsx";
import { journeyQuery } from "./queries.ts";
import { stepExtraOf } from "./rowExtras.ts";
import { text } from "./text.ts";
import { answerField, useStep } from "./useStep.ts";
import type { GuideStep, Journey, JourneyStep, Prompt } from "./wire.ts";
import { hrefOfWorkArea } from "./workAreas.ts";

/**
 * What helps to answer; where the product has a place for the work itself, the way there. What is put in on the way
 * through a companion guide lands where the journey is that it was opened from.
 */
function Hint({ prompt, journey }: { prompt: Prompt; journey: Journey }) {
  const t = useText(text);
  const href = hrefOfWorkArea(prompt.leadsTo, journey.parentJourneyId ?? journey.id);
  return (
    <>
      {prompt.hint} {href && prompt.leadsTo && <Link href={href}>{t(`area.${prompt.leadsTo}`)}</Link>}
    </>
  );
}

function StepForm({ journey, step, state }: { journey: Journey; step: GuideStep; state: JourneyStep }) {
  const t = useText(text);
  const toast = useToast();
  const { draft, change, saving, refused, conflict, settle, ask } = useStep(journey.id, state);
  const back = `/journeys/${journey.id}`;
  const isDone = state.doneAt !== null;
  const WorkDone = stepExtraOf(step.key);
  // What is done is left behind: the one next thing is the step that is not.
  const next = journey.guide.steps.find(({ key }) =>
    journey.progress.some(({ stepKey, doneAt }) => stepKey === key && doneAt === null),
  );

  const takeExample = () => {
    // An example fills what is empty; what she wrote herself stays.
    const empty = step.prompts.map(({ key }) => key).filter((key) => !draft[answerField(key)]?.trim());
    const fill = (textFor: (key: string) => string) =>
      change(Object.fromEntries(empty.map((key) => [answerField(key), textFor(key)])));
    fill((key) => step.example[key] ?? "");
    toast({ message: t("step.exampleTaken"), undo: () => fill(() => "") });
  };
  const labels: Record<string, string> = {
    ...Object.fromEntries(step.prompts.map(({ key, question }) => [answerField(key), question])),
    notes: t("step.notes"),
    responsible: t("step.responsible"),
    dueOn: t("step.due"),
  };

  return (
    <Page
      title={step.title}
      lead={step.activity === step.title ? undefined : step.activity}
      path={[{ label: journey.title, href: back }]}
      aside={
        <GuidancePanel
          example={<em>{Object.values(step.example)[0]}</em>}
          onUseExample={journey.mayEdit ? takeExample : undefined}
        >
          <ul>
            {step.guidance.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <p>
            <strong>{t("step.mistakes")}</strong>
          </p>
          <ul>
            {step.mistakes.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <p>{t("step.minutes", { count: step.minutes })}</p>
          {step.companion && journey.mayEdit && (
            <CompanionButton journey={journey} guideKey={step.companion} />
          )}
        </GuidancePanel>
      }
    >
      <ConflictNotice
        conflict={conflict}
        labels={labels}
        settle={settle}
        what={t("conflict.text")}
        theirs={t("conflict.theirs")}
      />
      {step.key === "nextSteps" && !journey.parentJourneyId && (
        <OwnPromises journeyId={journey.id} mayEdit={journey.mayEdit} />
      )}
      {WorkDone && <WorkDone journeyId={journey.id} unitId={journey.unitId} mayEdit={journey.mayEdit} />}
      <Card>
        {step.prompts.map((prompt) => (
          <Fragment key={prompt.key}>
            <TextArea
              label={prompt.question}
              description={<Hint prompt={prompt} journey={journey} />}
              value={draft[answerField(prompt.key)] ?? ""}
              onChange={(value) => change({ [answerField(prompt.key)]: value })}
              maxLength={20_000}
              isDisabled={!journey.mayEdit}
            />
            {prompt.companion && journey.mayEdit && (
              <FromCompanion
                journey={journey}
                prompt={prompt}
                guideKey={prompt.companion}
                answer={draft[answerField(prompt.key)] ?? ""}
                onTake={(answer) => change({ [answerField(prompt.key)]: answer })}
              />
            )}
          </Fragment>
        ))}
        <NotesField
          label={t("step.notes")}
          description={t("step.notesHint")}
          value={draft.notes ?? ""}
          onChange={(notes) => change({ notes })}
          maxLength={50_000}
          isDisabled={!journey.mayEdit}
        />
        <FieldRow>
          <TextField
            label={t("step.responsible")}
            placeholder={step.responsible}
            value={draft.responsible ?? ""}
            onChange={(responsible) => change({ responsible })}
            maxLength={200}
            isDisabled={!journey.mayEdit}
          />
          <DateField
            label={t("step.due")}
            value={draft.dueOn ?? ""}
            onChange={(dueOn) => change({ dueOn })}
            isDisabled={!journey.mayEdit}
          />
        </FieldRow>
        {journey.mayEdit && (
          <Row isApart>
            <SavingStatus saving={saving} refused={refused} />
            <Row>
              <LinkButton href={back} variant={isDone && !next ? "primary" : "secondary"}>
                {t("step.back")}
              </LinkButton>
              <Button
                variant={isDone ? "secondary" : "primary"}
                onPress={async () => {
                  if (!(await ask({ done: !isDone }))) return;
                  const isEmpty = step.prompts.every(({ key }) => !draft[answerField(key)]?.trim());
                  const done = isEmpty && !WorkDone ? "step.isDoneEmpty" : "step.isDone";
                  toast({
                    message: t(isDone ? "step.reopened" : done),
                    undo: () => void ask({ done: isDone }),
                  });
                }}
              >
                {t(isDone ? "step.reopen" : "step.done")}
              </Button>
              {isDone && next && (
                <LinkButton variant="primary" href={`${back}/steps/${next.key}`}>
                  {t("journey.next", { step: next.title })}
                </LinkButton>
              )}
            </Row>
          </Row>
        )}
      </Card>
    </Page>
  );
}

export function StepPage() {
  const t = useText(text);
  const { journeyId, stepKey } = useParams({ strict: false }) as { journeyId: string; stepKey: string };
  const { data: journey } = useQuery(journeyQuery(journeyId));
  const step = journey?.guide.steps.find((each) => each.key === stepKey);
  const state = journey?.progress.find((each) => each.stepKey === stepKey);
  if (!journey)
    return (
      <Page title={t("journey.loading")}>
        <Skeleton lines={8} />
      </Page>
    );
  if (!step || !state)
    return (
      <Page title={t("refusal.notFound")} width="narrow">
        <LinkButton href={`/journeys/${journeyId}`}>{t("step.back")}</LinkButton>
      </Page>
    );
  return <StepForm key={stepKey} journey={journey} step={step} state={state} />;
}
