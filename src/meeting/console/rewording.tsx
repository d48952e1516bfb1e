import { useState } from "react";
import { Button, Form, useText } from "#design/index.ts";
import type { RoomDecision } from "../model/room.ts";
import { saysSomething } from "../model/wording.ts";
import { InBar } from "./bar.tsx";
import styles from "./console.module.css";
import { text } from "./text.ts";
import { useDraft, useSaved, useSend } from "./use.tsx";
import { WordFields } from "./wordFields.tsx";
import { changesOf, type Rewording as Draft, placeOf, wordsOf } from "./words.ts";

/**
 * Worded together. What she writes is kept from the first letter, and as long as it is not saved, saving it is the next
 * thing: nothing is decided over her head. It stays when somebody else has written there meanwhile.
 */
export function Rewording({ decision, isFirst }: { decision: RoomDecision; isFirst: boolean }) {
  const t = useText(text);
  const [send, refused] = useSend();
  const [kept, keep, drop] = useDraft<Draft>(placeOf(decision.id));
  const [sent, setSent] = useState<string | null>(null);
  const { isWaiting, isRefused } = useSaved(sent, drop);
  const draft = kept ?? { was: wordsOf(decision), words: wordsOf(decision) };
  const save = () => {
    if (!saysSomething(draft.words.act ?? "")) return;
    // After a refusal she has seen what stands there now, above her own words.
    const over = isRefused ? { ...draft, was: wordsOf(decision) } : draft;
    const changes = changesOf(over);
    if (isRefused) keep(over);
    if (changes.length === 0) drop();
    else setSent(send({ type: "decision.change", decisionId: decision.id, changes }));
  };
  const answers = decision.yes + decision.concerns;
  const again = answers > 0 ? t("decision.askedAgain", { count: answers }) : undefined;
  return (
    <>
      <Form
        onSubmit={save}
        actions={
          <>
            <Button type="submit" busy={isWaiting}>
              {t("decision.save")}
            </Button>
            <Button variant="quiet" onPress={drop}>
              {t("cancel")}
            </Button>
            {again && <span className={styles.soft}>{again}</span>}
          </>
        }
      >
        {isRefused && <p className={styles.situation}>{t("decision.now", { act: decision.act })}</p>}
        {refused}
        <WordFields
          words={draft.words}
          onChange={(words) => keep({ ...draft, words })}
          labels={Object.fromEntries(
            Object.entries(decision.facets).map(([key, facet]) => [key, facet?.label ?? ""]),
          )}
        />
      </Form>
      {isFirst && (
        <InBar>
          <span className={styles.barHint}>{again ?? t("decision.notSaved")}</span>
          <Button variant="primary" size="large" busy={isWaiting} onPress={save}>
            {t("decision.save")}
          </Button>
        </InBar>
      )}
    </>
  );
}
