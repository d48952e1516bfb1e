import { useBlocker } from "@tanstack/react-router";
import { Button, Dialog, useText } from "#design/index.ts";
import styles from "./console.module.css";
import { isBegunIn } from "./draft.ts";
import { text } from "./text.ts";
import { useLead } from "./use.tsx";

/**
 * Leaving with something begun is asked about once. What she has written is kept and is there when she comes back; what
 * has not reached the server yet would be lost with the window, so closing that asks as well.
 */
export function Leaving() {
  const t = useText(text);
  const { snap, meeting, isLeading } = useLead();
  const isUnsaved = snap.unsaved > 0 || snap.unsavedDrafts > 0;
  const isBegun = isLeading && meeting.state === "open" && isBegunIn(snap.drafts);
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && (isUnsaved || isBegun),
    enableBeforeUnload: () => isUnsaved,
    withResolver: true,
  });
  return (
    <Dialog
      title={t("leaving.title")}
      size="small"
      isOpen={status === "blocked"}
      onOpenChange={(isOpen) => !isOpen && reset?.()}
    >
      <div className={styles.stack}>
        <p>{t(isUnsaved ? "leaving.unsaved" : "leaving.begun")}</p>
        <div className={styles.rowOf}>
          <Button variant="primary" onPress={() => reset?.()}>
            {t("leaving.stay")}
          </Button>
          <Button variant="quiet" onPress={() => proceed?.()}>
            {t("leaving.go")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
