/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import { meetingOf, minutesLeft } from "../model/reading.ts";
import styles from "./phone.module.css";
import { useInside } from "./use.ts";

/** Who one is here, how long it still takes, and whether everything has reached the server. */
export function Header({ onMenu }: { onMenu: () => void }) {
  const { connection, snap, names, t } = useInside();
  const meeting = meetingOf(snap.room);
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 10_000);
    return () => clearInterval(timer);
  }, []);
  const left = minutesLeft(meeting?.stageEndsAt ?? null, connection.now());
  const state =
    snap.status === "open" ? (snap.unsaved > 0 ? "sending" : "saved") : snap.unsaved > 0 ? "unsent" : "away";
  return (
    <header class={styles.header}>
      <div class={styles.who}>
        <strong>{names.join(", ")}</strong>
        <span class={styles.soft}>{meeting?.title}</span>
      </div>
      {left !== null && <span class={styles.clock}>{t("stage.minutes", { count: left })}</span>}
      <span class={styles.chip} data-state={state} role="status">
        {t(`state.${state}`, { count: snap.unsaved })}
      </span>
      <button type="button" class={styles.menuButton} aria-label={t("menu.title")} onClick={onMenu}>
        <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
          <path d="M4 6h16v2H4Zm0 5h16v2H4Zm0 5h16v2H4Z" />
        </svg>
      </button>
    </header>
  );
}
