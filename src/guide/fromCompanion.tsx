import { useQuery } from "@tanstack/react-query";
import { Button, Row, useText, useToast } from "#design/index.ts";
import { CompanionButton } from "./companion.tsx";
import styles from "./journey.module.css";
import { answersToTake } from "./model/journey.ts";
import { journeyQuery } from "./queries.ts";
import { text } from "./text.ts";
import type { Journey, Prompt } from "./wire.ts";

/** The companion guide that helps with a question, and what was answered in it, to be taken over: nothing is typed twice. */
export function FromCompanion({
  journey,
  prompt,
  guideKey,
  answer,
  onTake,
}: {
  journey: Journey;
  prompt: Prompt;
  guideKey: string;
  answer: string;
  onTake: (answer: string) => void;
}) {
  const t = useText(text);
  const toast = useToast();
  const walked = journey.companions.find((companion) => companion.guideKey === guideKey);
  const { data: companion } = useQuery({ ...journeyQuery(walked?.id ?? ""), enabled: walked !== undefined });
  const found = companion ? answersToTake(prompt.takes ?? [], companion.progress, answer) : "";
  return (
    <div className={styles["taken"]}>
      {found && (
        <blockquote>
          <p>
            <strong>{t("taken.from", { title: companion!.title })}</strong>
          </p>
          <p className={styles["words"]}>{found}</p>
        </blockquote>
      )}
      <Row>
        {found && (
          <Button
            size="small"
            onPress={() => {
              onTake([answer.trim(), found].filter(Boolean).join("\n"));
              toast({ message: t("taken.done"), undo: () => onTake(answer) });
            }}
          >
            {t("taken.take")}
          </Button>
        )}
        <CompanionButton journey={journey} guideKey={guideKey} size="small" />
      </Row>
    </div>
  );
}
