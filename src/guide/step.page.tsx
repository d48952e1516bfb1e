import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import {
  Button,
  Card,
  DateField,
  FieldRow,
  GuidancePanel,
  Link,
  LinkButton,
  Notice,
  Page,
  Row,
  Skeleton,
  TextArea,
  TextField,
  useText,
  useToast,
} from "#design/index.ts";
import { answer, Problem } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { CompanionButton } from "./companion.tsx";
import { journeyQuery } from "./queries.ts";
import { text } from "./text.ts";
import type { GuideStep, Journey, JourneyStep } from "./wire.ts";
import { hrefOfWorkArea } from "./workAreas.ts";

type Draft = { answers: Record<string, string>; notes: string; responsible: string; dueOn: string };
type Saving = "saved" | "waiting" | "saving" | "lost" | "conflict";

const draftOf = (state: JourneyStep): Draft => ({
  answers: state.answers,
  notes: state.notes,
  responsible: state.responsible ?? "",
  dueOn: state.dueOn ?? "",
});

/**
 * Saves by itself a moment after the last letter, one request at a time. What another leader saved meanwhile is
 * shown beside what is written here, and she chooses: neither is lost.
 */
function useStep(journeyId: string, initial: JourneyStep) {
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(initial));
  const [saving, setSaving] = useState<Saving>("saved");
  const [theirs, setTheirs] = useState<JourneyStep | null>(null);
  const version = useRef(initial.version);
  const latest = useRef(draft);
  const isSending = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const send = async (more: { done?: boolean } = {}): Promise<boolean> => {
    clearTimeout(timer.current);
    if (isSending.current) {
      timer.current = setTimeout(() => void send(more), 200);
      return false;
    }
    isSending.current = true;
    setSaving("saving");
    const sent = latest.current;
    try {
      const saved = await answer(
        client.journeys[":id"].steps[":stepKey"].$patch({
          param: { id: journeyId, stepKey: initial.stepKey },
          json: {
            answers: sent.answers,
            notes: sent.notes,
            responsible: sent.responsible.trim() || null,
            dueOn: sent.dueOn || null,
            version: version.current,
            ...more,
          },
        }),
      );
      version.current = saved.version;
      setSaving(latest.current === sent ? "saved" : "waiting");
      void queries.invalidateQueries({ queryKey: ["guide"] });
      return true;
    } catch (error) {
      if (error instanceof Problem && error.status === 409 && error.details["current"]) {
        setTheirs(error.details["current"] as JourneyStep);
        setSaving("conflict");
      } else {
        setSaving("lost");
        timer.current = setTimeout(() => void send(more), 5_000);
      }
      return false;
    } finally {
      isSending.current = false;
    }
  };

  const change = (part: Partial<Draft>) => {
    latest.current = { ...latest.current, ...part };
    setDraft(latest.current);
    if (saving === "conflict") return;
    setSaving("waiting");
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void send(), 800);
  };

  const settle = (keep: "mine" | "theirs") => {
    if (!theirs) return;
    version.current = theirs.version;
    setTheirs(null);
    if (keep === "theirs") {
      latest.current = draftOf(theirs);
      setDraft(latest.current);
      setSaving("saved");
    } else void send();
  };

  // Leaving the page sends what is still waiting.
  const sendNow = useRef(send);
  sendNow.current = send;
  const isWaiting = saving === "waiting" || saving === "lost";
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (isWaiting) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isWaiting]);
  useEffect(
    () => () => {
      if (timer.current) void sendNow.current();
    },
    [],
  );

  return { draft, change, saving, theirs, settle, send };
}

/** What helps to answer; where the product has a place for the work itself, the way there. */
function Hint({ prompt, journeyId }: { prompt: GuideStep["prompts"][number]; journeyId: string }) {
  const t = useText(text);
  const href = hrefOfWorkArea(prompt.leadsTo, journeyId);
  return (
    <>
      {prompt.hint} {href && prompt.leadsTo && <Link href={href}>{t(`area.${prompt.leadsTo}`)}</Link>}
    </>
  );
}

function StepForm({ journey, step, state }: { journey: Journey; step: GuideStep; state: JourneyStep }) {
  const t = useText(text);
  const toast = useToast();
  const { draft, change, saving, theirs, settle, send } = useStep(journey.id, state);
  const back = `/journeys/${journey.id}`;
  const isDone = state.doneAt !== null;

  const takeExample = () => {
    const before = draft.answers;
    // An example fills what is empty; what she wrote herself stays.
    const filled = Object.fromEntries(
      step.prompts.map(({ key }) => [key, before[key]?.trim() ? before[key] : (step.example[key] ?? "")]),
    );
    change({ answers: { ...before, ...filled } });
    toast({
      message: t("step.exampleTaken"),
      undo: () =>
        change({
          answers: {
            ...filled,
            ...Object.fromEntries(Object.keys(filled).map((key) => [key, before[key] ?? ""])),
          },
        }),
    });
  };

  return (
    <Page
      title={step.title}
      lead={step.activity}
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
      {theirs && (
        <Notice tone="notice">
          <p>{t("conflict.text")}</p>
          {step.prompts
            .filter(({ key }) => (theirs.answers[key] ?? "") !== (draft.answers[key] ?? ""))
            .map(({ key, question }) => (
              <p key={key}>
                <strong>{question}</strong>
                <br />
                {theirs.answers[key] || t("conflict.empty")}
              </p>
            ))}
          <Row>
            <Button onPress={() => settle("theirs")}>{t("conflict.theirs")}</Button>
            <Button onPress={() => settle("mine")}>{t("conflict.mine")}</Button>
          </Row>
        </Notice>
      )}
      <Card>
        {step.prompts.map((prompt) => (
          <TextArea
            key={prompt.key}
            label={prompt.question}
            description={<Hint prompt={prompt} journeyId={journey.id} />}
            value={draft.answers[prompt.key] ?? ""}
            onChange={(value) => change({ answers: { ...draft.answers, [prompt.key]: value } })}
            maxLength={20_000}
            isDisabled={!journey.mayEdit}
          />
        ))}
        <TextArea
          label={t("step.notes")}
          description={t("step.notesHint")}
          value={draft.notes}
          onChange={(notes) => change({ notes })}
          maxLength={50_000}
          isDisabled={!journey.mayEdit}
        />
        <FieldRow>
          <TextField
            label={t("step.responsible")}
            placeholder={step.responsible}
            value={draft.responsible}
            onChange={(responsible) => change({ responsible })}
            maxLength={200}
            isDisabled={!journey.mayEdit}
          />
          <DateField
            label={t("step.due")}
            value={draft.dueOn}
            onChange={(dueOn) => change({ dueOn })}
            isDisabled={!journey.mayEdit}
          />
        </FieldRow>
        {journey.mayEdit && (
          <Row isApart>
            <span role="status">{t(`saving.${saving}`)}</span>
            <Row>
              <LinkButton href={back}>{t("step.back")}</LinkButton>
              <Button
                variant="primary"
                onPress={async () => {
                  if (!(await send({ done: !isDone }))) return;
                  toast({
                    message: t(isDone ? "step.reopened" : "step.isDone"),
                    undo: () => void send({ done: isDone }),
                  });
                }}
              >
                {t(isDone ? "step.reopen" : "step.done")}
              </Button>
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
