import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { ChevronLeft, ChevronRight, Maximize, Printer, StickyNote, X } from "lucide-react";
import { type TouchEvent, useEffect, useRef, useState } from "react";
import { Button, EmptyState, LinkButton, Skeleton, useText } from "#design/index.ts";
import { slideAfterKey } from "./model/presenting.ts";
import styles from "./present.module.css";
import { slidesQuery } from "./queries.ts";
import { SlideView } from "./slideView.tsx";
import { SpeakerView } from "./speakerView.tsx";
import { text } from "./text.ts";

/** Which slide is shown, told between this window and the speaker's. */
function useShared(meetingId: string, count: number) {
  const [index, setIndex] = useState(0);
  const channel = useRef<BroadcastChannel>(undefined);
  const shown = useRef(index);
  shown.current = index;
  useEffect(() => {
    const opened = new BroadcastChannel(`udlev-slides-${meetingId}`);
    channel.current = opened;
    opened.onmessage = ({ data }: MessageEvent<{ index?: number; isAsking?: boolean }>) => {
      if (data.isAsking) opened.postMessage({ index: shown.current });
      else if (typeof data.index === "number") setIndex(data.index);
    };
    // A window that comes later asks where the others are.
    opened.postMessage({ isAsking: true });
    return () => opened.close();
  }, [meetingId]);
  const go = (to: number) => {
    const next = Math.max(0, Math.min(count - 1, to));
    setIndex(next);
    channel.current?.postMessage({ index: next });
  };
  return { index: Math.min(index, Math.max(0, count - 1)), go };
}

/** The five points full screen: keys, clicks and swipes move them; the speaker's window follows and leads. */
export function PresentPage() {
  const t = useText(text);
  const navigate = useNavigate();
  const { meetingId } = useParams({ strict: false }) as { meetingId: string };
  const isSpeaker = location.hash === "#speaker";
  const { data } = useQuery(slidesQuery(meetingId));
  const slides = data?.slides.filter(({ isHidden }) => !isHidden) ?? [];
  const { index, go } = useShared(meetingId, slides.length);
  const touch = useRef<number>(undefined);
  const slide = slides[index];

  const leave = async () => {
    if (document.fullscreenElement) await document.exitFullscreen().catch(() => undefined);
    if (isSpeaker) window.close();
    else await navigate({ to: `/meetings/${meetingId}/slides` });
  };
  const latest = useRef({ index, go, leave, count: slides.length });
  latest.current = { index, go, leave, count: slides.length };
  useEffect(() => {
    document.title = `${t("present.title")} · Udlev`;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const now = latest.current;
      if (event.key === "Escape") return void now.leave();
      // A button that is focused is pressed by space and enter.
      const onButton = (event.target as HTMLElement).closest?.("button,a");
      if (onButton && (event.key === " " || event.key === "Enter")) return;
      const to = slideAfterKey(event.key, event.shiftKey, now.index, now.count);
      if (to === null) return;
      event.preventDefault();
      now.go(to);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [t]);

  if (!data) return <Skeleton lines={6} />;
  if (!slide)
    return (
      <main className={styles.nothing}>
        <EmptyState
          title={t("present.empty")}
          action={<LinkButton href={`/meetings/${meetingId}/slides`}>{t("present.back")}</LinkButton>}
        />
      </main>
    );
  if (isSpeaker) return <SpeakerView slides={slides} index={index} onGo={go} />;
  const onTouchEnd = (event: TouchEvent) => {
    const from = touch.current;
    const to = event.changedTouches[0]?.clientX;
    touch.current = undefined;
    if (from === undefined || to === undefined || Math.abs(to - from) < 40) return;
    go(index + (to < from ? 1 : -1));
  };
  return (
    <main className={styles.stage}>
      <h1 className="unseen">{t("present.title")}</h1>
      <div
        className={styles.frame}
        onTouchStart={(event) => {
          touch.current = event.touches[0]?.clientX;
        }}
        onTouchEnd={onTouchEnd}
      >
        <SlideView slide={slide} place={index + 1} of={slides.length} />
      </div>
      <p role="status" className="unseen">
        {t("present.place", { place: index + 1, of: slides.length })} {slide.title} {slide.body}
      </p>
      <nav className={styles.controls} aria-label={t("present.controls")}>
        <Button
          variant="quiet"
          aria-label={t("present.previous")}
          icon={<ChevronLeft />}
          isDisabled={index === 0}
          onPress={() => go(index - 1)}
        />
        <Button
          variant="quiet"
          aria-label={t("present.next")}
          icon={<ChevronRight />}
          isDisabled={index === slides.length - 1}
          onPress={() => go(index + 1)}
        />
        <Button
          variant="quiet"
          aria-label={t("present.fullScreen")}
          icon={<Maximize />}
          onPress={() => void document.documentElement.requestFullscreen?.().catch(() => undefined)}
        />
        <Button
          variant="quiet"
          aria-label={t("present.speaker")}
          icon={<StickyNote />}
          onPress={() =>
            window.open(`${location.pathname}#speaker`, `speaker-${meetingId}`, "width=1000,height=700")
          }
        />
        <Button variant="quiet" aria-label={t("present.print")} icon={<Printer />} onPress={() => print()} />
        <Button variant="quiet" aria-label={t("present.leave")} icon={<X />} onPress={() => void leave()} />
      </nav>
      <div className={styles.printed} aria-hidden>
        {slides.map((each, place) => (
          <SlideView key={each.id} slide={each} place={place + 1} of={slides.length} />
        ))}
      </div>
    </main>
  );
}
