import { History } from "lucide-react";
import { Button, Dialog, useText } from "#design/index.ts";
import { isFinal } from "../model/kinds.ts";
import { stepsOf } from "../model/reading.ts";
import styles from "./console.module.css";
import { text } from "./text.ts";
import { useLead, useSend } from "./use.tsx";
import { useStepSaid } from "./wall/said.ts";

const shown = 30;

/** The steps that can be taken back, the newest first; one that others have built upon says so and stays. */
export function UndoList() {
  const t = useText(text);
  return (
    <Dialog
      title={t("undo.list")}
      size="medium"
      trigger={<Button variant="quiet" aria-label={t("undo.list")} icon={<History aria-hidden />} />}
    >
      <Steps />
    </Dialog>
  );
}

function Steps() {
  const t = useText(text);
  const { room } = useLead();
  const [send, refused] = useSend();
  const nameOf = useStepSaid();
  const steps = stepsOf(room).toReversed().slice(0, shown);
  return (
    <div className={styles.stack}>
      <p>{t(steps.length > 0 ? "undo.listText" : "undo.listNone")}</p>
      {refused}
      <ol className={styles.plain}>
        {steps.map((op) => {
          const { id, by, isUndone } = op;
          const step = nameOf(op);
          return (
            <li key={id} className={styles.rowApart}>
              <span className={styles.grow}>
                {step} <span className={styles.soft}>{by}</span>
              </span>
              {isFinal(op) ? (
                <span className={styles.soft}>{t("undo.seen")}</span>
              ) : (
                <Button size="small" onPress={() => send({ type: "step.undo", opId: id })}>
                  {t(isUndone ? "undo.redoShort" : "undo.undoShort")}
                  <span className="unseen">: {step}</span>
                </Button>
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
