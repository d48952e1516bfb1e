import { Card, Link, Stack, Table, useText } from "#design/index.ts";
import styles from "./journey.module.css";
import { text } from "./text.ts";
import type { Guide, GuideStep } from "./wire.ts";

export function Sentences({ of }: { of: readonly string[] }) {
  return (
    <ul className={styles["guidance"]}>
      {of.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

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
  const t = useText(text);
  return (
    <Stack>
      <Table
        label={guide.title}
        rows={guide.steps}
        keyOf={(step) => step.key}
        columns={[
          {
            key: "step",
            label: t("column.step"),
            isHeader: true,
            width: "18%",
            render: (step) => <a href={`#step-${step.key}`}>{step.title}</a>,
          },
          {
            key: "guidance",
            label: t("column.guidance"),
            width: "44%",
            isLong: true,
            render: (step) => <Sentences of={step.guidance} />,
          },
          { key: "activity", label: t("column.activity"), render: ({ activity }) => activity },
          { key: "responsible", label: t("column.responsible"), render: ({ responsible }) => responsible },
        ]}
      />
      {guide.steps.map((step) => (
        <StepCard key={step.key} step={step} titleOf={titleOf} />
      ))}
    </Stack>
  );
}
