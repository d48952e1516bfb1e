import { ChevronLeft, ChevronRight, Pause, Play } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button, useText } from "#design/index.ts";
import styles from "./console.module.css";
import { text } from "./text.ts";
import { useLead } from "./use.tsx";

/** Where the big screen is when what it shows goes over several pages: turned and held from here, or by Alt Page Down. */
export function ScreenPages() {
  const t = useText(text);
  const { snap, connection, isLeading } = useLead();
  const { pages } = snap;
  const turn = (by: number) => {
    if (!pages) return;
    const page = (pages.page + pages.count + by) % pages.count;
    connection.pages({ ...pages, page, isHeld: true });
  };
  const turnNow = useRef(turn);
  turnNow.current = turn;
  const isThere = isLeading && pages !== null && pages.count > 1;
  useEffect(() => {
    if (!isThere) return;
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || (event.key !== "PageDown" && event.key !== "PageUp")) return;
      event.preventDefault();
      turnNow.current(event.key === "PageDown" ? 1 : -1);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [isThere]);
  if (!isThere) return null;
  const { page, count, isHeld } = pages;
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons that belong together, not fields
    <div className={styles.screenPages} role="group" aria-label={t("pages.label")}>
      <Button
        size="small"
        variant="quiet"
        icon={<ChevronLeft aria-hidden />}
        aria-label={t("pages.before")}
        aria-keyshortcuts="Alt+PageUp"
        onPress={() => turn(-1)}
      />
      <span aria-live={isHeld ? "polite" : "off"}>{t("pages.at", { page: page + 1, count })}</span>
      <Button
        size="small"
        variant="quiet"
        icon={<ChevronRight aria-hidden />}
        aria-label={t("pages.next")}
        aria-keyshortcuts="Alt+PageDown"
        onPress={() => turn(1)}
      />
      <Button
        size="small"
        variant="quiet"
        icon={isHeld ? <Play aria-hidden /> : <Pause aria-hidden />}
        aria-label={t(isHeld ? "pages.run" : "pages.hold")}
        onPress={() => connection.pages({ ...pages, isHeld: !isHeld })}
      />
    </div>
  );
}
