import { useEffect, useState } from "react";
import { Button, useFormat, useText } from "#design/index.ts";
import type { Slide } from "./meeting.wire.ts";
import styles from "./present.module.css";
import { SlideView } from "./slideView.tsx";
import { text } from "./text.ts";

/** For the leader's own screen: what is shown, what comes next, her notes, and how long she has spoken. */
export function SpeakerView({
  slides,
  index,
  onGo,
}: {
  slides: readonly Slide[];
  index: number;
  onGo: (to: number) => void;
}) {
  const t = useText(text);
  const format = useFormat();
  const [since] = useState(() => Date.now());
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.floor((now - since) / 1000);
  const spoken = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const slide = slides[index]!;
  const next = slides[index + 1];
  return (
    <main className={styles.speaker}>
      <h1 className="unseen">{t("present.speaker")}</h1>
      <section className={styles.now} aria-label={t("present.now")}>
        <SlideView slide={slide} place={index + 1} of={slides.length} isSmall />
      </section>
      <section className={styles.next}>
        <h2 className={styles.label}>{t("present.nextSlide")}</h2>
        {next ? (
          <SlideView slide={next} place={index + 2} of={slides.length} isSmall />
        ) : (
          <p>{t("present.last")}</p>
        )}
      </section>
      <section className={styles.notes}>
        <h2 className={styles.label}>{t("present.notes")}</h2>
        <p className={styles.noteText}>{slide.speakerNotes || t("present.noNotes")}</p>
      </section>
      <footer className={styles.foot}>
        <Button isDisabled={index === 0} onPress={() => onGo(index - 1)}>
          {t("present.previous")}
        </Button>
        <Button variant="primary" isDisabled={!next} onPress={() => onGo(index + 1)}>
          {t("present.next")}
        </Button>
        <span className={styles.clock}>
          {t("present.spoken", { spoken })} · {format.time(now)}
        </span>
      </footer>
    </main>
  );
}
