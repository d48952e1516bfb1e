import { Badge, Card, useText } from "#design/index.ts";
import type { Obstacle } from "./model/sending.ts";
import styles from "./pulse.module.css";
import { text } from "./text.ts";
import type { Pulse } from "./wire.ts";

/** The parts of the page that must be done before anything is sent, and what is missing in each. */
const steps = [
  { id: "questions", obstacles: ["noQuestions", "noLanguage"] },
  { id: "customers", obstacles: ["noCustomers", "stillImporting"] },
  { id: "window", obstacles: ["noSender", "noEnd", "windowPast", "noHours"] },
  { id: "notice", obstacles: ["noNotice"] },
] as const satisfies readonly { id: string; obstacles: readonly Obstacle[] }[];

/** Where on the page an obstacle is taken away. */
export const stepOf = (obstacle: Obstacle): string =>
  steps.find(({ obstacles }) => (obstacles as readonly Obstacle[]).includes(obstacle))!.id;

/** What is done and what is missing, beside a long page: each leads to its part of it. */
export function Steps({ pulse }: { pulse: Pulse }) {
  const t = useText(text);
  return (
    <Card title={t("steps.title")}>
      <ol className={styles.steps}>
        {steps.map(({ id }) => {
          const isMissing = pulse.obstacles.some((obstacle) => stepOf(obstacle) === id);
          return (
            <li key={id}>
              <a href={`#${id}`}>{t(`${id}.title`)}</a>
              <Badge tone={isMissing ? "notice" : "good"}>
                {t(isMissing ? "steps.missing" : "steps.ready")}
              </Badge>
            </li>
          );
        })}
        <li>
          <a href="#send">{t("send.title")}</a>
        </li>
      </ol>
    </Card>
  );
}
