import { useState } from "react";
import { Button, useText } from "#design/index.ts";
import type { Lack } from "../model/wording.ts";
import styles from "./console.module.css";
import { text } from "./text.ts";
import type { useSend } from "./use.tsx";

/**
 * Decides at one press where everybody was asked and it belongs to a value. Where something is missing the first press
 * says so, and a second one, elsewhere, decides all the same.
 */
export function DecideButton({
  decisionId,
  lacks,
  send,
  about,
}: {
  decisionId: string;
  lacks: Lack[];
  send: ReturnType<typeof useSend>[0];
  /** Given where it is the page's one next thing. */
  about?: string;
}) {
  const isMain = about !== undefined;
  const t = useText(text);
  const [asked, setAsked] = useState<string | null>(null);
  const missing: Missing | "" = lacks.length > 1 ? "both" : (lacks[0] ?? "");
  const isAsked = missing !== "" && asked === `${decisionId} ${missing}`;
  const decide = () => {
    send({ type: "decision.decide", decisionId, ...(lacks.length > 0 && { without: lacks }) });
    setAsked(null);
  };
  if (isAsked)
    return (
      <>
        <span role="status" className={styles.barHint}>
          {t(`act.lacks.${missing}`)}
        </span>
        <Button key="all-the-same" onPress={decide}>
          {t(`act.decideWithout.${missing}`)}
        </Button>
        <Button key="wait" {...(isMain && { variant: "primary" as const })} onPress={() => setAsked(null)}>
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
        onPress={() => (missing ? setAsked(`${decisionId} ${missing}`) : decide())}
      >
        {t("act.decide")}
      </Button>
    </>
  );
}
type Missing = Lack | "both";
