import { Card, Link, Stack, useText } from "#design/index.ts";
import { GuideTable, Sentences } from "./guideTable.tsx";
import styles from "./journey.module.css";
import { text } from "./text.ts";
import type { Guide, GuideStep } from "./wire.ts";

function StepCard({ step, titleOf }: { step: GuideStep; titleOf: (key: string) => string | undefined }) {
  const t = useText(text);
  const companion = step.companion && titleOf(step.companion);
  return (
    <div id={`step-${step.key}`} className={styles["anchor"]}>
      <Card title={step.title}>
        <dl className={styles["prompts"]}>
          {step.prompts.map(({ key, question, hint, companion }) => (
            <div key={key}>
              <dt>{question}</dt>
              {hint && <dd>{hint}</dd>}
              {step.example[key] && (
                <dd>
                  {t("guide.example")} <em>{step.example[key]}</em>
                </dd>
              )}
              {companion && titleOf(companion) && (
                <dd>
                  {t("guide.promptCompanion")} <Link href={`/guides/${companion}`}>{titleOf(companion)}</Link>
                </dd>
              )}
            </div>
          ))}
        </dl>
        <p>
          <strong>{t("step.mistakes")}</strong>
        </p>
        <Sentences of={step.mistakes} />
        <p>{t("step.minutes", { count: step.minutes })}</p>
        {companion && (
          <p>
            {t("guide.companion")} <Link href={`/guides/${step.companion}`}>{companion}</Link>
          </p>
        )}
      </Card>
    </div>
  );
}

/** A guide to read: its table of four columns, and each step with its questions, examples and what goes wrong. */
export function GuideView({
  guide,
  titleOf,
}: {
  guide: Guide;
  titleOf: (key: string) => string | undefined;
}) {
  return (
    <Stack>
      <GuideTable guide={guide} title={(step) => <a href={`#step-${step.key}`}>{step.title}</a>} />
      {guide.steps.map((step) => (
        <StepCard key={step.key} step={step} titleOf={titleOf} />
      ))}
    </Stack>
  );
}
