import { useEffect, useRef, useState } from "react";
import { Button, Card, Form, useText, useToast } from "#design/index.ts";
import { newId } from "#platform/id.ts";
import { notesBehind } from "../model/options.ts";
import { saysSomething } from "../model/wording.ts";
import { InBar } from "./bar.tsx";
import styles from "./console.module.css";
import { text } from "./text.ts";
import { useDraft, useLead, useSaved, useSend } from "./use.tsx";
import { WordFields } from "./wordFields.tsx";
import { beginWith, type NewWording as Draft, facetsIn, newPlace } from "./words.ts";

/** A sentence on its way: hers alone until she shows it, begun with the words of the notes that it grew out of. */
export function NewWording() {
  const t = useText(text);
  const toast = useToast();
  const { room } = useLead();
  const [send, refused] = useSend();
  const [draft, keep, drop] = useDraft<Draft>(newPlace);
  const [sent, setSent] = useState<string | null>(null);
  const { isWaiting } = useSaved(sent, drop);
  const [isTried, setTried] = useState(false);
  const card = useRef<HTMLParagraphElement>(null);
  // Begun by her press just now: the sentence is what she came for, with its end to write on from.
  useEffect(() => {
    const field = card.current?.parentElement?.querySelector("textarea");
    field?.focus({ preventScroll: true });
    field?.setSelectionRange(field.value.length, field.value.length);
    card.current?.scrollIntoView({ block: "center" });
  }, []);
  if (!draft) return null;
  const { words, labels, option, optionId, isLeaders } = draft;
  const notes = notesBehind(room, option);
  const show = () => {
    setTried(true);
    const act = words.act?.trim() ?? "";
    if (!saysSomething(act)) return;
    const decisionId = newId();
    const facets = facetsIn(words).flatMap((key) => {
      const said = words[`facet.${key}`]?.trim();
      return said ? [[key, said]] : [];
    });
    const id = send({
      ...({ type: "decision.propose", decisionId, act, situation: words.situation?.trim() ?? "" } as const),
      ...{ valueId: words.valueId || null, facets: Object.fromEntries(facets), labels },
      ...{ noteIds: option.noteIds, clusterId: option.clusterId, optionId },
    });
    if (isLeaders) send({ type: "decision.set", decisionId, isLeaders });
    setSent(id);
  };
  const leave = () => {
    drop();
    toast({ message: t("decision.dropped"), undo: () => keep(draft) });
  };
  return (
    <Card title={t("decision.new")} tone="accent">
      <p className={styles.soft} ref={card}>
        {t("decision.newText")}
      </p>
      <Form
        onSubmit={show}
        actions={
          <>
            <Button type="submit" busy={isWaiting}>
              {t("decision.show")}
            </Button>
            <Button variant="quiet" onPress={leave}>
              {t("decision.leave")}
            </Button>
          </>
        }
      >
        {refused}
        <WordFields
          words={words}
          onChange={(next) => keep({ ...draft, words: next })}
          labels={labels}
          saysMissing={isTried}
        />
      </Form>
      {notes.length > 0 && (
        <section>
          <h3>{t("decision.behind", { count: notes.length, name: option.text })}</h3>
          <ul className={styles.plain}>
            {notes.map((note) => (
              <li key={note.id} className={styles.rowApart}>
                <span className={styles.grow}>{note.text}</span>
                <Button
                  size="small"
                  variant="quiet"
                  isDisabled={words.act === note.text}
                  onPress={() => keep({ ...draft, ...beginWith(note) })}
                >
                  {t("decision.useNote")}
                  <span className="unseen">: {note.text}</span>
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <InBar>
        <span className={styles.barHint}>{words.act}</span>
        <Button variant="primary" size="large" busy={isWaiting} onPress={show}>
          {t("decision.show")}
        </Button>
      </InBar>
    </Card>
  );
}
