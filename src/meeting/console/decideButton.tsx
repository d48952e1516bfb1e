import { useState } from "react";
import { Button, useText } from "#design/index.ts";
import type { Lack } from "../model/wording.ts";
import styles from "./console.module.css";
import type { Next } from "./next.ts";
import { text } from "./text.ts";
import type { useSend } from "./use.tsx";

type Asked = Pick<
  Extract<Next, { act: "decide" }>,
  "decisionId" | "lacks" | "without" | "answers" | "unread" | "people"
>;

/**
 * Decides at one press where everybody was asked and it belongs to a value. Where something is missing the first press
 * says so, and a second one, elsewhere, decides all the same.
 */
export function DecideButton({
  asked: { decisionId, lacks, without, answers, unread, people },
  send,
  about,
}: {
  asked: Asked;
  send: ReturnType<typeof useSend>[0];
  /** Given where it is the page's one next thing. */
  about?: string;
}) {
  const isMain = about !== undefined;
  const t = useText(text);
  const [pressed, setPressed] = useState<string | null>(null);
  // What is missing now is what she was told: anything new is said first.
  const state = `${decisionId} ${lacks.join(" ")}`;
  const isAsked = lacks.length > 0 && pressed === state;
  const decide = () => {
    send({ type: "decision.decide", decisionId, ...(without.length > 0 && { without }) });
    setPressed(null);
  };
  const says = (lack: Lack) =>
    t(`act.lacks.${lack}`, { count: lack === "concern" ? unread : answers, people });
  if (isAsked)
    return (
      <>
        <span role="status" className={styles.barSays}>
          {lacks.map(says).join(" ")}
        </span>
        <Button key="all-the-same" onPress={decide}>
          {t("act.decideAnyway")}
        </Button>
        <Button key="wait" {...(isMain && { variant: "primary" as const })} onPress={() => setPressed(null)}>
          {t("act.wait")}
        </Button>
      </>
    );
  return (
    <>
      {about && <span className={styles.barHint}>{about}</span>}
      <Button
        {...(isMain && { variant: "primary" as const })}
        size={isMain ? "large" : "medium"}
        onPress={() => (lacks.length > 0 ? setPressed(state) : decide())}
      >
        {t("act.decide")}
      </Button>
    </>
  );
}
