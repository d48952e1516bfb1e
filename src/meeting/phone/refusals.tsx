/** @jsxImportSource preact */
import { useEffect, useRef } from "preact/hooks";
import type { Command } from "../model/command.ts";
import { Button } from "./parts.tsx";
import styles from "./phone.module.css";
import { useInside } from "./use.ts";

/** The words that somebody had written in what was refused. */
function wordsOf(command: Command): string {
  if (command.type === "note.add") return command.text;
  if (command.type === "note.change") return command.changes.map(({ value }) => value).join("\n");
  return command.type === "consent.give" ? command.reason : "";
}

/** What was said no to, in a sentence, with the words that would else be lost. New notes go back into their field. */
export function Refusals() {
  const { connection, snap, besideField, t } = useInside();
  const refused = Object.entries(snap.refusals).filter(([id]) => !besideField.has(id));
  const seen = useRef(new Set<string>());
  useEffect(() => {
    for (const [id, { command }] of refused) {
      if (seen.current.has(id)) continue;
      seen.current.add(id);
      if (command.type === "note.add" && !snap.drafts[`${command.roundId} note`])
        connection.draft(command.roundId, "note", command.text);
    }
  });
  return (
    <>
      {refused.map(([id, { message, command }]) => (
        <div class={styles.refused} role="alert" key={id}>
          <p>{message}</p>
          {wordsOf(command) && (
            <blockquote>
              <span class={styles.soft}>{t("refused.yourWords")}</span> {wordsOf(command)}
            </blockquote>
          )}
          <Button onClick={() => connection.read(id)}>{t("refused.ok")}</Button>
        </div>
      ))}
    </>
  );
}
